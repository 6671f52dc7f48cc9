//! What the fuzzers share: bytes as pieces and as commands.

mod commands;

pub use commands::{Commands, Step};

/// Splits `bytes` behind their first one, which says how long the pieces are: what comes of them must not depend
/// on it.
pub fn pieces(bytes: &[u8]) -> (&[u8], impl Iterator<Item = &[u8]>) {
    let (length, rest) = match bytes.split_first() {
        Some((&length, rest)) => (usize::from(length).max(1), rest),
        None => (1, bytes),
    };
    (rest, rest.chunks(length))
}
