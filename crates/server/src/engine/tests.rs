//! The engine on a scripted order and a store in memory.

mod rest;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use hourglass_core::{
    COMMAND_VERSION, Chat, Command, Credential, Envelope, Login, RoomId, RoomsAtLogin, Sequence,
    SessionId, Settings, Snapshot, Speech, Stamp, Target, Text, Timestamp,
};
use hourglass_wire::irc::{IrcEncoder, ServerFacts};
use hourglass_wire::line::LineEncoder;
use hourglass_wire::name;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Committer, Engine};
use crate::directory::Directory;
use crate::fanout::{Encoders, Fanout};
use crate::limits;
use crate::sequencer::Sequencer;
use crate::store::{Faults, MemoryStore};

const PATIENCE: Duration = Duration::from_secs(20);
const SESSION: SessionId = SessionId(1);
/// Characters of the longest message that the settings allow at all.
const LONG: usize = 10_000;

/// An order that is known beforehand.
#[derive(Default)]
struct Script {
    batches: VecDeque<Vec<Command>>,
    last: u64,
    /// What has to be saved before the last batch comes.
    saved_before_last: Option<Faults>,
    /// Told when there is no more.
    exhausted: Arc<Notify>,
}

impl Sequencer for Script {
    async fn next_batch(&mut self, _: Option<Timestamp>, batch: &mut Vec<Envelope>) -> bool {
        if self.batches.len() == 1 {
            self.wait_until_saved().await;
        }
        let Some(commands) = self.batches.pop_front() else {
            self.exhausted.notify_one();
            return false;
        };
        envelop(&mut self.last, commands, batch);
        true
    }
}

impl Script {
    /// Waits until one batch is saved, and for whatever the engine would do of it at once.
    async fn wait_until_saved(&mut self) {
        const TURNS: usize = 1_000;
        let Some(disk) = &self.saved_before_last else {
            return;
        };
        while disk.commits_done() == 0 {
            // deadline: the whole test's, in `complete`
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
        self.saved_before_last = None;
    }
}

/// Stamps commands that come after the `last` one.
fn envelop(last: &mut u64, commands: Vec<Command>, batch: &mut Vec<Envelope>) {
    for command in commands {
        *last += 1;
        let sequence = Sequence(*last);
        batch.push(Envelope {
            version: COMMAND_VERSION,
            stamp: Stamp {
                sequence,
                time: Timestamp(0),
            },
            command,
        });
    }
}

fn login() -> Command {
    login_as(SESSION, "Ann")
}

/// The login of a session that has a name of its own.
fn login_of(number: u64) -> Command {
    login_as(SessionId(number), &format!("p{number}"))
}

fn login_as(session: SessionId, name: &str) -> Command {
    Command::Login(Login {
        session,
        name: name::parse(name).unwrap(),
        credential: Credential::New {
            password_hash: "a hash".into(),
        },
        resume: None,
        profile: None,
        rooms: RoomsAtLogin::All,
        metadata: None,
    })
}

fn say(text: &str) -> Command {
    say_by(SESSION, text)
}

fn say_by(session: SessionId, text: &str) -> Command {
    Command::Say {
        session,
        to: Target::Room(RoomId::COMMON),
        text: Text::from_sanitised(text),
        key: None,
        speech: Speech::Message,
        tags: None,
    }
}

/// Lets an engine work through a script to its end. What it kept can be looked at then.
async fn perform(batches: impl IntoIterator<Item = Vec<Command>>) -> Faults {
    let script = Script {
        batches: batches.into_iter().collect(),
        ..Script::default()
    };
    let (engine, disk) = engine(script);
    complete(engine).await;
    disk
}

/// An engine, and what it keeps. Its fan-out belongs to the runtime that this is called in.
fn engine(script: Script) -> (Engine<Script>, Faults) {
    engine_on(MemoryStore::new(), script)
}

fn engine_on<S: Sequencer>(store: MemoryStore, order: S) -> (Engine<S>, Faults) {
    let settings = Settings {
        message_limit: 0,
        max_message: LONG,
        ..Settings::default()
    };
    let disk = store.faults();
    let irc = IrcEncoder::new(ServerFacts::new("here.local", settings.clone()));
    let encoders = Encoders::new(LineEncoder::new("here", 1), irc);
    let fanout = Fanout::start(1, encoders, &TaskTracker::new());
    let committer = Committer::start(
        Box::new(store),
        Arc::new(Directory::default()),
        fanout.clone(),
        CancellationToken::new(),
    );
    let chat = Chat::new(settings, Snapshot::default());
    let engine = Engine::new(chat, order, committer.unwrap(), fanout);
    (engine, disk)
}

async fn complete(engine: Engine<Script>) {
    let performed = tokio::time::timeout(PATIENCE, engine.run()).await;
    performed.expect("the engine stands still").unwrap();
}

#[tokio::test]
async fn commands_that_leave_nothing_behind_do_not_fill_a_batch() {
    let nobody_leaves = || Command::Leave {
        session: SessionId(2),
        seen: Sequence(0),
        reason: None,
    };
    let nothing = || (0..limits::BATCH_MAX).map(|_| nobody_leaves()).collect();
    let disk = perform([
        nothing(),
        nothing(),
        vec![nobody_leaves(), login(), say("hello")],
    ])
    .await;
    assert_eq!(disk.stored().snapshot.messages.len(), 1);
}

#[tokio::test]
async fn a_batch_is_full_at_its_bound_of_bytes() {
    let text = "x".repeat(LONG);
    let said = 4 * limits::BATCH_BYTES_MAX / LONG + 1;
    assert!(said < limits::BATCH_MAX);
    let disk = perform([vec![login()], (0..said).map(|_| say(&text)).collect()]).await;
    assert_eq!(disk.stored().snapshot.messages.len(), said);
    let commits = disk.commits_done();
    assert!(commits >= 4, "all was told in {commits} batches");
}

#[tokio::test]
async fn a_batch_waits_until_the_last_one_is_told() {
    let exhausted = Arc::new(Notify::new());
    let store = MemoryStore::new();
    let script = Script {
        batches: [vec![login()], vec![say("one")], vec![say("two")]].into(),
        saved_before_last: Some(store.faults()),
        exhausted: exhausted.clone(),
        ..Script::default()
    };
    // Its shard runs only when this runtime does.
    let telling = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (engine, disk) = {
        let _entered = telling.enter();
        engine_on(store, script)
    };
    let mut run = Box::pin(complete(engine));
    tokio::select! {
        () = &mut run => panic!("it ended before anything was told"),
        () = exhausted.notified() => {}
    }
    assert_eq!(disk.commits_done(), 1, "only what came first is saved yet");
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let shard = std::thread::spawn(move || telling.block_on(ended));
    run.await;
    drop(end);
    shard.join().unwrap().unwrap_err();
    assert_eq!(disk.stored().snapshot.messages.len(), 2);
    assert_eq!(disk.commits_done(), 2, "the last one waited for the first");
}
