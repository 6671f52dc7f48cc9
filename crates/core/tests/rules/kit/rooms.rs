//! What people do in rooms, each with the answer in words.

use hourglass_core::{
    Answer, Command, Credential, Event, LoggedIn, Login, MaskKind, ModeChange, Query, Rank,
    RoomFlag, RoomView, RoomsAtLogin, SessionId, Speech, Target, Text,
};

use super::{World, answer, name, room};

impl World {
    pub(crate) fn join(&mut self, session: SessionId, shown: &str) -> String {
        self.ask(session, join(session, shown, None))
    }

    pub(crate) fn join_with(&mut self, session: SessionId, shown: &str, key: &str) -> String {
        self.ask(session, join(session, shown, Some(key)))
    }

    /// Comes into a room, and returns all that opens.
    pub(crate) fn open(&mut self, session: SessionId, shown: &str) -> RoomView {
        let output = self.apply(join(session, shown, None));
        match answer(&output, session) {
            Event::RoomOpened(view) => *view,
            other => panic!("answered with {other:?}"),
        }
    }

    pub(crate) fn part(&mut self, session: SessionId, shown: &str) -> String {
        let room = room(shown);
        let reason = None;
        let command = Command::Part {
            session,
            room,
            reason,
        };
        self.ask(session, command)
    }

    pub(crate) fn kick(&mut self, session: SessionId, shown: &str, whom: &str) -> String {
        let command = Command::Kick {
            session,
            room: room(shown),
            name: name(whom),
            reason: Some(Text::from_sanitised("enough")),
        };
        self.ask(session, command)
    }

    pub(crate) fn invite(&mut self, session: SessionId, shown: &str, whom: &str) -> String {
        let command = Command::Invite {
            session,
            room: room(shown),
            name: name(whom),
        };
        self.ask(session, command)
    }

    pub(crate) fn topic(&mut self, session: SessionId, shown: &str, topic: &str) -> String {
        let command = Command::SetTopic {
            session,
            room: room(shown),
            topic: Some(Text::from_sanitised(topic)),
        };
        self.ask(session, command)
    }

    pub(crate) fn modes(
        &mut self,
        session: SessionId,
        shown: &str,
        changes: Vec<ModeChange>,
    ) -> String {
        let room = room(shown);
        let command = Command::ChangeModes {
            session,
            room,
            changes,
        };
        self.ask(session, command)
    }

    pub(crate) fn say_in(&mut self, session: SessionId, shown: &str, text: &str) -> String {
        self.send(session, Target::RoomNamed(room(shown)), text, None)
    }

    /// Says something that is more than a message.
    pub(crate) fn utter(
        &mut self,
        session: SessionId,
        to: Target,
        speech: Speech,
        tags: Option<&str>,
    ) -> String {
        let text = if speech == Speech::TagsOnly { "" } else { "hi" };
        let command = Command::Say {
            session,
            to,
            text: Text::from_sanitised(text),
            key: None,
            speech,
            tags: tags.map(hourglass_core::ClientTags::from_checked),
        };
        self.ask(session, command)
    }

    pub(crate) fn question(&mut self, session: SessionId, query: Query) -> Answer {
        let output = self.apply(Command::Ask { session, query });
        self.drop_answer(session);
        match answer(&output, session) {
            Event::Answer(answer) => *answer,
            other => panic!("answered with {other:?}"),
        }
    }

    pub(crate) fn refused_question(&mut self, session: SessionId, query: Query) -> String {
        self.ask(session, Command::Ask { session, query })
    }

    /// Names in a room with `@` and `+`, as `session` sees them.
    pub(crate) fn names(&mut self, session: SessionId, shown: &str) -> String {
        let Answer::Members { members, .. } = self.question(session, Query::Members(room(shown)))
        else {
            panic!("not a list of members");
        };
        let names = members.iter().map(|member| {
            let mark = match (member.standing.operator, member.standing.voice) {
                (true, _) => "@",
                (false, true) => "+",
                (false, false) => "",
            };
            let away = if member.person.away.is_some() {
                "~"
            } else {
                ""
            };
            format!("{mark}{}{away}", member.person.name)
        });
        names.collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn guest(&mut self, shown: &str) -> LoggedIn {
        let login = self.guest_login(shown);
        self.try_login(login).expect("let in")
    }

    pub(crate) fn guest_login(&mut self, shown: &str) -> Login {
        Login {
            credential: Credential::Guest,
            rooms: RoomsAtLogin::None,
            ..self.request(shown)
        }
    }
}

fn join(session: SessionId, shown: &str, key: Option<&str>) -> Command {
    Command::Join {
        session,
        room: room(shown),
        key: key.map(Into::into),
    }
}

pub(crate) fn flag(flag: RoomFlag) -> ModeChange {
    ModeChange::Flag { flag, on: true }
}

pub(crate) fn rank(rank: Rank, whose: &str, on: bool) -> ModeChange {
    let name = name(whose);
    ModeChange::Rank { rank, name, on }
}

pub(crate) fn mask(kind: MaskKind, mask: &str) -> ModeChange {
    let (mask, on) = (mask.into(), true);
    ModeChange::Mask { kind, mask, on }
}
