//! The account of who heard what: every message once and in order, to everybody concerned.

use crate::payload::Stamp;

/// What was heard that should not have been, or not heard that should have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Deliveries that are missing.
    pub lost: u64,
    /// Deliveries of a message that was heard already, or came after a later one.
    pub repeated: u64,
    /// Deliveries to somebody who should not have heard them, or of messages nobody sent.
    pub foreign: u64,
}

impl Faults {
    /// Whether there are none.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// Counts for every hearer and sender which message has to come next. Hearer `n` for `n` below the number
/// of senders is sender `n` itself, which does not hear what it says.
pub(crate) struct Ledger {
    senders: usize,
    /// By hearer, then by sender.
    next: Vec<u32>,
    delivered: u64,
    faults: Faults,
}

/// Stands for the next message of a hearer who may begin with any.
const ANY: u32 = u32::MAX;

impl Ledger {
    /// An account for hearers who hear everything from the beginning.
    pub(crate) fn new(senders: usize, hearers: usize) -> Self {
        Self {
            senders,
            next: vec![0; senders * hearers],
            delivered: 0,
            faults: Faults::default(),
        }
    }

    /// Adds hearers who come in while others speak: what they hear first may be any message.
    pub(crate) fn add_late(&mut self, hearers: usize) {
        let length = self.next.len() + hearers * self.senders;
        self.next.resize(length, ANY);
    }

    /// Enters a delivery. Whether it was the one that had to come.
    #[inline]
    pub(crate) fn enter(&mut self, hearer: usize, stamp: Stamp) -> bool {
        let sender = stamp.sender as usize;
        let place = hearer * self.senders + sender;
        let in_range = sender < self.senders && hearer != sender;
        let Some(next) = self.next.get_mut(place).filter(|_| in_range) else {
            self.faults.foreign += 1;
            return false;
        };
        self.delivered += 1;
        let expected = if *next == ANY { stamp.number } else { *next };
        if stamp.number < expected {
            self.faults.repeated += 1;
            return false;
        }
        self.faults.lost += u64::from(stamp.number - expected);
        *next = stamp.number + 1;
        stamp.number == expected
    }

    /// Deliveries so far.
    pub(crate) fn delivered(&self) -> u64 {
        self.delivered
    }

    /// All faults, when each sender has sent as many messages as `sent` says and nothing is on its way.
    pub(crate) fn close(&self, sent: &[u32]) -> Faults {
        let mut faults = self.faults;
        for (hearer, row) in self.next.chunks(self.senders.max(1)).enumerate() {
            for (sender, (&next, &sent)) in row.iter().zip(sent).enumerate() {
                if hearer == sender || next == ANY {
                    continue;
                }
                faults.lost += u64::from(sent.saturating_sub(next));
                faults.foreign += u64::from(next.saturating_sub(sent));
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{Faults, Ledger};
    use crate::payload::Stamp;

    fn heard(ledger: &mut Ledger, hearer: usize, messages: &[(u32, u32)]) {
        for &(sender, number) in messages {
            let stamp = Stamp {
                sender,
                number,
                sent_at: 0,
            };
            ledger.enter(hearer, stamp);
        }
    }

    /// Two senders, who are hearers 0 and 1, and one more hearer.
    fn all_is_well() -> Ledger {
        let mut ledger = Ledger::new(2, 3);
        heard(&mut ledger, 0, &[(1, 0)]);
        heard(&mut ledger, 1, &[(0, 0), (0, 1)]);
        heard(&mut ledger, 2, &[(0, 0), (1, 0), (0, 1)]);
        ledger
    }

    fn faults(lost: u64, repeated: u64, foreign: u64) -> Faults {
        Faults {
            lost,
            repeated,
            foreign,
        }
    }

    #[test]
    fn everything_once_and_in_order_is_no_fault() {
        let ledger = all_is_well();
        assert!(ledger.close(&[2, 1]).is_none());
        assert_eq!(ledger.delivered(), 6);
    }

    #[test]
    fn a_message_left_out_is_lost() {
        let mut ledger = all_is_well();
        heard(&mut ledger, 2, &[(1, 2)]);
        heard(&mut ledger, 0, &[(1, 1), (1, 2)]);
        assert_eq!(ledger.close(&[2, 3]), faults(1, 0, 0));
    }

    #[test]
    fn a_message_missing_at_the_end_is_lost() {
        assert_eq!(all_is_well().close(&[3, 1]), faults(2, 0, 0));
        assert_eq!(Ledger::new(2, 3).close(&[1, 0]), faults(2, 0, 0));
    }

    #[test]
    fn a_message_heard_again_or_too_late_is_repeated() {
        let mut ledger = all_is_well();
        heard(&mut ledger, 2, &[(0, 1)]);
        assert_eq!(ledger.close(&[2, 1]), faults(0, 1, 0));
        heard(&mut ledger, 2, &[(0, 3), (0, 2)]);
        heard(&mut ledger, 1, &[(0, 2), (0, 3)]);
        assert_eq!(ledger.close(&[4, 1]), faults(1, 2, 0));
    }

    #[test]
    fn a_message_that_nobody_sent_is_foreign() {
        let mut ledger = all_is_well();
        heard(&mut ledger, 2, &[(0, 2), (7, 0)]);
        heard(&mut ledger, 0, &[(0, 0)]);
        heard(&mut ledger, 3, &[(0, 0)]);
        assert_eq!(ledger.close(&[2, 1]), faults(0, 0, 4));
    }

    #[test]
    fn who_comes_late_may_begin_with_any_message() {
        let mut ledger = all_is_well();
        ledger.add_late(2);
        heard(&mut ledger, 3, &[(0, 1)]);
        assert!(ledger.close(&[2, 1]).is_none());
        assert_eq!(ledger.close(&[3, 1]).lost, 3);
        heard(&mut ledger, 3, &[(0, 3)]);
        assert_eq!(ledger.close(&[2, 1]).lost, 1);
    }
}
