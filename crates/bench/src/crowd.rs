//! Many connections on one thread: coming in, reading, writing.

mod connection;

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use mio::event::Source;
use mio::{Events, Interest, Poll, Token};

use crate::dialect::{Dialect, Heard};
use crate::limits;
use crate::payload::Stamp;
use connection::{Connection, Progress};

/// Whoever hears what the crowd is told: which connection, what, and when by the crowd's clock.
pub(crate) trait Hearer {
    fn hear(&mut self, connection: usize, stamp: Stamp, now: u64);
}

impl<F: FnMut(usize, Stamp, u64)> Hearer for F {
    #[inline]
    fn hear(&mut self, connection: usize, stamp: Stamp, now: u64) {
        self(connection, stamp, now);
    }
}

/// Connections to one server, numbered in the order in which they are opened.
pub(crate) struct Crowd {
    address: SocketAddr,
    dialect: Dialect,
    started: Instant,
    poll: Poll,
    events: Events,
    connections: Vec<Connection>,
    buffer: Vec<u8>,
    /// How many there are to be in the end, and how many may be coming in at a time.
    invited: usize,
    at_once: usize,
    inside: usize,
    /// Bytes of the receive buffer of those opened from now on, where it is not the system's choice.
    receive_buffer: Option<usize>,
}

/// Marks what is registered besides connections.
const TIMER: Token = Token(usize::MAX);

impl Crowd {
    /// Nobody yet.
    pub(crate) fn new(address: SocketAddr, dialect: Dialect) -> Result<Self> {
        Ok(Self {
            address,
            dialect,
            started: Instant::now(),
            poll: Poll::new()?,
            events: Events::with_capacity(limits::EVENTS),
            connections: Vec::new(),
            buffer: vec![0; limits::READ_BYTES],
            invited: 0,
            at_once: limits::LOGINS_AT_ONCE,
            inside: 0,
            receive_buffer: None,
        })
    }

    /// Nanoseconds since the crowd's clock began.
    pub(crate) fn now(&self) -> u64 {
        self.started.elapsed().as_nanos() as u64
    }

    /// How many are logged in.
    pub(crate) fn inside(&self) -> usize {
        self.inside
    }

    /// Wakes up [`Self::turn`] whenever `timer` is readable.
    pub(crate) fn watch(&mut self, timer: &mut impl Source) -> Result<()> {
        Ok(self
            .poll
            .registry()
            .register(timer, TIMER, Interest::READABLE)?)
    }

    /// Lets `count` more come in, at most `at_once` at a time, while [`Self::turn`] is called.
    pub(crate) fn invite(&mut self, count: usize, at_once: usize) {
        self.invited += count;
        self.at_once = at_once.max(1);
    }

    /// Those who come in from now on have a receive buffer of about so many bytes.
    pub(crate) fn set_receive_buffer(&mut self, bytes: usize) {
        self.receive_buffer = Some(bytes);
    }

    /// Lets `count` more come in and waits until all are inside; what they hear meanwhile is dropped.
    ///
    /// # Errors
    /// When a login is refused or nobody comes in for [`limits::STALL`].
    pub(crate) fn gather(&mut self, count: usize) -> Result<()> {
        self.invite(count, limits::LOGINS_AT_ONCE);
        let mut changed = (Instant::now(), self.inside);
        while self.inside < self.invited {
            self.turn(
                Duration::from_millis(100),
                &mut |_: usize, _: Stamp, _: u64| {},
            )?;
            if self.inside != changed.1 {
                changed = (Instant::now(), self.inside);
            } else if changed.0.elapsed() > limits::STALL {
                bail!("{} of {} could come in", self.inside, self.invited);
            }
        }
        Ok(())
    }

    /// No longer reads from those numbered `first` and above.
    pub(crate) fn ignore_from(&mut self, first: usize) -> Result<()> {
        for connection in self.connections.iter_mut().skip(first) {
            self.poll.registry().deregister(&mut connection.stream)?;
        }
        Ok(())
    }

    /// Puts a message on its way; [`Self::flush`] sends it.
    pub(crate) fn say(&mut self, connection: usize, stamp: Stamp) {
        if let Some(connection) = self.connections.get_mut(connection) {
            connection.say(stamp);
        }
    }

    /// Sends what a connection has to send, as far as its socket takes it now.
    pub(crate) fn flush(&mut self, connection: usize) -> Result<()> {
        match self.connections.get_mut(connection) {
            Some(connection) => Ok(connection.flush()?),
            None => Ok(()),
        }
    }

    /// Waits until something happens, at most `timeout`, and handles it.
    ///
    /// # Errors
    /// When a login is refused or the server ends a connection.
    pub(crate) fn turn(&mut self, timeout: Duration, hearer: &mut impl Hearer) -> Result<()> {
        while self.connections.len() < self.invited
            && self.connections.len() - self.inside < self.at_once
        {
            self.open()?;
        }
        match self.poll.poll(&mut self.events, Some(timeout)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            other => other?,
        }
        for event in &self.events {
            let number = event.token().0;
            let Some(connection) = self.connections.get_mut(number) else {
                continue;
            };
            if event.is_writable() {
                connection.flush()?;
            }
            if !event.is_readable() {
                continue;
            }
            let now = self.started.elapsed().as_nanos() as u64;
            let hear = |heard: Heard| match heard {
                Heard::Message(stamp) => hearer.hear(number, stamp, now),
                Heard::Ping => {}
            };
            let progress = connection.read(&mut self.buffer, hear);
            match progress.with_context(|| format!("connection {number}"))? {
                Progress::None => {}
                Progress::Inside => self.inside += 1,
            }
        }
        Ok(())
    }

    fn open(&mut self) -> Result<()> {
        let number = self.connections.len();
        let mut connection =
            Connection::open(self.address, self.dialect, number, self.receive_buffer)?;
        self.poll.registry().register(
            &mut connection.stream,
            Token(number),
            Interest::READABLE | Interest::WRITABLE,
        )?;
        if self.dialect == Dialect::Bare {
            self.inside += 1;
        }
        self.connections.push(connection);
        Ok(())
    }
}
