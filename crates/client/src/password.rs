//! Where the password comes from: the environment, a file, or a person who types it unseen.

mod unseen;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use hourglass_wire::text::printable;

use crate::limits::PASSWORD_FILE_BYTES_MAX;

/// The variable that may hold it.
pub(crate) const VARIABLE: &str = "HOURGLASS_PASSWORD";

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasswordError {
    /// The file cannot be read.
    #[error("The password file {path} cannot be read: {reason}.")]
    File {
        /// Which.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// There is a source, but nothing in it.
    #[error("The password is empty. It takes at least one character.")]
    Empty,
    /// Nobody can be asked.
    #[error(
        "There is no terminal to ask for the password. Set {VARIABLE}, or name a file with --password-file."
    )]
    NobodyToAsk,
    /// Whoever was asked would rather leave.
    #[error("No password was typed.")]
    Left,
}

/// A password.
pub(crate) struct Password {
    pub(crate) text: String,
    /// Whether a person typed it, and can be asked again.
    pub(crate) typed: bool,
}

/// The password of `name`: from `file` if one is named, else from the environment, else asked for.
pub(crate) fn find(name: &str, file: Option<&Path>) -> Result<Password, PasswordError> {
    let (text, typed) = match (file, std::env::var(VARIABLE)) {
        (Some(path), _) => (from_file(path)?, false),
        (None, Ok(password)) => (password, false),
        (None, Err(_)) => (ask(name)?, true),
    };
    if text.is_empty() {
        return Err(PasswordError::Empty);
    }
    Ok(Password { text, typed })
}

fn ask(name: &str) -> Result<String, PasswordError> {
    let question = format!("Password of {}: ", printable(name));
    unseen::ask(&question).map_err(|error| match error.kind() {
        ErrorKind::Interrupted | ErrorKind::UnexpectedEof => PasswordError::Left,
        _ => PasswordError::NobodyToAsk,
    })
}

fn from_file(path: &Path) -> Result<String, PasswordError> {
    let failed = |reason: String| PasswordError::File {
        path: path.display().to_string(),
        reason,
    };
    let mut content = String::new();
    File::open(path)
        .and_then(|file| {
            file.take(PASSWORD_FILE_BYTES_MAX as u64)
                .read_to_string(&mut content)
        })
        .map_err(|error| failed(error.to_string()))?;
    Ok(content.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::find;

    #[test]
    fn a_file_gives_its_first_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        std::fs::write(&path, "se cret\nmore\n").unwrap();
        assert_eq!(find("bob", Some(&path)).unwrap().text, "se cret");
        std::fs::write(&path, "\n").unwrap();
        assert!(find("bob", Some(&path)).is_err());
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = find("bob", Some(Path::new("/nowhere/password")))
            .err()
            .unwrap();
        assert!(error.to_string().contains("/nowhere/password"), "{error}");
    }
}
