//! The chat's commands, each in a batch of its own, in a room of a hundred people.

use std::hint::black_box;

use anyhow::Result;
use hourglass_core::{
    Chat, Command, Credential, Login, Name, Output, RoomId, RoomsAtLogin, Sequence, SessionId,
    Settings, Snapshot, Speech, Stamp, Target, Text, Timestamp,
};
use hourglass_wire::name;

use super::codec::LINE;
use super::{Case, Operation, REPETITIONS_MAX};

pub(super) const CASES: &[Case] = &[
    Case {
        key: "chat_say_public",
        title: "`Chat::apply`: a message to the room",
        prepare: || Ok(saying(Room::new(0)?, Target::Room(RoomId::COMMON))),
    },
    Case {
        key: "chat_say_private",
        title: "`Chat::apply`: a private message",
        prepare: || Ok(saying(Room::new(0)?, Target::Name(person(1)?))),
    },
    Case {
        key: "chat_say_refused",
        title: "`Chat::apply`: a message refused, the allowance is spent",
        prepare: || Ok(saying(Room::spent()?, Target::Room(RoomId::COMMON))),
    },
    Case {
        key: "chat_login",
        title: "`Chat::apply`: the login of a returning name that missed 20 messages",
        prepare: returning,
    },
    Case {
        key: "chat_status",
        title: "`Chat::apply`: the status",
        prepare: || {
            let mut room = Room::new(0)?;
            Ok(Box::new(move || {
                black_box(room.apply(Command::Status { session: SPEAKER }));
            }))
        },
    },
];

/// People online.
const PEOPLE: u64 = 100;

/// One of them.
const SPEAKER: SessionId = SessionId(0);

/// Messages missed.
const MISSED: usize = 20;

/// A chat with people in it. Time passes, but nothing expires.
struct Room {
    chat: Chat,
    sequence: u64,
}

impl Room {
    fn new(message_limit: u32) -> Result<Self> {
        let settings = Settings {
            message_limit,
            ..Settings::default()
        };
        let mut room = Self {
            chat: Chat::new(settings, Snapshot::default()),
            sequence: 0,
        };
        for number in 0..PEOPLE {
            room.register(number)?;
        }
        Ok(room)
    }

    /// One in which the speaker's allowance is spent.
    fn spent() -> Result<Self> {
        let mut room = Self::new(1)?;
        room.say(Target::Room(RoomId::COMMON), Text::from_sanitised(LINE));
        Ok(room)
    }

    fn apply(&mut self, command: Command) -> Output {
        self.sequence += 1;
        let stamp = Stamp {
            sequence: Sequence(self.sequence),
            time: Timestamp(self.sequence),
        };
        let mut output = Output::default();
        self.chat.apply(stamp, command, &mut output);
        output
    }

    fn say(&mut self, to: Target, text: Text) -> Output {
        self.apply(Command::Say {
            session: SPEAKER,
            to,
            text,
            key: None,
            speech: Speech::Message,
            tags: None,
        })
    }

    fn log_in(&mut self, number: u64, name: Name, credential: Credential) -> Output {
        self.apply(Command::Login(Login {
            session: SessionId(number),
            name,
            credential,
            resume: None,
            profile: None,
            rooms: RoomsAtLogin::All,
            metadata: None,
        }))
    }

    /// Lets a new name in, and says how it comes in the next time.
    fn register(&mut self, number: u64) -> Result<(u64, Name, Credential)> {
        let name = person(number)?;
        let password_hash = "".into();
        self.log_in(number, name.clone(), Credential::New { password_hash });
        let account = Sequence(self.sequence).into();
        Ok((number, name, Credential::Verified(account)))
    }

    fn leave(&mut self, number: u64) -> Output {
        self.apply(Command::Leave {
            session: SessionId(number),
            seen: Sequence(self.sequence),
            reason: None,
        })
    }
}

fn person(number: u64) -> Result<Name> {
    Ok(name::parse(&format!("person-{number}"))?)
}

fn saying(mut room: Room, to: Target) -> Operation {
    let text = Text::from_sanitised(LINE);
    Box::new(move || {
        black_box(room.say(to.clone(), text.clone()));
    })
}

/// As many names as there are repetitions, each to come back once.
fn returning() -> Result<Operation> {
    let mut room = Room::new(0)?;
    let mut people = Vec::new();
    for number in PEOPLE..PEOPLE + REPETITIONS_MAX as u64 {
        people.push(room.register(number)?);
        room.leave(number);
    }
    for _ in 0..MISSED {
        room.say(Target::Room(RoomId::COMMON), Text::from_sanitised(LINE));
    }
    let mut people = people.into_iter();
    Ok(Box::new(move || {
        if let Some((number, name, credential)) = people.next() {
            black_box(room.log_in(number, name, credential));
        }
    }))
}

#[cfg(test)]
mod tests {
    use hourglass_core::{Event, Output, Refusal, RoomId, Target, Text};

    use super::{LINE, MISSED, PEOPLE, Room, person};

    fn answer(output: &Output) -> &Event {
        &output.emissions[0].event
    }

    fn text() -> Text {
        Text::from_sanitised(LINE)
    }

    #[test]
    fn what_is_said_is_taken() {
        let mut room = Room::new(0).unwrap();
        for to in [
            Target::Room(RoomId::COMMON),
            Target::Name(person(1).unwrap()),
        ] {
            let output = room.say(to, text());
            assert!(matches!(answer(&output), Event::Said(_)));
            assert_eq!(output.emissions.len(), 2);
        }
    }

    #[test]
    fn a_spent_allowance_refuses() {
        let output = Room::spent()
            .unwrap()
            .say(Target::Room(RoomId::COMMON), text());
        let Event::Refused { refusal, .. } = answer(&output) else {
            panic!("{output:?}");
        };
        assert!(matches!(refusal, Refusal::AllowanceSpent { .. }));
    }

    #[test]
    fn whoever_returns_is_shown_what_was_missed() {
        let mut room = Room::new(0).unwrap();
        let (number, name, credential) = room.register(PEOPLE).unwrap();
        room.leave(number);
        for _ in 0..MISSED {
            room.say(Target::Room(RoomId::COMMON), text());
        }
        let output = room.log_in(number, name, credential);
        let Event::LoggedIn(logged_in) = answer(&output) else {
            panic!("{output:?}");
        };
        assert!(!logged_in.registered);
        assert_eq!(logged_in.catch_up.messages.len(), MISSED);
    }
}
