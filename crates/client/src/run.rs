//! From the command line to the end of the program.

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use clap::ArgMatches;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::cli::Arguments;
use crate::outcome::Outcome;
use crate::pipe::{self, Login, Streams};
use crate::{password, terminal};

/// Runs `hourglass client` as the command line says, until the person leaves or the input ends. What is
/// left to tell at the end goes to standard error.
pub fn run(matches: &ArgMatches) -> ExitCode {
    let outcome = start(matches).unwrap_or_else(|outcome| outcome);
    if let Some(words) = outcome.words() {
        eprintln!("{words}");
    }
    ExitCode::from(outcome)
}

fn start(matches: &ArgMatches) -> Result<Outcome, Outcome> {
    let arguments = Arguments::read(matches).map_err(Outcome::Usage)?;
    let password = password::find(&arguments.name, arguments.password_file.as_deref())
        .map_err(|error| Outcome::Usage(error.to_string()))?;
    let login = Login {
        address: arguments.address,
        name: arguments.name,
        password,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Outcome::Failed(format!("The program cannot start: {error}.")))?;
    Ok(runtime.block_on(converse(login)))
}

/// A person needs a terminal on both sides; anything else is treated as a script.
async fn converse(login: Login) -> Outcome {
    let stop = match stop_at_signals() {
        Ok(stop) => stop,
        Err(error) => return Outcome::Failed(format!("Signals cannot be heard: {error}.")),
    };
    if stdin().is_terminal() && stdout().is_terminal() {
        return terminal::run(login, stop).await;
    }
    let streams = Streams {
        input: stdin(),
        output: stdout(),
        errors: stderr(),
    };
    pipe::run(login, streams, stop).await
}

/// Becomes true at SIGINT and SIGTERM.
fn stop_at_signals() -> std::io::Result<watch::Receiver<bool>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (sender, stop) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            // Without a receiver the program is ending already.
            let _ = sender.send(true);
        }
    });
    Ok(stop)
}
