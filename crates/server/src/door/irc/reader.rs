//! Lines from a socket, as they are or in the frames of a WebSocket.

mod stream;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

use hourglass_wire::irc::{IrcDecoder, IrcLine};
use hourglass_wire::words::Farewell;
use tokio::net::TcpStream;

use crate::door::frames::{Frame, FrameReader};
use stream::Stream;

/// What came.
pub(super) enum Heard {
    /// A line.
    Line(IrcLine<'static>),
    /// A sign of life of a WebSocket. What has to be answered is in [`IrcReader::take_replies`].
    Control,
    /// What is no frame, or one that is too large.
    Broken(Farewell),
    /// The end of the connection.
    End,
}

/// Reads lines. It holds memory only for what was read and not taken yet: at most one read's worth of lines,
/// and the beginning of one more.
pub(super) struct IrcReader {
    source: Source,
    decoder: IrcDecoder,
    lines: VecDeque<IrcLine<'static>>,
}

enum Source {
    Stream(Stream),
    // Nearly all connections are the other kind.
    Frames(Box<FrameReader>),
}

impl IrcReader {
    /// A reader that begins with what was looked at.
    pub(super) fn new(socket: Arc<TcpStream>, looked: &[u8]) -> Self {
        let mut reader = Self::of(Source::Stream(Stream::new(socket)));
        reader.decode(looked);
        reader
    }

    /// A reader of lines that come in frames.
    pub(super) fn framed(frames: FrameReader) -> Self {
        Self::of(Source::Frames(Box::new(frames)))
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            decoder: IrcDecoder::new(),
            lines: VecDeque::new(),
        }
    }

    /// The next line. May be dropped at any time without losing one.
    pub(super) async fn next(&mut self) -> Heard {
        loop {
            if let Some(line) = self.lines.pop_front() {
                return Heard::Line(line);
            }
            self.lines = VecDeque::new();
            match &mut self.source {
                Source::Stream(stream) => {
                    let Self { decoder, lines, .. } = self;
                    if !stream.read(|bytes| decode(decoder, bytes, lines)).await {
                        return Heard::End;
                    }
                }
                Source::Frames(frames) => match frames.next().await {
                    Ok(Frame::Text(text)) => self.decode_whole(text.as_bytes()),
                    Ok(Frame::Binary(bytes)) => self.decode_whole(&bytes),
                    Ok(Frame::Control) => return Heard::Control,
                    Ok(Frame::End) => return Heard::End,
                    Err(farewell) => return Heard::Broken(farewell),
                },
            }
        }
    }

    /// What a WebSocket answers by itself.
    pub(super) fn take_replies(&mut self) -> Vec<u8> {
        match &mut self.source {
            Source::Stream(_) => Vec::new(),
            Source::Frames(frames) => frames.take_replies(),
        }
    }

    pub(super) fn socket(&self) -> &TcpStream {
        match &self.source {
            Source::Stream(stream) => stream.socket(),
            Source::Frames(frames) => frames.socket(),
        }
    }

    /// Whether the connection broke, and was not closed by the other side.
    pub(super) fn is_lost(&self) -> bool {
        match &self.source {
            Source::Stream(stream) => stream.is_lost(),
            Source::Frames(frames) => frames.is_lost(),
        }
    }

    /// Takes a message that is a line without its end.
    fn decode_whole(&mut self, line: &[u8]) {
        self.decode(line);
        self.decode(b"\n");
    }

    fn decode(&mut self, bytes: &[u8]) {
        decode(&mut self.decoder, bytes, &mut self.lines);
    }
}

fn decode(decoder: &mut IrcDecoder, mut bytes: &[u8], lines: &mut VecDeque<IrcLine<'static>>) {
    while let Some(line) = decoder.feed(&mut bytes) {
        lines.push_back(match line {
            IrcLine::Text(text) => IrcLine::Text(Cow::Owned(text.into_owned())),
            IrcLine::TooLong => IrcLine::TooLong,
            IrcLine::NotUtf8(text) => IrcLine::NotUtf8(text),
        });
    }
}
