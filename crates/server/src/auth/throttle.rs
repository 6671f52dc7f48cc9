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

    /// Counts an attempt at a registered name as failed, to be taken back when it was not: attempts under
    /// way at the same time cannot slip through together.
    ///
    /// # Errors
    /// How long to wait, where the attempt is not to be made now. It is not counted then.
    pub(super) fn attempt(
        &mut self,
        origin: Origin,
        name: &Arc<str>,
        now: Instant,
    ) -> Result<(), Duration> {
        self.look(origin, name, now)?;
        self.origins.count(origin, now);
        self.names.count(name.clone(), now);
        self.pairs.count((origin, name.clone()), now);
        Ok(())
    }

    /// Takes an attempt back that did not fail. `opened` tells whether it opened the name.
    pub(super) fn take_back(
        &mut self,
        origin: Origin,
        name: &Arc<str>,
        opened: bool,
        now: Instant,
    ) {
        let pair = (origin, name.clone());
        self.origins.take_back(&origin, now);
        self.names.take_back(name, now);
        self.pairs.take_back(&pair, now);
        if opened && !self.opened.has_attempts(&pair, now) {
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

    /// Guesses from `origin` until refused; how many were let through.
    fn guess(throttle: &mut Throttle, origin: Origin, name: &Arc<str>, now: Instant) -> u32 {
        (0..1_000)
            .take_while(|_| throttle.attempt(origin, name, now).is_ok())
            .count() as u32
    }

    #[test]
    fn guessing_from_one_address_is_slowed() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        assert_eq!(
            guess(&mut throttle, origin(1), &name, now),
            limits::PAIR_FAILURES.0
        );
        assert!(throttle.attempt(origin(1), &name, now).is_err());
        assert!(
            throttle
                .attempt(origin(1), &name, now + limits::PAIR_FAILURES.1)
                .is_ok()
        );
    }

    #[test]
    fn one_address_cannot_go_through_many_names() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let tried = (0..1_000)
            .take_while(|number| {
                throttle
                    .attempt(origin(1), &format!("name{number}").into(), now)
                    .is_ok()
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
            .map(|last| guess(&mut throttle, origin(last), &name, now))
            .sum();
        assert!(guesses <= limits::NAME_FAILURES.0 + 100, "{guesses}");
    }

    #[test]
    fn the_owner_gets_in_while_others_guess() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        for last in 1..=100 {
            guess(&mut throttle, origin(last), &name, now);
        }
        // From an address never seen before.
        assert!(throttle.attempt(origin(200), &name, now).is_ok());
        throttle.take_back(origin(200), &name, true, now);
        // From there again and again, each time with the right password.
        for _ in 0..100 {
            assert!(throttle.attempt(origin(200), &name, now).is_ok());
            throttle.take_back(origin(200), &name, true, now);
        }
    }

    #[test]
    fn a_house_where_somebody_guesses_at_other_names_keeps_its_owner() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let name: Arc<str> = "alice".into();
        assert!(throttle.attempt(origin(1), &name, now).is_ok());
        throttle.take_back(origin(1), &name, true, now);
        for number in 0..1_000 {
            let _ = throttle.attempt(origin(1), &format!("name{number}").into(), now);
        }
        assert!(throttle.attempt(origin(1), &name, now).is_ok());
    }

    #[test]
    fn waiting_as_long_as_told_helps() {
        let mut throttle = Throttle::default();
        let mut now = Instant::now();
        let name: Arc<str> = "alice".into();
        for _ in 0..20 {
            if let Err(wait) = throttle.attempt(origin(1), &name, now) {
                assert!(wait > Duration::ZERO);
                now += wait;
                assert!(throttle.attempt(origin(1), &name, now).is_ok());
            }
        }
    }
}
