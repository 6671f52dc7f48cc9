//! When a batch has been told.

use tokio::sync::mpsc;

/// Goes with a batch and says that it is told when nobody holds it any more: every shard has written what the
/// sockets took, or is gone.
pub(crate) struct Told(mpsc::Sender<()>);

impl Told {
    /// Says so into `sender`, which must have room for it.
    pub(crate) fn new(sender: mpsc::Sender<()>) -> Self {
        Self(sender)
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        // The engine is gone only if it was dropped; then nobody waits.
        let _ = self.0.try_send(());
    }
}
