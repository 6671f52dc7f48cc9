//! Password hashing: Argon2id, RFC 9106.

use std::hint::black_box;
use std::sync::Arc;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{Error as HashError, Result as HashResult};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Passes over the memory.
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Blocks that the allocator does not serve from what it shares among small things.
const LARGE: usize = 2 * 1024;

/// What a new hash costs.
#[derive(Clone)]
pub(crate) struct Cost(Params);

/// The hashing parameters are out of range.
#[derive(Debug, thiserror::Error)]
#[error("password-memory is out of range: choose between 1MiB and 1GiB")]
pub struct InvalidMemory;

impl Cost {
    /// `memory` bytes for each hash.
    ///
    /// # Errors
    /// When Argon2 does not allow that memory.
    pub(crate) fn new(memory: u64) -> Result<Self, InvalidMemory> {
        let kibibytes = u32::try_from(memory / 1024).map_err(|_| InvalidMemory)?;
        Params::new(kibibytes, PASSES, LANES, None)
            .map(Self)
            .map_err(|_| InvalidMemory)
    }
}

/// Hashes one password at a time, each in the same memory: new memory would have to be mapped and cleared
/// page by page, which costs a good part of what the hash itself does.
pub(super) struct Hasher {
    cost: Params,
    blocks: Vec<Block>,
}

impl Hasher {
    pub(super) fn new(Cost(cost): Cost) -> Self {
        let blocks = Vec::new();
        Self { cost, blocks }
    }

    /// The hash of a new password in PHC form, with a salt of its own.
    pub(super) fn hash(&mut self, password: &str) -> HashResult<Arc<str>> {
        let argon = Argon2::new(Algorithm::default(), Version::default(), self.cost.clone());
        let salt = Salt::generate();
        let output = self.output(&argon, password, &salt, Params::DEFAULT_OUTPUT_LEN)?;
        let hash = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(&self.cost)?,
            salt: Some(salt),
            hash: Some(output),
        };
        Ok(hash.to_string().into())
    }

    /// Whether `password` is the one that `hash` was made of, with the parameters kept in the hash.
    pub(super) fn verify(&mut self, password: &str, hash: &str) -> HashResult<bool> {
        let kept = PasswordHash::new(hash)?;
        let (Some(salt), Some(output)) = (kept.salt, kept.hash) else {
            return Err(HashError::EncodingInvalid);
        };
        let algorithm = Algorithm::try_from(kept.algorithm.as_str())?;
        let version = kept.version.map(Version::try_from).transpose()?;
        let params = Params::try_from(&kept)?;
        let argon = Argon2::new(algorithm, version.unwrap_or_default(), params);
        // Outputs are compared in constant time.
        Ok(self.output(&argon, password, &salt, output.len())? == output)
    }

    /// Gives the memory back, until the next password comes.
    pub(super) fn rest(&mut self) {
        self.blocks = Vec::new();
    }

    /// Has what was given back a while ago given back to the system. The allocator keeps it at hand for a
    /// second, and looks whether that is over only when something large is taken or given back.
    pub(super) fn settle(&mut self) {
        drop(black_box(Vec::<Block>::with_capacity(LARGE)));
    }

    fn output(
        &mut self,
        argon: &Argon2<'_>,
        password: &str,
        salt: &Salt,
        length: usize,
    ) -> HashResult<Output> {
        let needed = argon.params().block_count();
        if self.blocks.len() < needed {
            self.rest();
            self.blocks = vec![Block::new(); needed];
        }
        let blocks = self.blocks.as_mut_slice();
        let mut output = [0; Output::MAX_LENGTH];
        let output = output.get_mut(..length).ok_or(HashError::OutputSize)?;
        let done = argon.hash_password_into_with_memory(password.as_bytes(), salt, output, blocks);
        // A hash from before the setting was lowered.
        if needed > self.cost.block_count() {
            self.rest();
        }
        done?;
        Ok(Output::new(output)?)
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};
    use argon2::{Algorithm, Argon2, Params, Version};

    use super::{Cost, Hasher};

    const MEMORY: u64 = 1024 * 1024;

    fn hasher() -> Hasher {
        Hasher::new(Cost::new(MEMORY).unwrap())
    }

    #[test]
    fn only_the_same_password_opens() {
        let mut hasher = hasher();
        let hash = hasher.hash("secret").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=1024,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("secret", &hash).unwrap());
        assert!(!hasher.verify("Secret", &hash).unwrap());
        hasher.rest();
        assert!(hasher.verify("secret", &hash).unwrap());
    }

    #[test]
    fn the_same_password_has_many_hashes() {
        let mut hasher = hasher();
        assert_ne!(
            hasher.hash("secret").unwrap(),
            hasher.hash("secret").unwrap()
        );
    }

    #[test]
    fn others_understand_the_hashes() {
        let hash = hasher().hash("secret").unwrap();
        let verify =
            |password: &str| Argon2::default().verify_password(password.as_bytes(), &*hash);
        assert!(verify("secret").is_ok());
        assert!(verify("Secret").is_err());
    }

    #[test]
    fn hashes_of_any_cost_are_understood() {
        let mut hasher = hasher();
        let algorithms = [Algorithm::Argon2id, Algorithm::Argon2i, Algorithm::Argon2d];
        for (algorithm, (memory, passes, lanes)) in
            algorithms
                .into_iter()
                .zip([(2048, 1, 1), (64, 3, 2), (512, 1, 4)])
        {
            let params = Params::new(memory, passes, lanes, Some(20)).unwrap();
            let other = Argon2::new(algorithm, Version::V0x13, params);
            let hash = other.hash_password(b"secret").unwrap().to_string();
            assert!(hasher.verify("secret", &hash).unwrap(), "{hash}");
            assert!(!hasher.verify("Secret", &hash).unwrap(), "{hash}");
            assert!(hasher.blocks.len() <= 1024);
        }
    }

    #[test]
    fn what_is_no_hash_is_an_error() {
        for text in [
            "",
            "secret",
            "$argon2id$v=19$m=1024,t=2,p=1",
            "$scrypt$ln=1$AAAAAAAAAAA",
        ] {
            assert!(hasher().verify("secret", text).is_err(), "{text}");
        }
    }

    #[test]
    fn memory_out_of_range_is_an_error() {
        assert!(Cost::new(1024).is_err());
        assert!(Cost::new(u64::MAX).is_err());
    }
}
