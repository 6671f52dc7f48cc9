//! What the chat itself says to somebody, as notices.

use hourglass_core::{Allowance, Event, Status};

use super::encoder::Scene;
use super::reply::notice;
use crate::words::clock;

const WRITE_AGAIN: &str = "You can write messages again";

/// Writes what the chat says to the one that hears it.
pub(super) fn put(scene: Scene<'_>, event: &Event, out: &mut Vec<u8>) {
    let text = match event {
        Event::Complained { name } => format!("Your complaint about {name} was counted."),
        Event::Status(status) if scene.verb() == "QUOTA" => quota(status.allowance),
        Event::Status(status) => status_lines(status),
        Event::ComplainedAbout { total, .. } => {
            format!("Someone complained about you. Total complaints: {total}.")
        }
        Event::Silenced { total, duration } => format!(
            "You've been complained about for {total} time.\nFor {} you can read, but neither write \
             nor complain. You are told when it is over.",
            clock(*duration)
        ),
        Event::SilenceOver { wait: None } => WRITE_AGAIN.to_owned(),
        Event::SilenceOver { wait: Some(wait) } => format!(
            "The silence is over. You can write when your message limit is renewed, in {}.",
            clock(*wait)
        ),
        Event::AllowanceRenewed {
            can_write_again: true,
            ..
        } => WRITE_AGAIN.to_owned(),
        _ => return,
    };
    notice(scene.to, &text, out);
}

fn status_lines(status: &Status) -> String {
    let mut text = format!(
        "People online: {}, with {} devices. Yours: {}.\n{}\nComplaints about you: {}.",
        status.names_online,
        status.connections,
        status.devices,
        quota(status.allowance),
        status.complaints,
    );
    if let Some(wait) = status.silenced {
        text.push_str(&format!("\nYou are banned. Wait another {}", clock(wait)));
    }
    text
}

fn quota(allowance: Allowance) -> String {
    let mut text = format!("Messages sent: {}", allowance.used);
    if allowance.limit > 0 {
        text.push_str(&format!(" of {}", allowance.limit));
    }
    if let Some(wait) = allowance.renews_in {
        text.push_str(&format!(", anew in {}", clock(wait)));
    }
    text.push('.');
    text
}
