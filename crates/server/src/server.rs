//! The whole server, from the listening socket to the store.

use std::io::{self, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hourglass_core::Chat;
use hourglass_wire::line::LineEncoder;
use hourglass_wire::{name, rules};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::{Authenticator, Hasher, InvalidMemory};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::directory::Directory;
use crate::door;
use crate::engine::{Committer, CommitterError, Engine};
use crate::fanout::{Encoders, Fanout};
use crate::handle::{Facts, Handle};
use crate::limits;
use crate::open_files::connections_max;
use crate::sequencer::{LocalSequencer, proposals};
use crate::store::{NameTables, SqliteStore, Store, StoreError};

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
};

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Something else listens there.
    #[error("{address} is in use. Stop what listens there, or choose another port with --port.")]
    AddressInUse {
        /// Host and port.
        address: String,
    },
    /// The host and port cannot be listened on.
    #[error("cannot listen on {address}: {source}. Choose another with --host and --port.")]
    Listen {
        /// Host and port.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The data cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file with the rules cannot be read.
    #[error("cannot read {path}: {source}. Give another file with --rules-file.", path = path.display())]
    RulesFile {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A setting that only hashing can judge.
    #[error(transparent)]
    PasswordMemory(#[from] InvalidMemory),
    /// The system gives no thread.
    #[error("cannot start a thread: {0}. Close other programs, or raise the limit on processes.")]
    Thread(io::Error),
}

/// Why a server did not stop as it should.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// The last changes could not be saved. Nobody was told that they were.
    #[error(
        "the last messages could not be saved, and their authors were not told that they were: {0}"
    )]
    Unsaved(StoreError),
    /// A part of the server had died.
    #[error("a part of the server had died; what was confirmed is saved. Start it again.")]
    Died,
    /// Stopping took too long.
    #[error("the server did not stop in time. What was confirmed is saved.")]
    Slow,
}

impl Server {
    /// Starts a server on the data directory that `config` names.
    ///
    /// # Errors
    /// See [`StartError`]. Nothing was changed then.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let listener = listen(&config).await?;
        let store = SqliteStore::open(&config.data, NAME_TABLES)?;
        Self::run(config, listener, Box::new(store), SystemClock::new()).await
    }

    /// Starts a server on a store and a clock of the caller's, for tests.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start_with(
        config: Config,
        store: Box<dyn Store>,
        clock: impl Clock + Sync,
    ) -> Result<Self, StartError> {
        let listener = listen(&config).await?;
        Self::run(config, listener, store, clock).await
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
    ) -> Result<Self, StartError> {
        let address = listener.local_addr().map_err(|source| StartError::Listen {
            address: shown_address(&config),
            source,
        })?;
        let rules = rules_text(&config)?;
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let hasher = Hasher::new(config.password_memory.bytes(), processors)?;

        let loaded = store.load()?;
        let directory = Arc::new(Directory::new(loaded.credentials));
        let last = loaded.snapshot.last;
        let chat = Chat::new(config.chat.clone(), loaded.snapshot);

        let shards = TaskTracker::new();
        let line = LineEncoder::new(config.host.clone(), address.port());
        let fanout = Fanout::start(processors.div_ceil(2), Encoders::new(line), &shards);
        let saving = CancellationToken::new();
        let committer = Committer::start(store, directory.clone(), fanout.clone(), saving.clone())
            .map_err(StartError::Thread)?;
        let (proposer, incoming) = proposals();
        let ordering = CancellationToken::new();
        let sequencer = LocalSequencer::new(incoming, clock, last, ordering.clone());
        let failing = committer.watch_failing();
        let engine = Engine::new(chat, sequencer, committer, fanout.clone());

        let authenticator = Authenticator::new(directory, hasher, config.flood_guard);
        let facts = Facts {
            settings: config.chat,
            rules,
            flood_guard: config.flood_guard,
        };
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

async fn listen(config: &Config) -> Result<TcpListener, StartError> {
    let error = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::AddressInUse {
            address: shown_address(config),
        },
        _ => StartError::Listen {
            address: shown_address(config),
            source,
        },
    };
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    let addresses = tokio::net::lookup_host((config.host.as_str(), config.port)).await;
    for address in addresses.map_err(error)? {
        match bind(address) {
            Ok(listener) => return Ok(listener),
            Err(source) => last = source,
        }
    }
    Err(error(last))
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A restarted server takes its port back at once.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(limits::ACCEPT_BACKLOG)
}

fn shown_address(config: &Config) -> String {
    if config.host.contains(':') {
        format!("[{}]:{}", config.host, config.port)
    } else {
        format!("{}:{}", config.host, config.port)
    }
}

fn rules_text(config: &Config) -> Result<String, StartError> {
    let Some(path) = &config.rules_file else {
        return Ok(rules::default_text(&config.chat));
    };
    read_bounded(path).map_err(|source| StartError::RulesFile {
        path: path.clone(),
        source,
    })
}

fn read_bounded(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let bound = limits::RULES_BYTES_MAX;
    let mut file = std::fs::File::open(path)?.take(bound + 1);
    if file.read_to_string(&mut text)? as u64 > bound {
        let words = format!("it has more than {bound} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(text)
}

/// Stopping is to be over within three seconds.
const _: () = assert!(
    limits::STOP_SAVE_TIME.as_millis()
        + limits::STOP_FLUSH_TIME.as_millis()
        + limits::STOP_CLOSE_TIME.as_millis()
        < Duration::from_secs(3).as_millis()
);
