//! The thread that shows things, so that a slow terminal or a full pipe does not hold the connection up.

use std::io;
use std::thread;

use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::limits::{PRINT_WAIT, SHOWN_QUEUE_MAX};
use crate::shown::Shown;

/// Something that shows what it is given; it may block.
pub(crate) trait Printer: Send + 'static {
    /// Shows one thing.
    fn print(&mut self, shown: Shown) -> io::Result<()>;
}

/// A printer at work.
pub(crate) struct Printing {
    done: oneshot::Receiver<()>,
}

impl Printing {
    /// Puts a printer to work on whatever is sent. When it fails, the sender finds its channel closed.
    pub(crate) fn start(mut printer: impl Printer) -> (mpsc::Sender<Shown>, Self) {
        let (sender, mut receiver) = mpsc::channel(SHOWN_QUEUE_MAX);
        let (finished, done) = oneshot::channel();
        thread::spawn(move || {
            while let Some(shown) = receiver.blocking_recv() {
                if printer.print(shown).is_err() {
                    break;
                }
            }
            drop(printer);
            // Nobody may be waiting any more.
            let _ = finished.send(());
        });
        (sender, Self { done })
    }

    /// Waits until everything is shown, once the sender is gone; not for long, as the screen may be blocked.
    pub(crate) async fn finish(self) {
        let _ = timeout(PRINT_WAIT, self.done).await;
    }
}
