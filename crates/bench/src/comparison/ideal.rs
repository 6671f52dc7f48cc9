//! `ideal`: a single-threaded broadcaster without any feature. It copies each line to all others and writes
//! once for each socket and round.

use std::io::{self, ErrorKind, Read, Write};

use anyhow::Result;
use memchr::memrchr;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

use super::listen;
use crate::limits;

const LISTENER: Token = Token(usize::MAX);

/// Somebody who is connected.
struct Member {
    stream: TcpStream,
    /// The beginning of a line.
    begun: Vec<u8>,
    /// What the socket did not take.
    unsent: Vec<u8>,
}

/// Lines of one round, each run of them from one member.
#[derive(Default)]
struct Round {
    lines: Vec<u8>,
    /// Whose the bytes up to here are.
    runs: Vec<(usize, usize)>,
}

/// Passes every line on to all others, until it is killed.
pub(crate) fn ideal() -> Result<()> {
    let listener = listen()?;
    listener.set_nonblocking(true)?;
    let mut listener = TcpListener::from_std(listener);
    let mut poll = Poll::new()?;
    poll.registry()
        .register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut events = Events::with_capacity(limits::EVENTS);
    let mut members: Vec<Option<Member>> = Vec::new();
    let mut buffer = vec![0; limits::READ_BYTES];
    let mut round = Round::default();
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        }
        for event in &events {
            if event.token() == LISTENER {
                accept(&listener, &poll, &mut members)?;
                continue;
            }
            let number = event.token().0;
            let Some(Some(member)) = members.get_mut(number) else {
                continue;
            };
            let alive = (!event.is_writable() || member.flush(&[]).is_ok())
                && (!event.is_readable() || member.read(number, &mut buffer, &mut round).is_ok());
            if !alive {
                members[number] = None;
            }
        }
        round.send(&mut members);
    }
}

fn accept(
    listener: &TcpListener,
    poll: &Poll,
    members: &mut Vec<Option<Member>>,
) -> io::Result<()> {
    loop {
        let (mut stream, _) = match listener.accept() {
            Ok(accepted) => accepted,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        };
        stream.set_nodelay(true)?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        poll.registry()
            .register(&mut stream, Token(members.len()), interest)?;
        members.push(Some(Member {
            stream,
            begun: Vec::new(),
            unsent: Vec::new(),
        }));
    }
}

impl Member {
    /// Reads all that is there; what is whole goes into the round.
    fn read(&mut self, number: usize, buffer: &mut [u8], round: &mut Round) -> io::Result<()> {
        loop {
            let count = match self.stream.read(buffer) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            let bytes = &buffer[..count];
            match memrchr(b'\n', bytes) {
                None => self.begun.extend_from_slice(bytes),
                Some(end) => {
                    let (whole, rest) = bytes.split_at(end + 1);
                    round.lines.append(&mut self.begun);
                    round.lines.extend_from_slice(whole);
                    round.runs.push((round.lines.len(), number));
                    self.begun.extend_from_slice(rest);
                }
            }
            if count < buffer.len() {
                return Ok(());
            }
        }
    }

    /// Writes what waits and then `bytes`, and keeps what the socket does not take.
    fn flush(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.unsent.is_empty() {
            self.unsent.extend_from_slice(bytes);
            let unsent = std::mem::take(&mut self.unsent);
            let written = write(&mut self.stream, &unsent)?;
            self.unsent.extend_from_slice(&unsent[written..]);
        } else if !bytes.is_empty() {
            let written = write(&mut self.stream, bytes)?;
            self.unsent.extend_from_slice(&bytes[written..]);
        }
        Ok(())
    }
}

/// Writes until the socket takes no more; answers how much it took.
fn write(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<usize> {
    let mut written = 0;
    while written < bytes.len() {
        match stream.write(&bytes[written..]) {
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok(written)
}

impl Round {
    /// Sends the lines to all but their authors, and begins anew.
    fn send(&mut self, members: &mut [Option<Member>]) {
        if self.lines.is_empty() {
            return;
        }
        for (number, place) in members.iter_mut().enumerate() {
            let Some(member) = place else { continue };
            let sent = if self.runs.iter().any(|&(_, author)| author == number) {
                member.flush(&self.without(number))
            } else {
                member.flush(&self.lines)
            };
            if sent.is_err() {
                *place = None;
            }
        }
        self.lines.clear();
        self.runs.clear();
    }

    fn without(&self, author: usize) -> Vec<u8> {
        let mut lines = Vec::with_capacity(self.lines.len());
        let mut start = 0;
        for &(end, of) in &self.runs {
            if of != author {
                lines.extend_from_slice(&self.lines[start..end]);
            }
            start = end;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Round;

    #[test]
    fn an_author_does_not_hear_its_own_lines() {
        let round = Round {
            lines: b"aabbaac".to_vec(),
            runs: vec![(2, 0), (4, 1), (6, 0), (7, 2)],
        };
        assert_eq!(round.without(0), b"bbc");
        assert_eq!(round.without(2), b"aabbaa");
    }
}
