//! The rules: arbitrary commands in order are all answered, and whatever comes of them can be told on every door.

#![no_main]

use std::time::Duration;

use hourglass_core::{
    Audience, Chat, Command, Event, Output, SessionId, Settings, Snapshot, Stamp, Timestamp,
};
use hourglass_fuzz::{Commands, Step};
use hourglass_wire::Perspective;
use hourglass_wire::irc::{Capabilities, IrcEncoder, Listener, Occasion, ServerFacts};
use libfuzzer_sys::fuzz_target;

const START: Timestamp = Timestamp(1_000_000_000);

fuzz_target!(|bytes: &[u8]| {
    let mut commands = Commands::new(bytes);
    let settings = Settings {
        message_limit: 5,
        announce_up_to: 3,
        always_on: commands.flag(),
        ..Settings::default()
    };
    let encoder = encoder(&settings);
    let mut chat = Chat::new(settings, Snapshot::default());
    let mut stamp = Stamp {
        time: START,
        ..Stamp::default()
    };
    while let Some(step) = commands.next() {
        let mut output = Output::default();
        match step {
            Step::Wait(time) => {
                stamp.time = stamp.time.after(time);
                chat.advance(stamp.time, &mut output);
                let due = chat.next_deadline();
                assert!(
                    due.is_none_or(|due| due.after(SWEEP) > stamp.time),
                    "nothing is put off"
                );
            }
            Step::Command(command) => {
                stamp.sequence.0 += 1;
                let asker = command.session().filter(|_| is_answered(&command));
                chat.apply(stamp, command, &mut output);
                commands.learn(&output);
                check(&output, asker);
            }
        }
        tell(&encoder, &output);
    }
});

/// How late a sweep may come.
const SWEEP: Duration = Duration::from_secs(3);

fn is_answered(command: &Command) -> bool {
    match command {
        Command::Labelled { command, .. } => is_answered(command),
        Command::Leave { .. } | Command::Advance => false,
        _ => true,
    }
}

/// Whoever asks is answered once, and nobody else is answered.
fn check(output: &Output, asker: Option<SessionId>) {
    let answered: Vec<_> = output
        .emissions
        .iter()
        .filter_map(|emission| match emission.audience {
            Audience::Session(session) => Some(session),
            _ => None,
        })
        .collect();
    assert_eq!(answered, asker.into_iter().collect::<Vec<_>>());
}

/// Renders everything for IRC: whole lines, each within its bounds.
fn tell(encoder: &IrcEncoder, output: &Output) {
    for emission in &output.emissions {
        for capabilities in [Capabilities::NONE, Capabilities::ALL] {
            let listener = Listener {
                capabilities,
                name: "listener",
            };
            let mut out = Vec::new();
            let occasion = Occasion {
                at: emission.at,
                label: emission.label.as_deref(),
            };
            encoder.encode(
                &emission.event,
                Perspective::Other,
                &listener,
                occasion,
                &mut out,
            );
            check_lines(&out, &emission.event);
        }
    }
}

fn check_lines(out: &[u8], event: &Event) {
    assert!(out.is_empty() || out.ends_with(b"\r\n"), "{event:?}");
    let text = std::str::from_utf8(out).expect("UTF-8");
    for line in text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        let rest = match line.strip_prefix('@') {
            Some(tagged) => tagged.split_once(' ').expect("more than tags").1,
            None => line,
        };
        assert!(rest.len() + 2 <= 512, "{} bytes: {rest:?}", rest.len());
    }
}

fn encoder(settings: &Settings) -> IrcEncoder {
    IrcEncoder::new(ServerFacts {
        name: "hourglass.example".to_owned(),
        network: "Hourglass".to_owned(),
        version: "hourglass-0".to_owned(),
        created: "today".to_owned(),
        motd: Vec::new(),
        settings: settings.clone(),
    })
}
