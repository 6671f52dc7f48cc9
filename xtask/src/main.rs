//! `cargo xtask`: the one way to prove the tree, used by people and CI alike.

mod cargo;
mod command_line;
mod dependencies;
mod steps;
mod tidy;
mod tools;
mod workspace;

use std::env;
use std::process::ExitCode;

use crate::workspace::Workspace;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match command_line::run(&Workspace::find(), &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
