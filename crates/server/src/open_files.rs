//! How many connections the system lets the process have.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::limits;

/// Raises the limit on open files as far as the system allows, and answers how many connections that leaves
/// room for: at least one, at most [`limits::CONNECTIONS_MAX`].
pub(crate) fn connections_max() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let wanted = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let allowed = match setrlimit(Resource::Nofile, wanted) {
        Ok(()) => limit.maximum,
        // Some systems name a maximum that they do not grant.
        Err(_) => limit.current,
    };
    let files = allowed.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    files
        .saturating_sub(limits::OTHER_FILES)
        .clamp(1, limits::CONNECTIONS_MAX)
}
