//! Everything that came out of a stream so far.

use std::io::{ErrorKind, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::wait::PATIENCE;

/// The bytes of a stream, read by a thread of its own until the stream ends.
#[derive(Clone)]
pub(crate) struct Transcript {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    ended: bool,
}

impl Transcript {
    /// Reads `source` from now on.
    pub(crate) fn of(mut source: impl Read + Send + 'static) -> Self {
        let shared = Arc::<Shared>::default();
        let reader = shared.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4_096];
            loop {
                match source.read(&mut buffer) {
                    // A terminal whose other side is gone, and a connection that was reset, are errors.
                    Ok(0) => break,
                    Err(error) if error.kind() != ErrorKind::Interrupted => break,
                    Err(_) => {}
                    Ok(count) => reader.change(|state| state.bytes.extend(&buffer[..count])),
                }
            }
            reader.change(|state| state.ended = true);
        });
        Self { shared }
    }

    /// What was read so far; invalid UTF-8 replaced.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.shared.state().bytes).into_owned()
    }

    /// The bytes that were read so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.shared.state().bytes.clone()
    }

    /// Waits until `words` were read, and returns everything up to now.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) -> String {
        self.wait_for_times(words, 1)
    }

    /// Waits until `words` were read so many times.
    #[track_caller]
    pub(crate) fn wait_for_times(&self, words: &str, times: usize) -> String {
        self.wait_until(&format!("{times} × {words:?}"), |bytes| {
            String::from_utf8_lossy(bytes).matches(words).count() >= times
        });
        self.text()
    }

    /// Waits until what was read is as it should be.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&[u8]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shared.state();
        while !holds(&state.bytes) {
            let now = Instant::now();
            assert!(
                now < deadline && !state.ended,
                "{what} did not come (ended: {}); there is:\n{}",
                state.ended,
                String::from_utf8_lossy(&state.bytes)
            );
            let waited = self.shared.changed.wait_timeout(state, deadline - now);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the end of the stream, and returns everything.
    #[track_caller]
    pub(crate) fn wait_for_end(&self) -> String {
        let ends = |state: &mut State| !state.ended;
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.state(), PATIENCE, ends);
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(state);
        assert!(!timeout.timed_out(), "no end of:\n{}", self.text());
        self.text()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }
}
