//! Events as messages of the server.

use std::borrow::Cow;
use std::time::Duration;

use hourglass_core::{
    Allowance, Destination, Event, LoggedIn, Message, RoomId, Said, Settings, Speech, Status,
};

use super::room_event::{recipient, room_of};
use super::{
    AllowanceState, ChatMessage, Hello, Kind, PROTOCOL_VERSION, Rank, RefusedMessage, RoomState,
    SaidMessage, ServerMessage, StatusMessage, Welcome,
};
use crate::Perspective;

impl<'a> ServerMessage<'a> {
    /// The message that tells an event, where the protocol has one. A message is [`Perspective::Own`] on its
    /// author's devices, all else where it answers the device that hears it.
    pub fn of(event: &'a Event, perspective: Perspective) -> Option<Self> {
        Some(match event {
            Event::LoggedIn(logged_in) => Self::Welcome(Welcome::of(logged_in)),
            Event::Said(said) => Self::Said(SaidMessage::of(said)),
            Event::Complained { name } => Self::Complained {
                name: Cow::Borrowed(name),
            },
            Event::Status(status) => Self::Status(StatusMessage::of(status)),
            Event::Refused { refusal, key } => {
                Self::Refused(RefusedMessage::of(refusal, key.as_ref()))
            }
            Event::Message(message) if !message.speech.is_kept() => return None,
            Event::Message(message) => Self::Message(ChatMessage::of(message, perspective)),
            Event::Joined { name } => Self::Joined {
                name: Cow::Borrowed(name),
            },
            Event::Left { name } => Self::Left {
                name: Cow::Borrowed(name),
            },
            Event::ComplainedAbout { total, limit } => Self::ComplainedAbout {
                total: *total,
                limit: *limit,
            },
            Event::Silenced { total, duration } => Self::Silenced {
                total: *total,
                wait_ms: milliseconds_up(*duration),
            },
            Event::SilenceOver { wait } => Self::SilenceOver {
                wait_ms: wait.map(milliseconds_up),
            },
            Event::AllowanceRenewed {
                allowance,
                can_write_again,
            } => Self::AllowanceRenewed {
                allowance: AllowanceState::of(*allowance),
                can_write_again: *can_write_again,
            },
            Event::ShuttingDown => Self::ShuttingDown,
            event => return Self::of_room(event, perspective == Perspective::Own),
        })
    }
}

impl<'a> Hello<'a> {
    /// The greeting of a server with these settings.
    pub fn new(server: impl Into<Cow<'a, str>>, heartbeat: Duration, settings: &Settings) -> Self {
        Self {
            version: PROTOCOL_VERSION,
            server: server.into(),
            heartbeat_ms: milliseconds_up(heartbeat),
            max_message: settings.max_message,
            message_lifetime_ms: milliseconds_up(settings.message_lifetime),
            lobby: Some(Cow::Owned(settings.lobby.shown().as_ref().to_owned())),
        }
    }
}

impl<'a> Welcome<'a> {
    fn of(logged_in: &'a LoggedIn) -> Self {
        let message = |message: &'a std::sync::Arc<Message>| {
            ChatMessage::of(message, Perspective::of(logged_in.account, message))
        };
        Self {
            name: Cow::Borrowed(logged_in.name.shown()),
            registered: logged_in.registered,
            time: logged_in.time.0,
            last_id: logged_in.last.0,
            allowance: AllowanceState::of(logged_in.allowance),
            silenced_ms: logged_in.silenced.map(milliseconds_up),
            names_online: logged_in.counts.names_online,
            names: logged_in
                .names()
                .map(|name| Cow::Borrowed(&**name))
                .collect(),
            rooms: logged_in
                .rooms
                .iter()
                .filter(|view| view.room.id != RoomId::COMMON)
                .map(RoomState::of_own)
                .collect(),
            messages: logged_in.catch_up.messages.iter().map(message).collect(),
            skipped: logged_in.catch_up.skipped,
        }
    }
}

impl<'a> ChatMessage<'a> {
    pub(super) fn of(message: &'a Message, perspective: Perspective) -> Self {
        let key = match perspective {
            Perspective::Own => message.key.as_ref(),
            Perspective::Other => None,
        };
        Self {
            id: message.id.0,
            from: Cow::Borrowed(&message.author_name),
            to: recipient(&message.destination),
            room: room_of(&message.destination),
            only: match message.destination {
                Destination::Room { rank, .. } => rank.map(Rank::of),
                Destination::Account { .. } => None,
            },
            kind: match message.speech {
                Speech::Action => Some(Kind::Action),
                Speech::Notice => Some(Kind::Notice),
                _ => None,
            },
            text: Cow::Borrowed(message.text.as_str()),
            sent_at: message.sent_at.0,
            expires_at: message.expires_at.0,
            key: key.map(|key| Cow::Borrowed(key.as_str())),
        }
    }
}

impl<'a> SaidMessage<'a> {
    fn of(said: &'a Said) -> Self {
        Self {
            key: said
                .message
                .key
                .as_ref()
                .map(|key| Cow::Borrowed(key.as_str())),
            id: said.message.id.0,
            sent_at: said.message.sent_at.0,
            expires_at: said.message.expires_at.0,
            away: said.away.as_ref().map(|away| away.as_str().into()),
            allowance: AllowanceState::of(said.allowance),
        }
    }
}

impl StatusMessage {
    fn of(status: &Status) -> Self {
        Self {
            names_online: status.names_online,
            connections: status.connections,
            devices: status.devices,
            allowance: AllowanceState::of(status.allowance),
            complaints: status.complaints,
            silenced_ms: status.silenced.map(milliseconds_up),
        }
    }
}

impl Rank {
    fn of(rank: hourglass_core::Rank) -> Self {
        match rank {
            hourglass_core::Rank::Voice => Self::Voice,
            hourglass_core::Rank::Operator => Self::Operator,
        }
    }
}

impl AllowanceState {
    fn of(allowance: Allowance) -> Self {
        Self {
            used: allowance.used,
            limit: allowance.limit,
            renews_in_ms: allowance.renews_in.map(milliseconds_up),
        }
    }
}

/// Rounded up, so that waiting for it is enough.
pub(super) fn milliseconds_up(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}
