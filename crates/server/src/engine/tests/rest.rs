//! What gathers after a batch, by a clock that stands still unless it is moved.

use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant};

use hourglass_core::{Command, Envelope, Sequence, SessionId, Timestamp};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::{PATIENCE, engine_on, envelop, login_of, say_by};
use crate::engine::CommitterError;
use crate::fanout::{Attachment, Dialect, LoginReply, SessionShared};
use crate::limits;
use crate::sequencer::Sequencer;
use crate::store::{Faults, MemoryStore};
use crate::websocket::Framing;

/// Sessions with which nothing gathers, and with which something does.
const FEW: u64 = 20;
const MANY: u64 = 500;

/// An order that comes piece by piece.
struct Feed {
    pieces: mpsc::UnboundedReceiver<Vec<Command>>,
    last: u64,
}

impl Sequencer for Feed {
    async fn next_batch(&mut self, _: Option<Timestamp>, batch: &mut Vec<Envelope>) -> bool {
        let Some(commands) = self.pieces.recv().await else {
            return false;
        };
        envelop(&mut self.last, commands, batch);
        true
    }
}

/// An engine at work, and one of those who are online, over IRC.
struct House {
    feed: mpsc::UnboundedSender<Vec<Command>>,
    disk: Faults,
    engine: JoinHandle<Result<(), CommitterError>>,
    ear: std::net::TcpStream,
    heard: String,
    _login: oneshot::Receiver<LoginReply>,
}

impl House {
    /// So many have come in, some time ago.
    async fn of(sessions: u64) -> Self {
        let (feed, pieces) = mpsc::unbounded_channel();
        let (engine, disk) = engine_on(MemoryStore::new(), Feed { pieces, last: 0 });
        let (ear, socket) = connection();
        let (login, answer) = oneshot::channel();
        let attachment = Attachment {
            session: SessionId(1),
            socket: socket.into(),
            dialect: Dialect::Irc(Default::default(), Framing::None),
            shared: SessionShared::new().into(),
            login,
        };
        engine.fanout.attach(attachment).await;
        let mut house = Self {
            feed,
            disk,
            engine: tokio::spawn(engine.run()),
            ear,
            heard: String::new(),
            _login: answer,
        };
        house.feed((1..=sessions).map(login_of));
        house.hear("JOIN", sessions).await;
        tokio::time::advance(Duration::from_secs(1)).await;
        house
    }

    fn feed(&self, commands: impl IntoIterator<Item = Command>) {
        self.feed.send(commands.into_iter().collect()).unwrap();
    }

    /// Hands commands in, and lets everybody do what they would do of it without waiting for the time.
    async fn feed_and_settle(&mut self, command: Command) {
        self.feed([command]);
        settle().await;
    }

    /// Waits until the one of this number is heard. No time passes meanwhile, since somebody always has
    /// something to do.
    async fn hear(&mut self, verb: &str, number: u64) {
        let started = Instant::now();
        while !self.has_heard(verb, number) {
            assert!(started.elapsed() < PATIENCE, "no {verb} of {number}");
            tokio::task::yield_now().await;
        }
        // Now the engine knows, too.
        settle().await;
    }

    fn has_heard(&mut self, verb: &str, number: u64) -> bool {
        let mut bytes = [0; 4_096];
        loop {
            match self.ear.read(&mut bytes) {
                Ok(0) => break,
                Ok(count) => self
                    .heard
                    .push_str(std::str::from_utf8(&bytes[..count]).unwrap()),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::WouldBlock);
                    break;
                }
            }
        }
        self.place(verb, number).is_some()
    }

    /// In which line the one of this number is heard.
    fn place(&self, verb: &str, number: u64) -> Option<usize> {
        let (source, verb) = (format!(":p{number}!"), format!(" {verb}"));
        let mut lines = self.heard.lines();
        lines.position(|line| line.starts_with(&source) && line.contains(&verb))
    }

    async fn stop(self) -> Faults {
        drop(self.feed);
        let started = Instant::now();
        while !self.engine.is_finished() {
            assert!(started.elapsed() < PATIENCE, "the engine does not end");
            tokio::task::yield_now().await;
        }
        self.engine.await.unwrap().unwrap();
        self.disk
    }
}

