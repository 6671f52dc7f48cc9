//! The whole server, from the listening socket to the store.

mod error;
mod facts;
mod listen;
mod rules;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hourglass_core::Chat;
use hourglass_wire::irc::IrcEncoder;
use hourglass_wire::line::LineEncoder;
use hourglass_wire::{name, room};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::{Authenticator, Cost, Pool};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::directory::Directory;
use crate::door;
use crate::engine::{Committer, CommitterError, Engine};
use crate::fanout::{Encoders, Fanout};
use crate::handle::Handle;
use crate::limits;
use crate::open_files::connections_max;
use crate::sequencer::{LocalSequencer, proposals};
use crate::store::{NameTables, SqliteStore, Store};

pub use error::{StartError, StopError};

use listen::{listen, shown_address};
use rules::{motd_text, rules_text};

/// A server that runs. It has to be [stopped](Server::stop); dropped, it ends without telling anybody.
pub struct Server {
    address: SocketAddr,
    accepting: CancellationToken,
    ordering: CancellationToken,
    saving: CancellationToken,
    engine: JoinHandle<Result<(), CommitterError>>,
    ended: CancellationToken,
    fanout: Fanout,
    connections: TaskTracker,
    shards: TaskTracker,
}

/// The tables by which names are compared.
const NAME_TABLES: NameTables = NameTables {
    unicode_version: name::UNICODE_VERSION,
    parse: |typed| name::parse(typed).ok(),
    parse_room: |typed| room::parse(typed).ok(),
};

impl Server {
    /// Starts a server on the data directory that `config` names.
    ///
    /// # Errors
    /// See [`StartError`]. Nothing was changed then.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let listener = listen(&config).await?;
        let store = SqliteStore::open(&config.data, NAME_TABLES)?;
        let store = Box::new(store);
        Self::run(config, listener, store, SystemClock::new(), shards_here()).await
    }

    /// Starts a server on a store and a clock of the caller's, for tests. `shards` are those of the fan-out, where
    /// their number is not to follow from the machine.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start_with(
        config: Config,
        store: Box<dyn Store>,
        clock: impl Clock + Sync,
        shards: Option<usize>,
    ) -> Result<Self, StartError> {
        let listener = listen(&config).await?;
        let shards = shards.unwrap_or_else(shards_here);
        Self::run(config, listener, store, clock, shards).await
    }

    /// Where it listens.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the server can no longer save and has to be stopped. It never does so by itself, short of
    /// a defect.
    pub async fn ended(&self) {
        self.ended.cancelled().await;
    }

    /// Stops: nobody is let in any more, everybody is told, what was said is saved, all is closed.
    ///
    /// # Errors
    /// When the last changes could not be saved, or it took longer than
    /// [`limits::STOP_SAVE_TIME`].
    pub async fn stop(self) -> Result<(), StopError> {
        tracing::info!("shutting down");
        self.accepting.cancel();
        self.ordering.cancel();
        self.saving.cancel();
        let end = timeout(limits::STOP_SAVE_TIME, self.engine).await;
        self.fanout.stop().await;
        self.shards.close();
        self.connections.close();
        let _ = timeout(limits::STOP_FLUSH_TIME, self.shards.wait()).await;
        let _ = timeout(limits::STOP_CLOSE_TIME, self.connections.wait()).await;
        match end {
            Ok(Ok(Ok(()))) => {
                tracing::info!("stopped");
                Ok(())
            }
            Ok(Ok(Err(CommitterError::Unsaved(error)))) => Err(StopError::Unsaved(error)),
            Ok(Ok(Err(CommitterError::Died)) | Err(_)) => Err(StopError::Died),
            Err(_) => Err(StopError::Slow),
        }
    }

    async fn run(
        config: Config,
        listener: TcpListener,
        mut store: Box<dyn Store>,
        clock: impl Clock + Sync,
        shard_count: usize,
    ) -> Result<Self, StartError> {
        let address = listener.local_addr().map_err(|source| StartError::Listen {
            address: shown_address(&config),
            source,
        })?;
        let rules = rules_text(&config)?;
        let motd = motd_text(&config)?;
        let cost = Cost::new(config.password_memory.bytes())?;
        let hashers = Pool::start(&cost, processors()).map_err(StartError::Thread)?;

        let loaded = store.load()?;
        let directory = Arc::new(Directory::new(loaded.credentials));
        let last = loaded.snapshot.last;
        let chat = Chat::new(config.chat.clone(), loaded.snapshot);
        let facts = facts::gather(&config, rules, &motd, clock.wall());

        let shards = TaskTracker::new();
        let line = LineEncoder::new(config.host.clone(), address.port());
        let encoders = Encoders::new(line, IrcEncoder::new(facts.irc.server.clone()));
        let fanout = Fanout::start(shard_count, encoders, &shards);
        let saving = CancellationToken::new();
        let committer = Committer::start(store, directory.clone(), fanout.clone(), saving.clone())
            .map_err(StartError::Thread)?;
        let (proposer, incoming) = proposals();
        let ordering = CancellationToken::new();
        let sequencer = LocalSequencer::new(incoming, clock, last, ordering.clone());
        let failing = committer.watch_failing();
        let engine = Engine::new(chat, sequencer, committer, fanout.clone());

        let authenticator = Authenticator::new(
            directory,
            hashers,
            config.flood_guard,
            config.irc.registration.is_open(),
        );
        let handle = Handle::new(proposer, fanout.clone(), authenticator, failing, facts);
        let ended = CancellationToken::new();
        let ended_guard = ended.clone().drop_guard();
        let connections = TaskTracker::new();
        let accepting = CancellationToken::new();
        connections.spawn(door::accept(
            listener,
            handle,
            connections_max(),
            accepting.clone(),
            connections.clone(),
        ));
        tracing::info!(%address, data = %config.data.display(), "listening");
        Ok(Self {
            address,
            accepting,
            ordering,
            saving,
            engine: tokio::spawn(async move {
                // Also when it panics.
                let _ended = ended_guard;
                engine.run().await
            }),
            ended,
            fanout,
            connections,
            shards,
        })
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// As many shards of the fan-out as this machine is given.
fn shards_here() -> usize {
    processors().div_ceil(2)
}

/// Stopping is to be over within three seconds.
const _: () = assert!(
    limits::STOP_SAVE_TIME.as_millis()
        + limits::STOP_FLUSH_TIME.as_millis()
        + limits::STOP_CLOSE_TIME.as_millis()
        < Duration::from_secs(3).as_millis()
);
