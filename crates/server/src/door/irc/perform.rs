//! Does what a line asks for, step by step.

use std::sync::Arc;

use hourglass_core::{Command, Text};
use hourglass_wire::irc::{Capabilities, Correlation, Reference, To, labelled, reply};

use super::account_request;
use super::call::Client;
use super::steps::Step;
use crate::facts::Facts;
use crate::handle::{AskError, LoginError, Session};

/// The batch that holds the answers to the parts of a command. No other is open at the same time.
const PARTS: &str = "parts";

/// What becomes of the connection after a line.
pub(super) enum Next {
    /// More is read.
    Line,
    /// The person left, and said why.
    Quit(Option<Text>),
}

/// Does all steps of a line. With a `label`, all answers are tied to it.
///
/// # Errors
/// See [`AskError`].
pub(super) async fn perform(
    session: &Session,
    client: &mut Client,
    facts: &Facts,
    label: Option<&str>,
    steps: Vec<Step>,
) -> Result<Next, AskError> {
    let server = facts.irc.server.name.as_str();
    let label = label.filter(|_| client.capabilities.has(Capabilities::LABELED_RESPONSE));
    let answers = steps.iter().filter(|step| step.is_answered()).count();
    let in_batch = answers > 1 && client.capabilities.has(Capabilities::BATCH);
    let correlation = match label {
        None => Correlation::None,
        Some(_) if in_batch => Correlation::Batch(PARTS),
        Some(label) => Correlation::Label(label),
    };
    let batch_label = label.filter(|_| in_batch);
    let name = client.name.clone();
    let to = To {
        server,
        name: &name,
    };
    if let Some(label) = batch_label {
        tell(session, |out| reply::open_batch(to, label, PARTS, out)).await;
    }
    let mut next = Next::Line;
    let is_quit = steps.iter().any(|step| matches!(step, Step::Quit(_)));
    if label.is_some() && answers == 0 && !is_quit {
        let capabilities = client.capabilities;
        tell(session, |out| {
            labelled(capabilities, correlation, server, out, |_| {})
        })
        .await;
    }
    for step in steps {
        if let Some(end) = one(session, client, correlation, server, step).await? {
            next = end;
        }
    }
    if batch_label.is_some() {
        tell(session, |out| reply::close_batch(to, PARTS, out)).await;
    }
    Ok(next)
}

async fn one(
    session: &Session,
    client: &mut Client,
    correlation: Correlation<'_>,
    server: &str,
    step: Step,
) -> Result<Option<Next>, AskError> {
    match step {
        Step::Ask {
            command,
            verb,
            parameters,
        } => ask(session, correlation, verb, &parameters, command).await?,
        Step::Quietly(command) => session.request(None, command).await?,
        Step::Tell(bytes) => {
            let capabilities = client.capabilities;
            let write = |out: &mut Vec<u8>| out.extend_from_slice(&bytes);
            tell(session, |out| {
                labelled(capabilities, correlation, server, out, write)
            })
            .await;
        }
        Step::Agree(capabilities) => {
            client.capabilities = capabilities;
            session.set_capabilities(capabilities).await;
        }
        Step::Settle => {
            session.all_answered().await;
            client.is(session.person());
        }
        Step::Register { password, email } => {
            register(session, client, correlation, server, &password, email).await?;
        }
        Step::Quit(reason) => return Ok(Some(Next::Quit(reason))),
    }
    Ok(None)
}

async fn ask(
    session: &Session,
    correlation: Correlation<'_>,
    verb: &'static str,
    parameters: &[String],
    command: Command,
) -> Result<(), AskError> {
    let reference = Reference {
        correlation,
        verb,
        parameters: parameters.iter().map(String::as_str).collect(),
    };
    session.request(Some(reference.encode()), command).await
}

/// Hashes the password and asks for the account.
async fn register(
    session: &Session,
    client: &Client,
    correlation: Correlation<'_>,
    server: &str,
    password: &str,
    email: Option<Arc<str>>,
) -> Result<(), AskError> {
    let refusal = match session.hash(password).await {
        Ok(password_hash) => {
            let command = Command::Register {
                session: session.id(),
                password_hash,
                email,
            };
            let parameters = ["*".to_owned()];
            return ask(session, correlation, "REGISTER", &parameters, command).await;
        }
        Err(refusal) => refusal,
    };
    let to = To {
        server,
        name: &client.name,
    };
    tell(session, |out| {
        labelled(client.capabilities, correlation, server, out, |out| {
            account_request::refuse(to, "*", &LoginError::Refused(refusal), out);
        });
    })
    .await;
    Ok(())
}

async fn tell(session: &Session, write: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = Vec::new();
    write(&mut bytes);
    session.answer(bytes).await;
}
