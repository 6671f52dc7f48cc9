//! Connections that are not logged in: bounded by origin and in all.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::auth::Origin;
use crate::limits;

/// All connections that are not logged in. At a bound, the one that has been silent the longest makes room
/// for the newcomer; those that the server itself keeps waiting are not silent.
pub(super) struct Pending {
    /// How many from one origin, and how many in all.
    bounds: Option<(usize, usize)>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: u64,
    entries: HashMap<u64, Entry>,
    by_origin: HashMap<Origin, usize>,
    /// Those that are waited for, by when they fell silent.
    silent: BTreeMap<u64, u64>,
}

struct Entry {
    origin: Origin,
    evicted: Arc<Notify>,
    silent_since: Option<u64>,
}

/// A place among the pending connections, until it is dropped.
pub(super) struct Ticket {
    pending: Arc<Pending>,
    number: u64,
    evicted: Arc<Notify>,
}

impl Pending {
    /// With bounds of their own where `bounded` is on; at most half of the `connections` there may be at all
    /// then.
    pub(super) fn new(bounded: bool, connections: usize) -> Arc<Self> {
        let bounds = || {
            let all = limits::PENDING_MAX.min(connections / 2).max(1);
            (limits::PENDING_PER_ADDRESS_MAX.min(all), all)
        };
        Arc::new(Self {
            bounds: bounded.then(bounds),
            state: Mutex::default(),
        })
    }

    /// A place for a newcomer; nothing where nobody can make room.
    pub(super) fn admit(self: &Arc<Self>, origin: Origin) -> Option<Ticket> {
        let mut state = self.state();
        if let Some(bounds) = self.bounds
            && !state.make_room(origin, bounds)
        {
            return None;
        }
        let number = state.number();
        let evicted = Arc::new(Notify::new());
        let entry = Entry {
            origin,
            evicted: evicted.clone(),
            silent_since: None,
        };
        state.entries.insert(number, entry);
        *state.by_origin.entry(origin).or_default() += 1;
        drop(state);
        Some(Ticket {
            pending: self.clone(),
            number,
            evicted,
        })
    }

    /// Makes whoever has been silent the longest go, where anybody is silent.
    pub(super) fn evict_one(&self) {
        self.state().evict(None);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn make_room(&mut self, origin: Origin, (per_origin, all): (usize, usize)) -> bool {
        let of_origin = self.by_origin.get(&origin).copied().unwrap_or(0);
        if of_origin >= per_origin && !self.evict(Some(origin)) {
            return false;
        }
        self.entries.len() < all || self.evict(None)
    }

    /// Evicts who has been silent the longest, of one origin or of all.
    fn evict(&mut self, origin: Option<Origin>) -> bool {
        let belongs = |number: &u64| {
            let entry = self.entries.get(number);
            entry.is_some_and(|entry| origin.is_none_or(|origin| entry.origin == origin))
        };
        let Some(number) = self.silent.values().copied().find(belongs) else {
            return false;
        };
        if let Some(entry) = self.remove(number) {
            entry.evicted.notify_one();
        }
        true
    }

    fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.entries.remove(&number)?;
        if let Some(since) = entry.silent_since {
            self.silent.remove(&since);
        }
        if let Some(count) = self.by_origin.get_mut(&entry.origin) {
            *count -= 1;
            if *count == 0 {
                self.by_origin.remove(&entry.origin);
            }
        }
        Some(entry)
    }
}

impl Ticket {
    /// From now on this one is waited for: it is silent.
    pub(super) fn begin_waiting(&mut self) {
        let mut state = self.pending.state();
        let since = state.number();
        if let Some(entry) = state.entries.get_mut(&self.number) {
            entry.silent_since = Some(since);
            state.silent.insert(since, self.number);
        }
    }

    /// Something was heard from it.
    pub(super) fn end_waiting(&mut self) {
        let mut state = self.pending.state();
        let since = state
            .entries
            .get_mut(&self.number)
            .and_then(|entry| entry.silent_since.take());
        if let Some(since) = since {
            state.silent.remove(&since);
        }
    }

    /// Waits until this one has to make room.
    pub(super) async fn evicted(&self) {
        self.evicted.notified().await;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.pending.state().remove(self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use futures_util::FutureExt;

    use super::{Origin, Pending, Ticket, limits};

    const CONNECTIONS: usize = 20_000;

    fn origin(number: usize) -> Origin {
        Origin::of(IpAddr::from([
            10,
            0,
            (number / 256) as u8,
            (number % 256) as u8,
        ]))
    }

    fn is_evicted(ticket: &Ticket) -> bool {
        ticket.evicted().now_or_never().is_some()
    }

    fn silent(mut ticket: Ticket) -> Ticket {
        ticket.begin_waiting();
        ticket
    }

    #[test]
    fn the_longest_silent_of_an_address_makes_room() {
        let pending = Pending::new(true, CONNECTIONS);
        let mut tickets: Vec<_> = (0..limits::PENDING_PER_ADDRESS_MAX)
            .map(|_| silent(pending.admit(origin(1)).unwrap()))
            .collect();
        // The first speaks, so that the second is the one that has been silent longest.
        tickets[0].end_waiting();
        tickets[0].begin_waiting();
        let _newcomer = pending.admit(origin(1)).unwrap();
        let evicted: Vec<_> = tickets.iter().map(is_evicted).collect();
        assert_eq!(evicted.iter().filter(|evicted| **evicted).count(), 1);
        assert!(evicted[1]);
    }

    #[test]
    fn an_address_does_not_evict_another() {
        let pending = Pending::new(true, CONNECTIONS);
        let other = silent(pending.admit(origin(2)).unwrap());
        let tickets: Vec<_> = (0..limits::PENDING_PER_ADDRESS_MAX + 10)
            .map(|_| silent(pending.admit(origin(1)).unwrap()))
            .collect();
        assert!(!is_evicted(&other));
        assert_eq!(
            tickets.iter().filter(|ticket| is_evicted(ticket)).count(),
            10
        );
    }

    #[test]
    fn all_together_are_bounded() {
        let pending = Pending::new(true, CONNECTIONS);
        let tickets: Vec<_> = (0..limits::PENDING_MAX + 5)
            .map(|number| silent(pending.admit(origin(number)).unwrap()))
            .collect();
        assert_eq!(
            tickets.iter().filter(|ticket| is_evicted(ticket)).count(),
            5
        );
        assert_eq!(pending.state().entries.len(), limits::PENDING_MAX);
    }

    #[test]
    fn whom_the_server_keeps_waiting_is_not_evicted() {
        let pending = Pending::new(true, CONNECTIONS);
        let tickets: Vec<_> = (0..limits::PENDING_PER_ADDRESS_MAX)
            .map(|_| pending.admit(origin(1)).unwrap())
            .collect();
        assert!(pending.admit(origin(1)).is_none());
        drop(tickets);
        assert!(pending.admit(origin(1)).is_some());
    }

    #[test]
    fn nothing_is_left_behind() {
        let pending = Pending::new(true, CONNECTIONS);
        drop(silent(pending.admit(origin(1)).unwrap()));
        let state = pending.state();
        assert!(state.entries.is_empty() && state.by_origin.is_empty() && state.silent.is_empty());
    }
}
