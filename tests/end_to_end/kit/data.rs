//! What lies in a data directory.

use std::fs;
use std::path::Path;

use super::ended::{Ended, hourglass};

/// The files below `folder` that have these bytes anywhere in them.
pub(crate) fn files_with(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        // A log may be gone between the list and the look.
        let bytes = fs::read(&path).unwrap_or_default();
        // What is no UTF-8 is replaced, which does not touch what is searched for.
        if String::from_utf8_lossy(&bytes).contains(needle) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// `hourglass check` has nothing to say against the data.
pub(crate) fn assert_sound(data: &Path) {
    let ended = Ended::of(hourglass(&["check", "--data"]).arg(data));
    assert_eq!(ended.code, 0, "{}{}", ended.output, ended.errors);
}
