//! The named bounds of the load generator.

use std::time::Duration;

/// Bytes read from a socket at a time: much more than one round of any scenario brings.
pub(crate) const READ_BYTES: usize = 256 * 1024;

/// Readiness events taken from the kernel at a time.
pub(crate) const EVENTS: usize = 1_024;

/// Logins under way at a time while a crowd gathers.
pub(crate) const LOGINS_AT_ONCE: usize = 64;

/// How long nothing may happen before a run is given up.
pub(crate) const STALL: Duration = Duration::from_secs(15);

/// How long a server may take to say where it listens.
pub(crate) const START: Duration = Duration::from_secs(15);

/// How long a server may take to stop after it was asked to.
pub(crate) const STOP: Duration = Duration::from_secs(5);

/// Connections made from one loopback address, fewer than the kernel has ports for.
pub(crate) const CONNECTIONS_PER_ADDRESS: usize = 20_000;

/// Bytes of an answer to a login that are kept while it is incomplete.
pub(crate) const LOGIN_BYTES: usize = 1024 * 1024;
