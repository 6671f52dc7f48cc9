//! What was not done, and why: numerics, and replies in the form of the command's own where its text wants
//! them.

mod numeric;
mod standard;

pub use standard::register_code;

use std::time::Duration;

use hourglass_core::Refusal;

use super::Capabilities;
use super::answer::put_end_of_whois;
use super::encoder::Scene;
use super::monitor::put_full;
use super::{metadata, reply};
use crate::words;

/// Writes why a command was not carried out.
pub(super) fn put(scene: Scene<'_>, refusal: &Refusal, out: &mut Vec<u8>) {
    if scene.verb() == "NOTICE" && !has_to_be_told(scene, refusal) {
        return;
    }
    let words = words::refusal(refusal);
    if scene.verb() == "COMPLAIN" {
        reply::notice(scene.to, &words, out);
        return;
    }
    if scene.verb() == "METADATA" {
        metadata::put_refused(scene, refusal, &words, out);
        return;
    }
    match refusal {
        Refusal::Silenced { wait } => put_wait(scene, "SILENCED", *wait, &words, out),
        Refusal::AllowanceSpent { wait } => put_wait(scene, "ALLOWANCE_SPENT", *wait, &words, out),
        Refusal::TooManyWatched { limit, names } => put_full(scene, *limit, names, out),
        _ => match standard::form(scene, refusal) {
            Some((code, context)) => {
                reply::fail(scene.to, scene.verb(), code, &context, &words, out);
            }
            None => {
                let (code, context) = numeric::form(scene, refusal);
                reply::numeric(scene.to, code, &context, &words, out);
            }
        },
    }
    if scene.verb() == "WHOIS" {
        put_end_of_whois(scene, scene.asked(0), out);
    }
}

/// Nothing answers a notice by itself; but whoever may not write for a while has to know.
fn has_to_be_told(scene: Scene<'_>, refusal: &Refusal) -> bool {
    let is_limit = matches!(
        refusal,
        Refusal::Silenced { .. } | Refusal::AllowanceSpent { .. } | Refusal::TooLong { .. }
    );
    is_limit || scene.has(Capabilities::STANDARD_REPLIES)
}

/// Seconds, rounded up.
pub(super) fn seconds_up(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// Writes that something has to wait, with the seconds where the client reads them.
fn put_wait(scene: Scene<'_>, code: &str, wait: Duration, words: &str, out: &mut Vec<u8>) {
    let target = scene.asked(0);
    if scene.has(Capabilities::STANDARD_REPLIES) {
        let seconds = seconds_up(wait).to_string();
        let context = [target, &seconds];
        let context = if target.is_empty() {
            &context[1..]
        } else {
            &context
        };
        reply::fail(scene.to, scene.verb(), code, context, words, out);
    } else if crate::room::is_meant(target.trim_start_matches(['@', '+'])) {
        reply::numeric(scene.to, "404", &[target], words, out);
    } else {
        reply::numeric(scene.to, "263", &[scene.verb()], words, out);
    }
}
