//! The one time limit of all stories.

use std::future::Future;
use std::time::Duration;

use tokio::time::timeout;

/// How long anything that a story waits for may take. Only a failure takes so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// What `future` gives; nothing where it takes longer than [`PATIENCE`].
pub(crate) async fn within<T>(future: impl Future<Output = T>) -> Option<T> {
    timeout(PATIENCE, future).await.ok()
}
