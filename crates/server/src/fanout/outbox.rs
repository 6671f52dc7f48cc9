//! The bytes that wait for one socket.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::ops::Range;
use std::sync::Arc;

use hourglass_core::Sequence;
use tokio::net::TcpStream;

use crate::limits;

/// A piece of what waits: a slice of bytes that many outboxes share, or bytes of this session alone.
enum Piece {
    Shared {
        bytes: Arc<Vec<u8>>,
        range: Range<usize>,
    },
    Own {
        bytes: Vec<u8>,
        start: usize,
    },
}

impl Piece {
    fn remaining(&self) -> &[u8] {
        match self {
            Self::Shared { bytes, range } => bytes.get(range.clone()).unwrap_or_default(),
            Self::Own { bytes, start } => bytes.get(*start..).unwrap_or_default(),
        }
    }

    fn advance(&mut self, count: usize) {
        match self {
            Self::Shared { range, .. } => range.start += count,
            Self::Own { start, .. } => *start += count,
        }
    }
}

/// A piece and the place in the order up to which everything stands before it.
struct Entry {
    piece: Piece,
    before: Sequence,
}

/// What is left after a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flushed {
    /// Nothing.
    All,
    /// Something: the socket takes no more at present.
    Blocked,
}

/// The bytes that wait for one socket, in order. An empty one holds no memory of its own: nearly always a
/// round puts one piece in and takes it out again.
#[derive(Default)]
pub(super) struct Outbox {
    first: Option<Entry>,
    rest: VecDeque<Entry>,
    bytes: usize,
}

impl Outbox {
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Bytes that wait.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The place in the order up to which everything was handed to the socket, where something waits.
    pub(super) fn delivered(&self) -> Option<Sequence> {
        self.first.as_ref().map(|entry| entry.before)
    }

    /// Appends a slice of shared bytes. What follows on the slice before makes one piece with it.
    pub(super) fn push_shared(
        &mut self,
        shared: &Arc<Vec<u8>>,
        range: Range<usize>,
        before: Sequence,
    ) {
        if range.is_empty() {
            return;
        }
        self.bytes += range.len();
        if let Some(Entry {
            piece: Piece::Shared { bytes, range: last },
            ..
        }) = self.last_mut()
            && Arc::ptr_eq(bytes, shared)
            && last.end == range.start
        {
            last.end = range.end;
            return;
        }
        self.push(Entry {
            piece: Piece::Shared {
                bytes: shared.clone(),
                range,
            },
            before,
        });
    }

    /// Appends bytes of this session alone, which `write` appends to what it is handed.
    pub(super) fn push_own(&mut self, before: Sequence, write: impl FnOnce(&mut Vec<u8>)) {
        if let Some(Entry {
            piece: Piece::Own { bytes, .. },
            ..
        }) = self.last_mut()
        {
            let length = bytes.len();
            write(bytes);
            let added = bytes.len() - length;
            self.bytes += added;
            return;
        }
        let mut bytes = Vec::new();
        write(&mut bytes);
        if !bytes.is_empty() {
            self.bytes += bytes.len();
            self.push(Entry {
                piece: Piece::Own { bytes, start: 0 },
                before,
            });
        }
    }

    /// Drops everything but the first piece, which may be written in part already. Answers the place in the
    /// order up to which everything stands before what was dropped, where something was.
    pub(super) fn keep_first(&mut self) -> Option<Sequence> {
        let dropped = std::mem::take(&mut self.rest);
        self.bytes = self
            .first
            .as_ref()
            .map_or(0, |entry| entry.piece.remaining().len());
        dropped.front().map(|entry| entry.before)
    }

    /// Writes what the socket takes without waiting.
    ///
    /// # Errors
    /// Whatever the socket says but that it would block: the connection is over then.
    pub(super) fn flush(&mut self, socket: &TcpStream) -> io::Result<Flushed> {
        while let Some(first) = &self.first {
            let written = if self.rest.is_empty() {
                socket.try_write(first.piece.remaining())
            } else {
                let pieces = std::iter::once(first).chain(&self.rest);
                let slices: Vec<_> = pieces
                    .take(limits::WRITE_PIECES_MAX)
                    .map(|entry| IoSlice::new(entry.piece.remaining()))
                    .collect();
                socket.try_write_vectored(&slices)
            };
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => self.consume(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Ok(Flushed::Blocked);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Flushed::All)
    }

    fn consume(&mut self, mut count: usize) {
        self.bytes -= count;
        while let Some(first) = &mut self.first {
            let length = first.piece.remaining().len();
            if count < length {
                first.piece.advance(count);
                return;
            }
            count -= length;
            self.first = self.rest.pop_front();
        }
        self.rest = VecDeque::new();
    }

    fn push(&mut self, entry: Entry) {
        if self.first.is_none() {
            self.first = Some(entry);
        } else {
            self.rest.push_back(entry);
        }
    }

    fn last_mut(&mut self) -> Option<&mut Entry> {
        self.rest.back_mut().or(self.first.as_mut())
    }
}
