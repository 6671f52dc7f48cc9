//! The messages held, oldest first.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::{
    AccountId, Changes, ClientKey, Destination, Message, MessageId, RoomId, Timestamp, limits,
};

use super::accounts::Accounts;

/// Where a message is found by those who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shelf {
    /// Said in a room.
    Room(RoomId),
    /// Said in private by this account or to it.
    Private(AccountId),
}

/// All messages held, at most [`limits::HISTORY_MAX`] of them and [`limits::HISTORY_BYTES_MAX`] of text.
///
/// Everywhere the order is that of the ids, and the times of expiry never decrease along it, so that what
/// is alive and what is newer than an id are found by halving.
#[derive(Debug)]
pub(super) struct History {
    messages: VecDeque<Arc<Message>>,
    shelves: BTreeMap<Shelf, VecDeque<Arc<Message>>>,
    keys: BTreeMap<(AccountId, ClientKey), Arc<Message>>,
    bytes: usize,
    last: MessageId,
}

impl History {
    /// Nothing yet; see [`History::load`] for `last`.
    pub(super) fn empty(last: MessageId) -> Self {
        Self {
            messages: VecDeque::new(),
            shelves: BTreeMap::new(),
            keys: BTreeMap::new(),
            bytes: 0,
            last,
        }
    }

    /// The messages kept, none of which lives longer than `lifetime` from when it was said. Those of guests who
    /// have an account by now, as `accounts` knows, are the account's. `last` is an id that is below those of
    /// all messages to come.
    pub(super) fn load(
        messages: Vec<Arc<Message>>,
        lifetime: Duration,
        accounts: &Accounts,
        last: MessageId,
        repairs: &mut Changes,
    ) -> Self {
        let mut history = Self::empty(last);
        for mut message in with_lifetime(messages, lifetime) {
            give_to_accounts(&mut message, accounts);
            // What was taken back has no text any more.
            if message.text.characters() > 0 {
                history.add(message);
            }
        }
        history.evict(repairs);
        history
    }

    /// The id of the newest message that there is or was.
    pub(super) fn last(&self) -> MessageId {
        self.last
    }

    /// Takes up a new message; where there are too many then, the oldest go.
    pub(super) fn push(&mut self, message: Arc<Message>, changes: &mut Changes) {
        self.last = message.id;
        changes.messages.push(Arc::clone(&message));
        self.add(message);
        self.evict(changes);
    }

    /// The message that `author` sent under `key`, while it is alive.
    pub(super) fn said_under(
        &self,
        author: AccountId,
        key: &ClientKey,
        now: Timestamp,
    ) -> Option<&Arc<Message>> {
        let message = self.keys.get(&(author, key.clone()))?;
        (now < message.expires_at).then_some(message)
    }

    /// Everything on a shelf, be it alive or not.
    pub(super) fn shelf(&self, shelf: Shelf) -> Option<&VecDeque<Arc<Message>>> {
        self.shelves.get(&shelf)
    }

    /// The message with this id, while it is alive.
    pub(super) fn find(&self, id: MessageId, now: Timestamp) -> Option<&Arc<Message>> {
        let index = self.messages.binary_search_by_key(&id, |one| one.id).ok()?;
        let message = self.messages.get(index)?;
        (now < message.expires_at).then_some(message)
    }

    /// How many messages alive on a shelf are newer than `after`, and the newest `lines` of them, in order.
    pub(super) fn newest_on(
        &self,
        shelf: Shelf,
        after: MessageId,
        lines: usize,
        now: Timestamp,
    ) -> (usize, impl Iterator<Item = &Arc<Message>>) {
        let shelf = self.shelves.get(&shelf);
        let newer = shelf.map_or(0, |messages| {
            let over = |message: &Arc<Message>| message.id <= after || message.expires_at <= now;
            messages.len() - messages.partition_point(over)
        });
        let newest = shelf.map(|messages| messages.range(messages.len() - newer.min(lines)..));
        (newer, newest.into_iter().flatten())
    }

    /// When expired messages are to be deleted next.
    pub(super) fn next_sweep(&self) -> Option<Timestamp> {
        let oldest = self.messages.front()?;
        Some(oldest.expires_at.after(limits::SWEEP_DELAY_MAX))
    }

    /// Deletes everything expired, where the oldest has waited long enough.
    pub(super) fn sweep(&mut self, now: Timestamp, changes: &mut Changes) {
        if self.next_sweep().is_none_or(|at| now < at) {
            return;
        }
        while self
            .messages
            .front()
            .is_some_and(|oldest| oldest.expires_at <= now)
        {
            changes.forget_through(self.remove_oldest());
        }
    }

