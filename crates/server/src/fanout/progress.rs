//! How far telling has come, and how far it surely had come a while ago.

use std::collections::VecDeque;
use std::time::Duration;

use hourglass_core::Sequence;
use tokio::time::Instant;

use crate::limits;

/// How finely the past is remembered.
const STEP: Duration = Duration::from_secs(1);

/// The place in the order up to which everything was put into the outboxes, now and in the last
/// [`limits::UNACKNOWLEDGED_TIME`].
///
/// The kernel takes bytes long before the other side has them. When a connection is lost, only what it was
/// handed before that time is sure to have arrived: the kernel would have ended the connection earlier
/// otherwise.
#[derive(Debug, Default)]
pub(super) struct Progress {
    now: Sequence,
    /// Places and a time by which each was reached, at most one for each [`STEP`], and the last one from
    /// before that time.
    past: VecDeque<(Instant, Sequence)>,
}

impl Progress {
    /// The place up to which everything was put into the outboxes.
    pub(super) fn now(&self) -> Sequence {
        self.now
    }

    /// Everything up to `position` was put into the outboxes.
    pub(super) fn advance(&mut self, position: Sequence, at: Instant) {
        self.now = self.now.max(position);
        match self.past.back_mut() {
            Some((reached, place)) if at < *reached => *place = self.now,
            _ => self.past.push_back((at + STEP, self.now)),
        }
        while self
            .past
            .get(1)
            .is_some_and(|(second, _)| *second + limits::UNACKNOWLEDGED_TIME <= at)
        {
            self.past.pop_front();
        }
    }

    /// The place up to which everything has surely arrived on a connection that is lost at `at`.
    pub(super) fn acknowledged(&self, at: Instant) -> Sequence {
        let is_old = |entry: &&(Instant, Sequence)| entry.0 + limits::UNACKNOWLEDGED_TIME <= at;
        let sure = self.past.iter().rev().find(is_old);
        sure.map_or(Sequence::default(), |(_, place)| *place)
    }
}

#[cfg(test)]
mod tests {
    use hourglass_core::Sequence;
    use tokio::time::Instant;

    use super::{Progress, STEP};
    use crate::limits::UNACKNOWLEDGED_TIME;

    #[test]
    fn only_what_is_old_enough_counts_as_arrived() {
        let start = Instant::now();
        let mut progress = Progress::default();
        for second in 0..1_000 {
            progress.advance(Sequence(u64::from(second) + 1), start + STEP * second);
        }
        let end = start + STEP * 999;
        let sure = progress.acknowledged(end).0;
        let allowed = 1_000 - UNACKNOWLEDGED_TIME.as_secs();
        assert!(
            sure <= allowed && sure + 2 >= allowed,
            "{sure} of {allowed}"
        );
        assert!(progress.past.len() as u64 <= UNACKNOWLEDGED_TIME.as_secs() + 2);
    }

    #[test]
    fn when_nothing_was_told_for_long_all_has_arrived() {
        let start = Instant::now();
        let mut progress = Progress::default();
        progress.advance(Sequence(7), start);
        assert_eq!(progress.acknowledged(start + STEP), Sequence(0));
        let later = start + UNACKNOWLEDGED_TIME + STEP * 2;
        assert_eq!(progress.acknowledged(later), Sequence(7));
    }

    #[test]
    fn what_came_before_a_long_quiet_time_has_arrived() {
        let start = Instant::now();
        let mut progress = Progress::default();
        progress.advance(Sequence(6), start);
        progress.advance(Sequence(7), start + STEP / 2);
        let later = start + UNACKNOWLEDGED_TIME + STEP * 2;
        progress.advance(Sequence(8), later);
        assert_eq!(progress.acknowledged(later), Sequence(7));
    }
}
