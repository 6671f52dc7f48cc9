//! Guessing is slowed, and the owner of a name is not locked out.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::address::Origin;
use super::buckets::Buckets;
use crate::limits;

type Pair = (Origin, Arc<str>);

/// Counts wrong passwords by origin, by name, and by both together.
///
/// The owner of a name that others guess at gets in all the same: the count of a name holds up only origins
/// that have failed at this very name before, so that whoever knows the password passes at the first
/// attempt; and an origin from which the name was opened before is held up by nobody's failures but those
/// made at this name from there.
pub(super) struct Throttle {
    origins: Buckets<Origin>,
    names: Buckets<Arc<str>>,
    pairs: Buckets<Pair>,
    /// Where names were opened from, for as long as it is remembered.
    opened: Buckets<Pair>,
    registrations: Buckets<Origin>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            origins: Buckets::new(limits::ADDRESS_FAILURES),
            names: Buckets::new(limits::NAME_FAILURES),
            pairs: Buckets::new(limits::PAIR_FAILURES),
            opened: Buckets::new((1, limits::OPENED_REMEMBERED)),
            registrations: Buckets::new(limits::ADDRESS_REGISTRATIONS),
        }
    }
}

impl Throttle {
    /// Whether an attempt at a registered name may be made now.
    ///
    /// # Errors
    /// How long to wait.
    pub(super) fn look(
        &self,
        origin: Origin,
        name: &Arc<str>,
        now: Instant,
    ) -> Result<(), Duration> {
        let pair = (origin, name.clone());
        let mut wait = self.pairs.wait(&pair, now);
        if !self.opened.has_attempts(&pair, now) {
            wait = wait.max(self.origins.wait(&origin, now));
            if self.pairs.has_attempts(&pair, now) {
                wait = wait.max(self.names.wait(name, now));
            }
        }
        if wait.is_zero() { Ok(()) } else { Err(wait) }
    }

    /// Takes note of how an attempt at a registered name came out: whether the password `opened` it.
    ///
    /// Only failures count, so that people who come in at the same time hold nobody up. Guesses that are made
    /// at the same time can pass [`Throttle::look`] together, as many as are hashed at once; the time until
    /// the next one grows with each of them all the same.
    pub(super) fn learn(&mut self, origin: Origin, name: &Arc<str>, opened: bool, now: Instant) {
        let pair = (origin, name.clone());
        if !opened {
            self.origins.count(origin, now);
            self.names.count(name.clone(), now);
            self.pairs.count(pair, now);
        } else if !self.opened.has_attempts(&pair, now) {
            self.opened.count(pair, now);
        }
    }

    /// Counts a registration.
    ///
    /// # Errors
    /// How long to wait, where it is not to be made now.
    pub(super) fn registration(&mut self, origin: Origin, now: Instant) -> Result<(), Duration> {
        let wait = self.registrations.wait(&origin, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        self.registrations.count(origin, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Duration, Instant, Origin, Throttle, limits};

    fn origin(last: u8) -> Origin {
        Origin::of(std::net::IpAddr::from([192, 0, 2, last]))
    }

    /// One wrong guess, where one may be made.
    fn guess(
        throttle: &mut Throttle,
        origin: Origin,
        name: &Arc<str>,
        now: Instant,
    ) -> Result<(), Duration> {
        throttle.look(origin, name, now)?;
        throttle.learn(origin, name, false, now);
        Ok(())
    }

    /// Guesses from `origin` until refused; how many were let through.
    fn guess_on(throttle: &mut Throttle, origin: Origin, name: &Arc<str>, now: Instant) -> u32 {
        (0..1_000)
            .take_while(|_| guess(throttle, origin, name, now).is_ok())
            .count() as u32
    }

    #[test]
    fn guessing_from_one_address_is_slowed() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        assert_eq!(
            guess_on(&mut throttle, origin(1), &name, now),
            limits::PAIR_FAILURES.0
        );
        assert!(throttle.look(origin(1), &name, now).is_err());
        let later = now + limits::PAIR_FAILURES.1;
        assert!(throttle.look(origin(1), &name, later).is_ok());
    }

    #[test]
    fn one_address_cannot_go_through_many_names() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let tried = (0..1_000)
            .take_while(|number| {
                let name = format!("name{number}").into();
                guess(&mut throttle, origin(1), &name, now).is_ok()
            })
            .count();
        assert_eq!(tried as u32, limits::ADDRESS_FAILURES.0);
    }

    #[test]
    fn many_addresses_have_one_guess_each_once_a_name_is_under_attack() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        let guesses: u32 = (1..=100)
            .map(|last| guess_on(&mut throttle, origin(last), &name, now))
            .sum();
        assert!(guesses <= limits::NAME_FAILURES.0 + 100, "{guesses}");
    }

    #[test]
    fn the_owner_gets_in_while_others_guess() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        for last in 1..=100 {
            guess_on(&mut throttle, origin(last), &name, now);
        }
        // From an address never seen before, and from there again and again.
        for _ in 0..100 {
            assert!(throttle.look(origin(200), &name, now).is_ok());
            throttle.learn(origin(200), &name, true, now);
        }
    }

    #[test]
    fn a_house_where_somebody_guesses_at_other_names_keeps_its_owner() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        throttle.learn(origin(1), &name, true, now);
        for number in 0..1_000 {
            let _ = guess(
                &mut throttle,
                origin(1),
                &format!("name{number}").into(),
                now,
            );
        }
        assert!(throttle.look(origin(1), &name, now).is_ok());
    }

    #[test]
    fn waiting_as_long_as_told_helps() {
        let mut throttle = Throttle::default();
        let mut now = Instant::now();
        let name: Arc<str> = "alice".into();
        for _ in 0..20 {
            if let Err(wait) = guess(&mut throttle, origin(1), &name, now) {
                assert!(wait > Duration::ZERO);
                now += wait;
                assert!(guess(&mut throttle, origin(1), &name, now).is_ok());
            }
        }
    }

    #[test]
    fn guesses_at_the_same_time_gain_nothing_in_the_end() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        let made = limits::PAIR_FAILURES.0 * 3;
        for _ in 0..made {
            throttle.learn(origin(1), &name, false, now);
        }
        let wait = throttle.look(origin(1), &name, now).unwrap_err();
        assert_eq!(
            wait,
            limits::PAIR_FAILURES.1 * (made - limits::PAIR_FAILURES.0 + 1)
        );
    }
}
