//! The rules that one file at a time keeps. Each is a function from a file to what is wrong in it.

mod attributes;
mod core;
mod doors;
mod imports;
mod modules;
mod size;
mod waiting;

use super::finding::Finding;
use super::source::Source;

/// A rule: what a file has that it should not have, or lacks.
pub(crate) type Rule = fn(&Source) -> Vec<Finding>;

pub(crate) const ALL: &[Rule] = &[
    modules::begin_with_their_subject,
    modules::have_a_name_of_their_own,
    doors::name_neither_store_nor_sequencer,
    core::names_no_clock_and_no_io,
    imports::are_named,
    size::of_files,
    size::of_functions,
    attributes::give_a_reason,
    waiting::has_a_deadline,
];
