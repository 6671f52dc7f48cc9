//! `hourglass server`: from the settings to the exit code.

use clap::{Arg, ArgAction, ArgMatches, Command};
use hourglass_server::config::{Config, Environment, Resolved, Sources, arguments, example_file};
use hourglass_server::{Server, logging};
use tokio::runtime;
use tracing::warn;

use crate::exit::{EXIT_CODES, Failure};
use crate::invitation::{invitation, program};
use crate::output;
use crate::signals::StopSignals;

const CHECK_CONFIG: &str = "check-config";
const PRINT_EXAMPLE_CONFIG: &str = "print-example-config";

const ENDING: &str = "\
A flag beats an environment variable, a variable beats the file of --config, and the file beats the
default. A value that is not allowed and a key in the file that is no setting are errors; a variable
that begins with HOURGLASS_ and is no setting is warned about.

SIGINT and SIGTERM stop the server within 3 seconds; a second one ends it at once.";

const EXAMPLES: &str = "\
Examples:
  hourglass server
  hourglass server --host 0.0.0.0 --port 9000 --data /var/lib/hourglass
  hourglass server --message-lifetime 15m --message-limit 0
  HOURGLASS_LOG_FORMAT=json hourglass server --config /etc/hourglass.toml
  hourglass server --config hourglass.toml --check-config
  hourglass server --print-example-config > hourglass.toml";

pub(crate) fn command() -> Command {
    Command::new("server")
        .about("Start the server; people join with `hourglass client`, nc or telnet")
        .after_help(format!("{ENDING}\n\n{EXIT_CODES}\n\n{EXAMPLES}"))
        .args(arguments())
        .arg(
            Arg::new(CHECK_CONFIG)
                .long(CHECK_CONFIG)
                .action(ArgAction::SetTrue)
                .help("Print the settings that hold and where each comes from, and exit"),
        )
        .arg(
            Arg::new(PRINT_EXAMPLE_CONFIG)
                .long(PRINT_EXAMPLE_CONFIG)
                .action(ArgAction::SetTrue)
                .help("Print a settings file with every default explained, and exit"),
        )
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    if matches.get_flag(PRINT_EXAMPLE_CONFIG) {
        return output::print(&example_file());
    }
    let resolved = Sources::collect(matches, Environment::of_process())?.resolve()?;
    if matches.get_flag(CHECK_CONFIG) {
        return show(&resolved);
    }
    start(resolved)
}

fn show(resolved: &Resolved) -> Result<(), Failure> {
    for warning in &resolved.warnings {
        output::complain(&format!("warning: {warning}"));
    }
    output::print(&resolved.report.to_string())
}

fn start(resolved: Resolved) -> Result<(), Failure> {
    let _log = logging::start(&resolved.config.log).map_err(Failure::other)?;
    for warning in &resolved.warnings {
        warn!("{warning}");
    }
    let runtime = runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::other)?;
    let outcome = runtime.block_on(serve(resolved.config));
    // Whatever still runs has nothing left to lose once the server has stopped.
    runtime.shutdown_background();
    outcome
}

/// Runs the server until a signal asks for its end.
async fn serve(config: Config) -> Result<(), Failure> {
    let mut signals = StopSignals::catch().map_err(Failure::other)?;
    let server = tokio::select! {
        biased;
        _ = signals.next() => return Ok(()),
        started = Server::start(config) => started?,
    };
    // A server whose standard output is closed serves all the same.
    let _ = output::print(&invitation(server.local_addr(), &program()));
    // A server that ended by itself says why when it is stopped.
    tokio::select! {
        biased;
        _ = signals.next() => {}
        () = server.ended() => {}
    }
    tokio::select! {
        biased;
        second = signals.next() => std::process::exit(128 + second.as_raw_value()),
        stopped = server.stop() => Ok(stopped.map_err(Failure::other)?),
    }
}
