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
    /// What `account` is shown: the newest of what it may see and has missed.
    pub(super) fn catch_up(&self, account: AccountId, gap: Gap, now: Timestamp) -> CatchUp {
        let lines = self.settings.history_lines;
        match gap {
            Gap::None => CatchUp {
                skipped: 0,
                ..self.newest(account, MessageId(0), lines, now)
            },
            Gap::Away(seen) => self.newest(account, seen.into(), lines, now),
            Gap::Broken(last) => self.newest(account, last, limits::RESUME_MAX, now),
        }
    }

    /// The newest messages alive that `account` may see and that came after `after`: at most `lines` of
    /// them, and [`limits::CATCH_UP_BYTES_MAX`] of text.
    fn newest(
        &self,
        account: AccountId,
        after: MessageId,
        lines: usize,
        now: Timestamp,
    ) -> CatchUp {
        let rooms = self.rooms.of(account).map(Shelf::Room);
        let mut missed = 0;
        let mut messages = Vec::new();
        for shelf in rooms.chain([Shelf::Private(account)]) {
            let (count, newest) = self.history.newest_on(shelf, after, lines, now);
            missed += count;
            messages.extend(newest.cloned());
        }
        messages.sort_unstable_by_key(|message| Reverse(message.id));
        let mut bytes = 0;
        let fitting = messages.iter().take(lines).take_while(|message| {
            bytes += message.text.as_str().len();
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
