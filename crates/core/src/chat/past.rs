//! What was said and is alive, for those who ask.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use crate::{
    AccountId, Answer, Destination, HistoryPoint, HistoryRange, Message, Refusal, Target,
    Timestamp, limits,
};

use super::Chat;
use super::dispatch::Asker;
use super::history::{History, Shelf};
use super::places::PlaceKind;

/// Messages in the order in which they were said.
type Messages = VecDeque<Arc<Message>>;

/// Which part of a history is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) range: HistoryRange,
    pub(super) limit: usize,
}

impl Chat {
    /// A part of the history of a place.
    pub(super) fn past(
        &self,
        asker: Asker,
        target: &Target,
        Part { range, limit }: Part,
        with_happenings: bool,
    ) -> Result<Answer, Refusal> {
        let place = self.place(asker, target)?;
        let now = asker.stamp.time;
        let limit = limit.min(limits::HISTORY_ANSWER_MAX);
        let said = shelf(&self.history, asker.account, place.kind);
        let happened = match with_happenings {
            true => shelf(&self.happenings, asker.account, place.kind),
            false => Cow::default(),
        };
        Ok(Answer::History {
            target: place.shown,
            messages: selected(&merged(said, happened), range, limit, now),
        })
    }

    /// The rooms and people with whom the last thing said was said between two moments, the oldest first. Where there
    /// are too many, those nearest to the first moment given are.
    pub(super) fn conversations(
        &self,
        asker: Asker,
        after: Timestamp,
        before: Timestamp,
        limit: usize,
    ) -> Answer {
        let is_backwards = after > before;
        let (after, before) = (after.min(before), after.max(before));
        let mut found = self.last_said(asker);
        found.retain(|(at, _)| after < *at && *at < before);
        found.sort();
        if is_backwards {
            found.drain(..found.len().saturating_sub(limit));
        } else {
            found.truncate(limit);
        }
        Answer::Conversations(found.into_iter().map(|(at, name)| (name, at)).collect())
    }

    /// When something was last said in each room of the asker and with each person, of what is alive.
    fn last_said(&self, asker: Asker) -> Vec<(Timestamp, Arc<str>)> {
        let now = asker.stamp.time;
        let is_alive = |message: &&Arc<Message>| now < message.expires_at;
        let rooms = self.rooms.of(asker.account).filter_map(|room| {
            let newest = self.history.shelf(Shelf::Room(room))?.back();
            let newest = newest.filter(is_alive)?;
            Some((newest.sent_at, Arc::clone(self.rooms.get(room)?.name())))
        });
        let private = self.history.shelf(Shelf::Private(asker.account));
        let mut people = BTreeMap::new();
        for message in private.into_iter().flatten().filter(is_alive) {
            let (other, name) = other_side(message, asker.account);
            people.insert(other, (message.sent_at, name));
        }
        rooms.chain(people.into_values()).collect()
    }
}

/// What is held of a place, as far as `own` may hear it.
fn shelf(history: &History, own: AccountId, place: PlaceKind) -> Cow<'_, Messages> {
    match place {
        PlaceKind::Room(room) => {
            let shelf = history.shelf(Shelf::Room(room));
            shelf.map_or_else(Cow::default, Cow::Borrowed)
        }
        PlaceKind::With(other) => {
            let private = history.shelf(Shelf::Private(own)).into_iter().flatten();
            let between = private.filter(|message| is_between(message, own, other));
            Cow::Owned(between.map(Arc::clone).collect())
        }
    }
}

/// Both in one order.
fn merged<'a>(said: Cow<'a, Messages>, happened: Cow<'a, Messages>) -> Cow<'a, Messages> {
    if happened.is_empty() {
        return said;
    }
    let mut all: Vec<_> = said.iter().chain(happened.iter()).map(Arc::clone).collect();
    all.sort_by_key(|message| message.id);
    Cow::Owned(all.into())
}

fn is_between(message: &Message, own: AccountId, other: AccountId) -> bool {
    let Destination::Account { id, .. } = message.destination else {
        return false;
    };
    let sides = (message.author, id);
    sides == (own, other) || sides == (other, own)
}

/// With whom `own` had a private message, and under which name.
fn other_side(message: &Message, own: AccountId) -> (AccountId, Arc<str>) {
    match &message.destination {
        Destination::Account { id, name } if message.author == own => (*id, Arc::clone(name)),
        _ => (message.author, Arc::clone(&message.author_name)),
    }
}

fn selected(
    messages: &Messages,
    range: HistoryRange,
    limit: usize,
    now: Timestamp,
) -> Vec<Arc<Message>> {
    let over = messages.partition_point(|message| message.expires_at <= now);
    let (part, keeps_newest) = part(messages, range, limit);
    let part = part.start.max(over)..part.end.max(over);
    let limit = limit.min(part.len());
    let part = if keeps_newest {
        part.end - limit..part.end
    } else {
        part.start..part.start + limit
    };
    let mut bytes = 0;
    let fits = |message: &&Arc<Message>| {
        bytes += message.told_bytes();
        bytes <= limits::CATCH_UP_BYTES_MAX
    };
    let part = messages.range(part);
    if keeps_newest {
        let mut newest: Vec<_> = part.rev().take_while(fits).map(Arc::clone).collect();
        newest.reverse();
        newest
    } else {
        part.take_while(fits).map(Arc::clone).collect()
    }
}

/// Which messages are in a range, and whether the newest or the oldest of them matter most.
fn part(messages: &Messages, range: HistoryRange, limit: usize) -> (Range<usize>, bool) {
    let end = messages.len();
    match range {
        HistoryRange::Latest(None) => (0..end, true),
        HistoryRange::Latest(Some(point)) => (through(messages, point)..end, true),
        HistoryRange::Before(point) => (0..before(messages, point), true),
        HistoryRange::After(point) => (through(messages, point)..end, false),
        HistoryRange::Around(point) => {
            let middle = before(messages, point);
            (middle.saturating_sub(limit / 2)..end, false)
        }
        HistoryRange::Between(first, second) => {
            if before(messages, first) <= before(messages, second) {
                let from = through(messages, first);
                (from..before(messages, second).max(from), false)
            } else {
                let from = through(messages, second);
                (from..before(messages, first).max(from), true)
            }
        }
    }
}

/// How many messages come before a point.
fn before(messages: &Messages, point: HistoryPoint) -> usize {
    messages.partition_point(|message| match point {
        HistoryPoint::Message(id) => message.id < id,
        HistoryPoint::Time(time) => message.sent_at < time,
    })
}

/// How many messages come before a point or stand at it.
fn through(messages: &Messages, point: HistoryPoint) -> usize {
    messages.partition_point(|message| match point {
        HistoryPoint::Message(id) => message.id <= id,
        HistoryPoint::Time(time) => message.sent_at <= time,
    })
}
