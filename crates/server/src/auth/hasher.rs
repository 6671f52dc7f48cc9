//! Password hashing (Argon2id, RFC 9106), away from everything that must not wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use hourglass_wire::words::LoginRefusal;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits;

/// Passes over the memory.
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes passwords, as many at a time as there are processors and the others in a bounded queue: a storm of
/// logins takes neither all processors from the chat for long nor all memory.
pub(crate) struct Hasher {
    argon: Argon2<'static>,
    processors: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// The hashing parameters are out of range.
#[derive(Debug, thiserror::Error)]
#[error("password-memory is out of range: choose between 1MiB and 1GiB")]
pub struct InvalidMemory;

impl Hasher {
    /// A hasher that takes `memory` bytes for each hash, on at most `processors` processors at once.
    ///
    /// # Errors
    /// When Argon2 does not allow that memory.
    pub(crate) fn new(memory: u64, processors: usize) -> Result<Self, InvalidMemory> {
        let kibibytes = u32::try_from(memory / 1024).map_err(|_| InvalidMemory)?;
        let params = Params::new(kibibytes, PASSES, LANES, None).map_err(|_| InvalidMemory)?;
        Ok(Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            processors: Arc::new(Semaphore::new(processors.max(1))),
            waiting: AtomicUsize::new(0),
        })
    }

    /// Waits for a turn at hashing.
    ///
    /// # Errors
    /// [`LoginRefusal::Busy`] when too many wait.
    pub(crate) async fn turn(&self) -> Result<Turn, LoginRefusal> {
        let _place = self.queue()?;
        let permit = self
            .processors
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| busy())?;
        Ok(Turn {
            argon: self.argon.clone(),
            permit: Arc::new(permit),
        })
    }

    fn queue(&self) -> Result<Place<'_>, LoginRefusal> {
        let place = Place(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) < limits::HASHES_WAITING_MAX {
            Ok(place)
        } else {
            Err(busy())
        }
    }
}

/// A turn at hashing one password. The next one's comes when it is dropped and nothing is being hashed.
pub(crate) struct Turn {
    argon: Argon2<'static>,
    permit: Arc<OwnedSemaphorePermit>,
}

impl Turn {
    /// The hash of a new password in PHC form, with a salt of its own.
    ///
    /// # Errors
    /// [`LoginRefusal::Busy`] when it could not be made; the log says why.
    pub(crate) async fn hash(&self, password: &str) -> Result<Arc<str>, LoginRefusal> {
        let hash = self
            .run(password, |argon, password| {
                argon
                    .hash_password(password.as_bytes())
                    .map(|hash| hash.to_string())
            })
            .await?;
        hash.map(Arc::from).map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            busy()
        })
    }

    /// Whether `password` is the one that `hash` was made of, with the parameters kept in the hash.
    ///
    /// # Errors
    /// [`LoginRefusal::Busy`] when it could not be compared; the log says why.
    pub(crate) async fn verify(
        &self,
        password: &str,
        hash: Arc<str>,
    ) -> Result<bool, LoginRefusal> {
        let verified = self
            .run(password, move |argon, password| {
                argon.verify_password(password.as_bytes(), &*hash)
            })
            .await?;
        match verified {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => {
                tracing::error!(%error, "a stored password hash cannot be understood");
                Err(busy())
            }
        }
    }

    async fn run<T: Send + 'static>(
        &self,
        password: &str,
        work: impl FnOnce(&Argon2<'static>, String) -> T + Send + 'static,
    ) -> Result<T, LoginRefusal> {
        let (argon, permit) = (self.argon.clone(), self.permit.clone());
        let password = password.to_owned();
        let done = tokio::task::spawn_blocking(move || {
            // Also where nobody waits for it any more.
            let _permit = permit;
            give_way();
            work(&argon, password)
        });
        done.await.map_err(|_| busy())
    }
}

/// Lets the threads that keep the chat going before this one, which does nothing but hash.
fn give_way() {
    // Only Linux has this for each thread. Where it may not be done, the processors are shared evenly.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, limits::HASHING_NICENESS);
}

/// A place in the queue, given back when it is dropped.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn busy() -> LoginRefusal {
    LoginRefusal::Busy {
        wait: limits::BUSY_WAIT,
    }
}

#[cfg(test)]
mod tests {
    use super::Hasher;

    const MEMORY: u64 = 1024 * 1024;

    async fn hash(hasher: &Hasher) -> std::sync::Arc<str> {
        hasher.turn().await.unwrap().hash("secret").await.unwrap()
    }

    #[tokio::test]
    async fn only_the_same_password_opens() {
        let hasher = Hasher::new(MEMORY, 1).unwrap();
        let hash = hash(&hasher).await;
        assert!(hash.starts_with("$argon2id$v=19$m=1024,t=2,p=1$"), "{hash}");
        assert!(
            hasher
                .turn()
                .await
                .unwrap()
                .verify("secret", hash.clone())
                .await
                .unwrap()
        );
        assert!(
            !hasher
                .turn()
                .await
                .unwrap()
                .verify("Secret", hash)
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn the_same_password_has_many_hashes() {
        let hasher = Hasher::new(MEMORY, 1).unwrap();
        assert_ne!(hash(&hasher).await, hash(&hasher).await);
    }

    #[test]
    fn memory_out_of_range_is_an_error() {
        assert!(Hasher::new(1024, 1).is_err());
        assert!(Hasher::new(u64::MAX, 1).is_err());
    }
}
