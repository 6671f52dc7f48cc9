//! Events in short words, so that a case reads like a transcript.

use std::time::Duration;

use hourglass_core::{Allowance, Destination, Event, Message, Refusal};

/// An event in short words; times in seconds.
pub(crate) fn words(event: &Event) -> String {
    match event {
        Event::LoggedIn(logged_in) => format!("welcome {}", logged_in.name),
        Event::Said(said) => format!("said {}", allowance(said.allowance)),
        Event::Complained { name } => format!("complained about {name}"),
        Event::Status(_) => "status".to_owned(),
        Event::Refused { refusal, .. } => refused(refusal),
        Event::Message(message) => said(message),
        Event::Joined { name } => format!("+{name}"),
        Event::Left { name } => format!("-{name}"),
        Event::ComplainedAbout { total, limit } => format!("complained about: {total} of {limit}"),
        Event::Silenced { total, duration } => {
            format!("silenced by {total} for {}", seconds(*duration))
        }
        Event::SilenceOver { wait: None } => "silence over".to_owned(),
        Event::SilenceOver { wait: Some(wait) } => {
            format!("silence over, allowance spent for {}", seconds(*wait))
        }
        Event::AllowanceRenewed {
            allowance: now,
            can_write_again,
        } => {
            let again = if *can_write_again {
                ", write again"
            } else {
                ""
            };
            format!("renewed {}{again}", allowance(*now))
        }
        Event::ShuttingDown => "shutting down".to_owned(),
    }
}

/// A message as `author: text` or `author > recipient: text`.
pub(crate) fn said(message: &Message) -> String {
    let author = &message.author_name;
    let text = message.text.as_str();
    match &message.destination {
        Destination::Room(_) => format!("{author}: {text}"),
        Destination::Account { name, .. } => format!("{author} > {name}: {text}"),
    }
}

fn allowance(allowance: Allowance) -> String {
    let Allowance {
        used,
        limit,
        renews_in,
    } = allowance;
    let renewal = renews_in.map_or_else(String::new, |wait| format!(", anew in {}", seconds(wait)));
    format!("{used} of {limit}{renewal}")
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Silenced { wait } => format!("refused: silenced for {}", seconds(*wait)),
        Refusal::AllowanceSpent { wait } => format!("refused: spent for {}", seconds(*wait)),
        Refusal::AlreadySilenced { name, wait } => {
            format!("refused: {name} is silenced for {}", seconds(*wait))
        }
        other => format!("refused: {other:?}"),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}