/// Both ends of a connection.
fn connection() -> (std::net::TcpStream, TcpStream) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let ear = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (socket, _) = listener.accept().unwrap();
    ear.set_nonblocking(true).unwrap();
    socket.set_nonblocking(true).unwrap();
    (ear, TcpStream::from_std(socket).unwrap())
}

/// Lets everybody else run until they wait for something.
async fn settle() {
    const TURNS: usize = 1_000;
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
    }
}

async fn rest() {
    tokio::time::advance(limits::REST.1).await;
}

fn leave(number: u64) -> Command {
    Command::Leave {
        session: SessionId(number),
        seen: Sequence(0),
        reason: None,
    }
}

#[tokio::test(start_paused = true)]
async fn among_few_everybody_is_told_at_once() {
    let mut house = House::of(FEW).await;
    for (before, number) in (FEW + 1..FEW + 4).enumerate() {
        house.feed([login_of(number)]);
        house.hear("JOIN", number).await;
        assert_eq!(house.disk.commits_done() as usize, before + 2);
    }
}

#[tokio::test(start_paused = true)]
async fn among_many_the_first_is_told_at_once_and_the_next_together() {
    let mut house = House::of(MANY).await;
    house.feed([login_of(MANY + 1)]);
    house.hear("JOIN", MANY + 1).await;
    house.feed_and_settle(login_of(MANY + 2)).await;
    house.feed_and_settle(login_of(MANY + 3)).await;
    assert!(!house.has_heard("JOIN", MANY + 2));
    rest().await;
    house.hear("JOIN", MANY + 3).await;
    assert_eq!(house.disk.commits_done(), 3);
}

#[tokio::test(start_paused = true)]
async fn departures_are_told_together_too() {
    let mut house = House::of(MANY).await;
    house.feed([leave(2)]);
    house.hear("QUIT", 2).await;
    house.feed_and_settle(leave(3)).await;
    house.feed_and_settle(leave(4)).await;
    assert!(!house.has_heard("QUIT", 3));
    rest().await;
    house.hear("QUIT", 4).await;
    assert_eq!(house.disk.commits_done(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_urgent_takes_along_what_has_gathered() {
    let mut house = House::of(MANY).await;
    house.feed([login_of(MANY + 1)]);
    house.hear("JOIN", MANY + 1).await;
    house.feed_and_settle(login_of(MANY + 2)).await;
    house.feed_and_settle(login_of(MANY + 3)).await;
    house.feed([say_by(SessionId(2), "hello")]);
    house.hear("PRIVMSG", 2).await;
    let place = |verb, number| house.place(verb, number).unwrap();
    assert!(place("JOIN", MANY + 2) < place("JOIN", MANY + 3));
    assert!(place("JOIN", MANY + 3) < place("PRIVMSG", 2));
    assert_eq!(house.disk.commits_done(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_full_batch_does_not_wait() {
    let mut house = House::of(MANY).await;
    house.feed([login_of(MANY + 1)]);
    house.hear("JOIN", MANY + 1).await;
    let last = MANY + 1 + limits::BATCH_MAX as u64;
    house.feed((MANY + 2..=last).map(login_of));
    house.hear("JOIN", last).await;
    assert_eq!(house.disk.commits_done(), 3);
}

#[tokio::test(start_paused = true)]
async fn stopping_does_not_wait() {
    let mut house = House::of(MANY).await;
    house.feed([login_of(MANY + 1)]);
    house.hear("JOIN", MANY + 1).await;
    house.feed_and_settle(login_of(MANY + 2)).await;
    house.feed_and_settle(login_of(MANY + 3)).await;
    assert_eq!(house.disk.commits_done(), 2);
    let disk = house.stop().await;
    assert_eq!(disk.commits_done(), 3);
    assert_eq!(disk.stored().snapshot.accounts.len() as u64, MANY + 3);
}
