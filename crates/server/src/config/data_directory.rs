//! Where data is kept when no setting says so.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::environment::Environment;
use super::error::ConfigError;

/// The folder of this program below those that many programs share.
const FOLDER: &str = "hourglass";

/// The data directory with the variable that it follows from.
///
/// `STATE_DIRECTORY` is set by systemd for the unit alone and may list several folders, of which the
/// first is taken. Relative paths in these variables are not valid and passed over.
pub(super) fn find(environment: &Environment) -> Result<(PathBuf, &'static str), ConfigError> {
    let absolute = |name| {
        let path = environment.get(name).map(first_of_list)?;
        path.is_absolute().then_some((path, name))
    };
    let own = absolute("STATE_DIRECTORY");
    let shared = || absolute("XDG_STATE_HOME").map(|(path, name)| (path.join(FOLDER), name));
    let home = || {
        let (path, name) = absolute("HOME")?;
        Some((path.join(".local/state").join(FOLDER), name))
    };
    own.or_else(shared)
        .or_else(home)
        .ok_or(ConfigError::NoDataDirectory)
}

fn first_of_list(value: &OsStr) -> PathBuf {
    std::env::split_paths(value).next().unwrap_or_default()
}
