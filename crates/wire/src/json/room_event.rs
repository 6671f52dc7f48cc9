//! What happens in rooms, as messages of the server.

use std::borrow::Cow;

use hourglass_core::{
    Answer, Destination, Event, MaskKind, Member, ModeChange, Rank, Refusal, RoomFlag, RoomId,
    RoomRef, RoomSummary, RoomView, Topic,
};

use super::{
    ChatMessage, Departed, Entered, Invited, ModeState, ModesChanged, PersonState, PrivateWords,
    Redacted, RefusedMessage, RoomOpened, RoomRenamed, RoomState, ServerMessage, TopicChanged,
    TopicMessage, WhoMessage,
};
use crate::Perspective;
use crate::words;

impl<'a> ServerMessage<'a> {
    /// The message that tells what happened in a room, `answer` to the device that asked for it; nothing for
    /// what only other doors tell.
    pub(super) fn of_room(event: &'a Event, answer: bool) -> Option<Self> {
        Some(match event {
            Event::RoomOpened(view) => Self::RoomOpened(RoomOpened::of(view, answer)),
            Event::Entered {
                room,
                person,
                is_arrival: false,
                announced: true,
            } if room.id != RoomId::COMMON => Self::Entered(Entered {
                room: name_of(room),
                name: Cow::Borrowed(&person.name),
            }),
            Event::Departed {
                room,
                person,
                by,
                reason,
                announced,
            } => Self::Departed(Departed {
                room: name_of(room),
                name: Cow::Borrowed(&person.name),
                by: by.as_ref().map(|by| Cow::Borrowed(&*by.name)),
                reason: reason.as_ref().map(|reason| reason.as_str().into()),
                announced: *announced,
                answer,
            }),
            Event::TopicChanged {
                room,
                person,
                topic,
                ..
            } => Self::TopicChanged(TopicChanged {
                room: name_of(room),
                by: Cow::Borrowed(&person.name),
                text: topic.as_ref().map(words_of),
                answer,
            }),
            Event::ModesChanged {
                room,
                person,
                changes,
                refused,
            } => {
                let by = person.as_ref().map(|person| &*person.name);
                return of_modes(room, by, changes, refused, answer);
            }
            Event::RoomRenamed {
                room,
                former,
                person,
                reason,
                ..
            } => Self::RoomRenamed(RoomRenamed {
                room: Cow::Borrowed(&room.name),
                former: Cow::Borrowed(former),
                by: Cow::Borrowed(&person.name),
                reason: reason.as_ref().map(|reason| reason.as_str().into()),
            }),
            event => return Self::of_people(event, answer),
        })
    }

    fn of_people(event: &'a Event, answer: bool) -> Option<Self> {
        Some(match event {
            Event::Invited {
                room,
                by,
                name,
                away,
            } => Self::Invited(Invited {
                room: Cow::Borrowed(&room.name),
                name: Cow::Borrowed(name),
                by: Cow::Borrowed(&by.name),
                away: away
                    .as_ref()
                    .filter(|_| answer)
                    .map(|away| away.as_str().into()),
                answer,
            }),
            Event::Redacted {
                id,
                destination,
                by,
                reason,
            } => Self::Redacted(Redacted {
                id: id.0,
                to: recipient(destination),
                room: room_of(destination),
                by: Cow::Borrowed(&by.name),
                reason: reason.as_ref().map(|reason| reason.as_str().into()),
                answer,
            }),
            Event::Answer(answer) => match &**answer {
                Answer::Rooms(rooms) => Self::Rooms {
                    rooms: rooms.iter().map(RoomState::of).collect(),
                },
                Answer::Topic { room, topic } => Self::Topic(TopicMessage {
                    room: name_of(room),
                    text: topic.as_ref().map(words_of),
                    by: topic.as_ref().map(|topic| Cow::Borrowed(&*topic.by)),
                    set_at: topic.as_ref().map(|topic| topic.at.0),
                }),
                Answer::Members { room, members, .. } => Self::Who(WhoMessage {
                    room: Cow::Borrowed(room),
                    people: members.iter().map(PersonState::of).collect(),
                }),
                _ => return None,
            },
            _ => return None,
        })
    }
}

