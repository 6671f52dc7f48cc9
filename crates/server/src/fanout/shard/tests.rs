//! The short way: what many hear goes straight to their sockets, and what those do not take follows.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use hourglass_core::{Audience, Emission, SessionId};
use socket2::SockRef;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::Shard;
use crate::fanout::batch::Batch;
use crate::fanout::kit::{Connection, LONG, PATIENCE, Talk, encoders};
use crate::fanout::{Input, Told};

/// Whoever speaks is told by another shard, so that everybody here hears the same.
const SPEAKER: SessionId = SessionId(1);

/// What Ann, who speaks, is heard to say.
fn heard(text: &str) -> String {
    format!("Ann:\t{text}\n")
}

/// A shard that does what the test says and nothing else, so that each step can be looked at.
struct Scene {
    talk: Talk,
    shard: Shard,
    sessions: u64,
}

/// Somebody whom the shard tells.
struct Hearer {
    session: SessionId,
    connection: Connection,
}

impl Scene {
    fn new() -> Self {
        let mut talk = Talk::new();
        talk.login(SPEAKER, "Ann");
        Self {
            talk,
            shard: Shard::new(mpsc::channel(1).1, Arc::new(encoders())),
            sessions: SPEAKER.0,
        }
    }

    /// A device of somebody new. Its welcome is read.
    async fn newcomer(&mut self, name: &str) -> Hearer {
        let mut hearer = self.device(name).await;
        self.hears_up_to(&mut hearer, "says how the chat works.\n")
            .await;
        hearer
    }

    async fn device(&mut self, name: &str) -> Hearer {
        self.sessions += 1;
        let session = SessionId(self.sessions);
        let (connection, attachment) = Connection::open(session).await;
        self.shard
            .handle(Input::Attach(Box::new(attachment)), false);
        let emissions = self.talk.login(session, name);
        self.tell(emissions);
        self.ends_round();
        Hearer {
            session,
            connection,
        }
    }

    /// Tells what Ann says, as the last of a round that has not ended yet.
    fn ann_says(&mut self, text: &str) {
        let emissions = self.talk.say(SPEAKER, text);
        self.tell(emissions);
    }

    fn tell(&mut self, emissions: Vec<Emission>) {
        let told = Told::new(mpsc::channel(1).0);
        let batch = Batch::new(Some((self.talk.position(), told)), emissions);
        self.shard.handle(Input::Batch(Arc::new(batch)), true);
    }

    fn ends_round(&mut self) {
        self.shard.flush_dirty();
        self.shard.round.clear();
    }

    /// How many bytes wait for somebody.
    fn waiting(&mut self, hearer: &Hearer) -> usize {
        let index = self.shard.slots.find(hearer.session).unwrap();
        self.shard.slots.get_mut(index).unwrap().outbox.bytes()
    }

    /// What somebody hears up to an end, while the shard writes whenever a socket takes more.
    async fn hears_up_to(&mut self, hearer: &mut Hearer, end: &str) -> String {
        let mut all = Vec::new();
        let hears = async {
            while !all.ends_with(end.as_bytes()) {
                tokio::select! {
                    read = hearer.connection.client.read_buf(&mut all) => {
                        assert_ne!(read.unwrap(), 0, "the connection has ended");
                    }
                    Some(session) = self.shard.blocked.next() => self.shard.unblock(session),
                }
            }
        };
        let in_time = timeout(PATIENCE, hears).await.is_ok();
        let all = String::from_utf8(all).unwrap();
        let tail: String = all.chars().rev().take(80).collect();
        assert!(
            in_time,
            "heard {} bytes, at last {tail:?} (reversed)",
            all.len()
        );
        all
    }

    /// Somebody hears just this, which is in the socket already.
    async fn hears_at_once(&mut self, hearer: &mut Hearer, expected: &str) {
        assert_eq!(self.waiting(hearer), 0);
        assert_eq!(self.hears_up_to(hearer, expected).await, expected);
    }
}

#[tokio::test]
async fn what_many_hear_is_written_at_once() {
    let mut scene = Scene::new();
    let mut bob = scene.newcomer("Bob").await;
    let mut eve = scene.newcomer("Eve").await;
    for text in ["one", "two"] {
        scene.ann_says(text);
        scene.hears_at_once(&mut bob, &heard(text)).await;
        scene.hears_at_once(&mut eve, &heard(text)).await;
        assert!(scene.shard.dirty.is_empty());
    }
}