    /// Takes a message back.
    pub(super) fn remove(&mut self, message: &Message, changes: &mut Changes) {
        if let Ok(index) = self
            .messages
            .binary_search_by_key(&message.id, |one| one.id)
        {
            self.messages.remove(index);
            self.bytes -= message.told_bytes();
        }
        self.remove_key(message);
        for shelf in shelves_of(message) {
            if let Some(messages) = self.shelves.get_mut(&shelf) {
                messages.retain(|held| held.id != message.id);
                if messages.is_empty() {
                    self.shelves.remove(&shelf);
                }
            }
        }
        changes.redact(message.id);
    }

    /// Makes everything of a guest that of an account.
    pub(super) fn hand_over(&mut self, guest: AccountId, account: AccountId) {
        let is_concerned = |message: &Arc<Message>| {
            let to = match message.destination {
                Destination::Account { id, .. } => Some(id),
                Destination::Room { .. } => None,
            };
            message.author == guest || to == Some(guest)
        };
        if !self.messages.iter().any(is_concerned) {
            return;
        }
        let messages = std::mem::take(&mut self.messages);
        self.shelves.clear();
        self.keys.clear();
        self.bytes = 0;
        for mut message in messages {
            if is_concerned(&message) {
                give(&mut message, guest, account);
            }
            self.add(message);
        }
    }

    fn add(&mut self, message: Arc<Message>) {
        self.bytes += message.told_bytes();
        if let Some(key) = &message.key {
            let key = (message.author, key.clone());
            self.keys.insert(key, Arc::clone(&message));
        }
        for shelf in shelves_of(&message) {
            let messages = self.shelves.entry(shelf).or_default();
            messages.push_back(Arc::clone(&message));
        }
        self.messages.push_back(message);
    }

    /// Keeps the bounds. The newest message stays, however long it is.
    fn evict(&mut self, changes: &mut Changes) {
        let too_many = self.messages.len() > limits::HISTORY_MAX;
        let too_large = self.bytes > limits::HISTORY_BYTES_MAX;
        if !too_many && !too_large {
            return;
        }
        let count = limits::HISTORY_MAX
            - if too_many {
                limits::HISTORY_EVICTION
            } else {
                0
            };
        let bytes = limits::HISTORY_BYTES_MAX
            - if too_large {
                limits::HISTORY_BYTES_EVICTION
            } else {
                0
            };
        while self.messages.len() > 1 && (self.messages.len() > count || self.bytes > bytes) {
            changes.forget_through(self.remove_oldest());
        }
    }

    fn remove_oldest(&mut self) -> Option<MessageId> {
        let message = self.messages.pop_front()?;
        self.bytes -= message.told_bytes();
        self.remove_key(&message);
        for shelf in shelves_of(&message) {
            if let Some(messages) = self.shelves.get_mut(&shelf) {
                messages.pop_front();
                if messages.is_empty() {
                    self.shelves.remove(&shelf);
                }
            }
        }
        Some(message.id)
    }

    /// The key may stand for a newer message by now: it is free again as soon as its message expires.
    fn remove_key(&mut self, message: &Message) {
        let Some(key) = &message.key else {
            return;
        };
        let key = (message.author, key.clone());
        if self
            .keys
            .get(&key)
            .is_some_and(|held| held.id == message.id)
        {
            self.keys.remove(&key);
        }
    }
}

/// Makes that of an account what a guest said who registered later, and what was said to such a guest.
fn give_to_accounts(message: &mut Arc<Message>, accounts: &Accounts) {
    let to = match message.destination {
        Destination::Account { id, .. } => Some(id),
        Destination::Room { .. } => None,
    };
    for guest in [Some(message.author), to].into_iter().flatten() {
        let account = guest.registered();
        if guest.is_guest() && accounts.get(account).is_some() {
            give(message, guest, account);
        }
    }
}

fn give(message: &mut Arc<Message>, guest: AccountId, account: AccountId) {
    let given = Arc::make_mut(message);
    if given.author == guest {
        given.author = account;
    }
    if let Destination::Account { id, .. } = &mut given.destination
        && *id == guest
    {
        *id = account;
    }
}

fn shelves_of(message: &Message) -> impl Iterator<Item = Shelf> + use<> {
    let shelves = match &message.destination {
        Destination::Room { id, .. } => [Some(Shelf::Room(*id)), None],
        Destination::Account { id, .. } => {
            let own = Some(Shelf::Private(message.author));
            [own, (*id != message.author).then_some(Shelf::Private(*id))]
        }
    };
    shelves.into_iter().flatten()
}

/// The messages in order, each living for `lifetime` at most and no longer than any newer one.
fn with_lifetime(
    messages: Vec<Arc<Message>>,
    lifetime: Duration,
) -> impl Iterator<Item = Arc<Message>> {
    let mut messages: Vec<_> = messages;
    let mut bound = Timestamp(u64::MAX);
    for message in messages.iter_mut().rev() {
        bound = bound
            .min(message.expires_at)
            .min(message.sent_at.after(lifetime));
        if message.expires_at != bound {
            Arc::make_mut(message).expires_at = bound;
        }
    }
    messages.into_iter()
}