/// Changes that were asked for in vain are a refusal to who asked; the protocol asks for one at a time.
fn of_modes<'a>(
    room: &'a RoomRef,
    by: Option<&'a str>,
    changes: &'a [ModeChange],
    refused: &[Refusal],
    answer: bool,
) -> Option<ServerMessage<'a>> {
    if let (true, [refusal, ..]) = (answer, refused) {
        return Some(ServerMessage::Refused(RefusedMessage::of(refusal, None)));
    }
    (answer || !changes.is_empty()).then(|| {
        ServerMessage::ModesChanged(ModesChanged {
            room: name_of(room),
            by: by.map(Cow::Borrowed),
            changes: changes.iter().map(ModeState::of).collect(),
            text: words::modes_changed(&room.name, by, changes).into(),
            answer,
        })
    })
}

impl<'a> RoomOpened<'a> {
    fn of(view: &'a RoomView, answer: bool) -> Self {
        let own = |member: &&Member| member.person.account == view.person.account;
        let mut members = view.members.iter().flat_map(|members| members.iter());
        Self {
            room: name_of(&view.room),
            topic: view.topic.as_ref().map(words_of),
            members: view.member_count,
            was_member: view.was_member,
            operator: members.find(own).is_some_and(|own| own.standing.operator),
            messages: view
                .messages
                .iter()
                .filter(|message| message.speech.is_kept())
                .map(|message| {
                    ChatMessage::of(message, Perspective::of(view.person.account, message))
                })
                .collect(),
            answer,
        }
    }
}

impl<'a> RoomState<'a> {
    fn of(summary: &'a RoomSummary) -> Self {
        Self {
            room: Cow::Borrowed(&summary.room.name),
            members: summary.members,
            topic: summary.topic.as_ref().map(words_of),
            is_member: summary.is_member,
        }
    }

    /// A room that somebody comes back to.
    pub(super) fn of_own(view: &'a RoomView) -> Self {
        Self {
            room: Cow::Borrowed(&view.room.name),
            members: view.member_count,
            topic: view.topic.as_ref().map(words_of),
            is_member: true,
        }
    }
}

impl<'a> PersonState<'a> {
    fn of(member: &'a Member) -> Self {
        Self {
            name: Cow::Borrowed(&member.person.name),
            operator: member.standing.operator,
            voice: member.standing.voice,
            away: member.person.away.is_some(),
        }
    }
}

impl<'a> ModeState<'a> {
    fn of(change: &'a ModeChange) -> Self {
        let (mode, on, value) = match change {
            ModeChange::Flag { flag, on } => (flag_name(*flag), *on, None),
            ModeChange::Key(key) => ("key", key.is_some(), key.as_deref().map(Cow::Borrowed)),
            ModeChange::Limit(limit) => {
                let limit = limit.map(|limit| Cow::Owned(limit.to_string()));
                ("limit", limit.is_some(), limit)
            }
            ModeChange::Mask { kind, mask, on } => {
                let mode = match kind {
                    MaskKind::Ban => "ban",
                    MaskKind::Exception => "exception",
                    MaskKind::Invitation => "invitation",
                };
                (mode, *on, Some(Cow::Borrowed(&**mask)))
            }
            ModeChange::Rank { rank, name, on } => {
                let mode = match rank {
                    Rank::Voice => "voice",
                    Rank::Operator => "operator",
                };
                (mode, *on, Some(Cow::Borrowed(&**name.shown())))
            }
        };
        Self {
            mode: Cow::Borrowed(mode),
            on,
            value: value.map(PrivateWords::from),
        }
    }
}

fn flag_name(flag: RoomFlag) -> &'static str {
    match flag {
        RoomFlag::InviteOnly => "invite_only",
        RoomFlag::Moderated => "moderated",
        RoomFlag::MembersOnly => "members_only",
        RoomFlag::Secret => "secret",
        RoomFlag::TopicLocked => "topic_locked",
        RoomFlag::NoCtcp => "no_ctcp",
    }
}

/// The name of a room, which the common one goes without.
fn name_of(room: &RoomRef) -> Option<Cow<'_, str>> {
    (room.id != RoomId::COMMON).then(|| Cow::Borrowed(&*room.name))
}

/// The room that something was said in, where it is not the common one.
pub(super) fn room_of(destination: &Destination) -> Option<Cow<'_, str>> {
    match destination {
        Destination::Room { id, name, .. } if *id != RoomId::COMMON => Some(Cow::Borrowed(name)),
        _ => None,
    }
}

/// The one to whom something was said in private.
pub(super) fn recipient(destination: &Destination) -> Option<Cow<'_, str>> {
    match destination {
        Destination::Account { name, .. } => Some(Cow::Borrowed(name)),
        Destination::Room { .. } => None,
    }
}

fn words_of(topic: &Topic) -> PrivateWords<'_> {
    topic.text.as_str().into()
}
