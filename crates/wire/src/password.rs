//! The rules for passwords.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Bytes of the longest password, so that hashing one takes a bounded time.
pub const PASSWORD_BYTES_MAX: usize = 1024;

/// Why a password cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// There is nothing in it.
    #[error("A password cannot be empty. Choose one and try again.")]
    Empty,
    /// It is over [`PASSWORD_BYTES_MAX`].
    #[error(
        "A password has at most {PASSWORD_BYTES_MAX} bytes. Choose a shorter one and try again."
    )]
    TooLong,
}

/// The password in the one form in which it is hashed and compared (NFC): keyboards of different
/// systems spell the same letters differently.
pub fn parse(password: &str) -> Result<Cow<'_, str>, PasswordError> {
    if password.is_empty() {
        return Err(PasswordError::Empty);
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(PasswordError::TooLong);
    }
    Ok(if unicode_normalization::is_nfc(password) {
        Cow::Borrowed(password)
    } else {
        Cow::Owned(password.nfc().collect())
    })
}
