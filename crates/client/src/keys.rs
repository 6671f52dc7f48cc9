//! The keys under which messages are sent: sent again under the same key, a message is still one.

use std::hash::{BuildHasher, RandomState};

/// Makes keys that no other process of the same name makes, as far as 64 random bits can promise it.
#[derive(Debug)]
pub(crate) struct Keys {
    process: u64,
    made: u64,
}

impl Keys {
    /// Keys of this process.
    pub(crate) fn random() -> Self {
        Self::of(random_bits())
    }

    /// Keys that begin with a chosen number.
    pub(crate) fn of(process: u64) -> Self {
        Self { process, made: 0 }
    }

    /// A key that was not there before; at most 37 visible ASCII characters.
    pub(crate) fn next(&mut self) -> String {
        self.made += 1;
        format!("{:016x}-{}", self.process, self.made)
    }
}

/// 64 bits that differ from call to call and from process to process. The standard library seeds its
/// hash maps from the system's source of randomness, which is good enough where nothing is secret.
pub(crate) fn random_bits() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_differ_within_and_between_processes() {
        let mut keys = Keys::random();
        let mut others = Keys::random();
        let made = [keys.next(), keys.next(), others.next()];
        assert_ne!(made[0], made[1]);
        assert_ne!(made[0], made[2]);
        assert!(made.iter().all(|key| key.len() <= 64));
    }
}
