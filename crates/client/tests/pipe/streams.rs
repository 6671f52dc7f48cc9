//! Streams in memory.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Remembers what is written to any of its clones.
#[derive(Clone, Default)]
pub(crate) struct Written {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Written {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
