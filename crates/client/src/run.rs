//! From the command line to the end of the program.

use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::process::ExitCode;
use std::thread;

use clap::ArgMatches;
use hourglass_wire::name;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{oneshot, watch};

use crate::cli::Arguments;
use crate::limits::PASSWORD_ATTEMPTS;
use crate::outcome::Outcome;
use crate::password::{self, Password, PasswordError};
use crate::pipe::{self, Login, Streams};
use crate::terminal::{self, Guard};

/// Runs `hourglass client` as the command line says, until the person leaves or the input ends. What is
/// left to tell at the end goes to standard error.
pub fn run(matches: &ArgMatches) -> ExitCode {
    let outcome = start(matches).unwrap_or_else(|outcome| outcome);
    if let Some(words) = outcome.words() {
        complain(words);
    }
    ExitCode::from(outcome)
}

/// Where standard error is gone, as in a terminal that was closed, nobody is left to be told.
fn complain(words: &str) {
    let _ = writeln!(stderr(), "{words}");
}

fn start(matches: &ArgMatches) -> Result<Outcome, Outcome> {
    let arguments = Arguments::read(matches).map_err(Outcome::Usage)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Outcome::Failed(format!("The program cannot start: {error}.")))?;
    runtime.block_on(log_in(arguments))
}

/// A password that was mistyped is asked for again.
async fn log_in(arguments: Arguments) -> Result<Outcome, Outcome> {
    // Nobody has to type a password for what cannot be a name.
    name::parse(&arguments.name).map_err(|error| Outcome::Usage(error.to_string()))?;
    let stop = stop_at_signals()
        .map_err(|error| Outcome::Failed(format!("Signals cannot be heard: {error}.")))?;
    let mut attempts = PASSWORD_ATTEMPTS;
    loop {
        let password = find_password(&arguments, stop.clone()).await?;
        let login = Login {
            address: arguments.address.clone(),
            name: arguments.name.clone(),
            password: password.text,
        };
        attempts -= 1;
        match converse(login, stop.clone()).await {
            Outcome::WrongPassword(words) if password.typed && attempts > 0 => {
                complain(&words);
            }
            outcome => return Ok(outcome),
        }
    }
}

/// Asks on a thread of its own, so that a signal ends the program also while nobody types.
async fn find_password(
    arguments: &Arguments,
    mut stop: watch::Receiver<bool>,
) -> Result<Password, Outcome> {
    let guard = Guard::new();
    let (name, file) = (arguments.name.clone(), arguments.password_file.clone());
    let (sender, found) = oneshot::channel();
    thread::spawn(move || sender.send(password::find(&name, file.as_deref())));
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {
            guard.restore(true);
            Err(Outcome::Left)
        }
        found = found => match found {
            Ok(Ok(password)) => Ok(password),
            Ok(Err(PasswordError::Left)) => Err(Outcome::Left),
            Ok(Err(error)) => Err(Outcome::Usage(error.to_string())),
            Err(_) => Err(Outcome::Failed("The password cannot be asked for.".to_owned())),
        }
    }
}

/// A person needs a terminal on both sides; anything else is treated as a script.
async fn converse(login: Login, stop: watch::Receiver<bool>) -> Outcome {
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