#[tokio::test]
async fn what_a_socket_did_not_take_follows_in_order() {
    let mut scene = Scene::new();
    let mut bob = scene.newcomer("Bob").await;
    let long = heard(&"x".repeat(LONG));
    scene.ann_says(&"x".repeat(LONG));
    let waiting = scene.waiting(&bob);
    assert!(0 < waiting && waiting < long.len(), "{waiting} bytes wait");

    // The socket has room again, and yet what comes next waits for its turn.
    let mut all = vec![0; long.len() - waiting];
    let taken = bob.connection.client.read_exact(&mut all);
    timeout(PATIENCE, taken).await.unwrap().unwrap();
    scene.ann_says("second");
    assert_eq!(scene.waiting(&bob), waiting + heard("second").len());
    scene.ends_round();
    let rest = scene.hears_up_to(&mut bob, &heard("second")).await;
    let all = String::from_utf8(all).unwrap() + &rest;
    assert!(all == long + &heard("second"), "{} bytes", all.len());

    // Now nothing waits any more.
    scene.ann_says("third");
    scene.hears_at_once(&mut bob, &heard("third")).await;
}

#[tokio::test]
async fn a_socket_that_takes_nothing_is_waited_for() {
    let mut scene = Scene::new();
    let mut bob = scene.newcomer("Bob").await;
    let mut eve = scene.newcomer("Eve").await;
    let mut filling = 0;
    while let Ok(taken) = bob.connection.server.try_write(&[b'-'; 1024]) {
        filling += taken;
    }
    scene.ann_says(&"x".repeat(LONG));
    scene.ends_round();
    assert!(scene.waiting(&bob) > 0);
    let long = heard(&"x".repeat(LONG));
    let eve_heard = scene.hears_up_to(&mut eve, &long).await;
    assert!(eve_heard == long, "{} bytes", eve_heard.len());
    let all = scene.hears_up_to(&mut bob, &long).await;
    assert!(all == "-".repeat(filling) + &long, "{} bytes", all.len());
    assert!(!bob.connection.shared.is_over());
}

#[tokio::test]
async fn what_a_socket_took_of_a_batch_counts_when_it_took_all() {
    let mut scene = Scene::new();
    let bob = scene.newcomer("Bob").await;
    let eve = scene.newcomer("Eve").await;
    scene.ann_says("short");
    let short = scene.talk.position();
    let seen = scene.shard.detach(eve.session, false, false);
    assert_eq!(seen, short);
    scene.ann_says(&"x".repeat(LONG));
    let seen = scene.shard.detach(bob.session, false, false);
    assert_eq!(seen, short, "the long one has not arrived as a whole");
}

#[tokio::test]
async fn a_socket_that_is_dead_is_let_go_and_its_place_given_to_another() {
    let mut scene = Scene::new();
    let bob = scene.newcomer("Bob").await;
    let mut eve = scene.newcomer("Eve").await;
    let Connection {
        client,
        server,
        shared,
        ..
    } = bob.connection;
    let options = SockRef::from(&client);
    options.set_linger(Some(Duration::ZERO)).unwrap();
    drop(client);
    timeout(PATIENCE, server.readable()).await.unwrap().unwrap();

    scene.ann_says("one");
    scene.hears_at_once(&mut eve, &heard("one")).await;
    scene.ends_round();
    while let Some(session) = scene.shard.blocked.next().await {
        scene.shard.unblock(session);
    }
    assert!(shared.is_over());
    scene.shard.detach(bob.session, true, false);
    assert_eq!(scene.shard.slots.find(bob.session), None);

    let mut kim = scene.newcomer("Kim").await;
    scene.ann_says("two");
    scene.hears_at_once(&mut kim, &heard("two")).await;
    scene.hears_at_once(&mut eve, &heard("two")).await;
}

#[tokio::test]
async fn who_hears_something_else_is_passed_over_and_only_then() {
    let mut scene = Scene::new();
    let mut bob = scene.newcomer("Bob").await;
    let mut eve = scene.newcomer("Eve").await;
    let emissions = scene.talk.say(bob.session, "mine");
    scene.tell(emissions);
    scene.hears_at_once(&mut eve, "Bob:\tmine\n").await;
    let mut emissions = scene.talk.say(SPEAKER, "not for Bob");
    for emission in &mut emissions {
        if let Audience::Room { except, .. } = &mut emission.audience {
            *except = Some(bob.session);
        }
    }
    scene.tell(emissions);
    scene.hears_at_once(&mut eve, &heard("not for Bob")).await;
    scene.ann_says("yours");
    scene.hears_at_once(&mut eve, &heard("yours")).await;
    scene.hears_at_once(&mut bob, &heard("yours")).await;
}
