//! The `hourglass` binary: its subcommands.

mod check;
mod exit;
mod invitation;
mod output;
mod server;
mod signals;

use std::process::ExitCode;

use clap::{ArgMatches, Command};

/// Gives memory back after a storm of logins, and costs less for each message than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EXAMPLES: &str = "\
Examples:
  hourglass server                       start a chat on this machine
  hourglass client alice                 join it as alice
  nc 127.0.0.1 8000                      join it without any client
  hourglass check                        see whether its data is whole

`hourglass COMMAND --help` says more, exit codes and further examples included.";

fn main() -> ExitCode {
    match command().try_get_matches() {
        Ok(matches) => run(&matches),
        Err(error) => {
            // Nothing is left to be done where even this cannot be printed.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
        }
    }
}

fn command() -> Command {
    Command::new("hourglass")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A group chat that forgets: what is said lives for an hour and is then gone")
        .after_help(EXAMPLES)
        .subcommand(server::command())
        .subcommand(hourglass_client::cli())
        .subcommand(check::command())
}

fn run(matches: &ArgMatches) -> ExitCode {
    match matches.subcommand() {
        Some(("server", matches)) => exit::code(server::run(matches)),
        Some(("client", matches)) => hourglass_client::run(matches),
        Some(("check", matches)) => exit::code(check::run(matches)),
        _ => exit::code(output::print(&command().render_help().to_string())),
    }
}
