//! Which messages a device is shown when it comes in.

use std::cmp::Reverse;

use crate::{AccountId, CatchUp, MessageId, Sequence, Timestamp, limits};

use super::Chat;
use super::history::Shelf;

/// Since when a device has missed what was said.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gap {
    /// It never was here, or the name is online elsewhere: it is shown the last lines, and missed nothing.
    None,
    /// The name was away since it had seen everything up to here.
    Away(Sequence),
    /// The device's connection broke; this is the last message that it has.
    Broken(MessageId),
}

impl Chat {
    /// What `account` is shown: the newest of what it may see and has missed, or of what was said to it in
    /// private.
    pub(super) fn catch_up(
        &self,
        account: AccountId,
        gap: Gap,
        private_only: bool,
        now: Timestamp,
    ) -> CatchUp {
        let lines = self.settings.history_lines;
        let rooms = self.rooms.of(account).map(Shelf::Room);
        let rooms = rooms.filter(|_| !private_only);
        let shelves: Vec<_> = rooms.chain([Shelf::Private(account)]).collect();
        match gap {
            Gap::None => CatchUp {
                skipped: 0,
                ..self.newest(&shelves, MessageId(0), lines, now)
            },
            Gap::Away(seen) => self.newest(&shelves, seen.into(), lines, now),
            Gap::Broken(last) => self.newest(&shelves, last, limits::RESUME_MAX, now),
        }
    }

    /// The newest messages alive on these shelves that came after `after`: at most `lines` of them, and
    /// [`limits::CATCH_UP_BYTES_MAX`].
    pub(super) fn newest(
        &self,
        shelves: &[Shelf],
        after: MessageId,
        lines: usize,
        now: Timestamp,
    ) -> CatchUp {
        let mut missed = 0;
        let mut messages = Vec::new();
        for shelf in shelves {
            let (count, newest) = self.history.newest_on(*shelf, after, lines, now);
            missed += count;
            messages.extend(newest.cloned());
        }
        messages.sort_unstable_by_key(|message| Reverse(message.id));
        let mut bytes = 0;
        let fitting = messages.iter().take(lines).take_while(|message| {
            bytes += message.told_bytes();
            bytes <= limits::CATCH_UP_BYTES_MAX
        });
        messages.truncate(fitting.count());
        messages.reverse();
        CatchUp {
            skipped: missed - messages.len(),
            messages,
        }
    }
}
