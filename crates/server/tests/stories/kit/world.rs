//! A server in the process of the test, on a store and a clock of the story's own.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use hourglass_core::Settings;
use hourglass_server::config::{Config, Size};
use hourglass_server::store::{Failure, Faults, HELD_WAIT_MAX, MemoryStore, Store};
use hourglass_server::{Server, StopError};
use tokio::net::{TcpSocket, TcpStream};

use super::clock::StoryClock;
use super::irc_user::IrcUser;
use super::json_user::JsonUser;
use super::line_user::LineUser;
use super::patience::within;

/// Everybody's password.
pub(crate) const PASSWORD: &str = "open sesame";

/// What the system of somebody who does not read takes on.
const STALLED_BYTES: u32 = 4 * 1024;

/// How often a story looks whether something has happened that nobody hears of.
const LOOK_PAUSE: Duration = Duration::from_millis(2);

/// A server and what the story can do to it.
pub(crate) struct World {
    server: Option<Server>,
    address: SocketAddr,
    config: Config,
    shards: Option<usize>,
    /// The time of the rules. What doors time (prompts, heartbeats, the flood guard) is real.
    pub(crate) clock: StoryClock,
    /// The handle on what stands for the disk.
    pub(crate) disk: Faults,
}

impl World {
    /// A server with the default rules.
    pub(crate) async fn start() -> Self {
        Self::with_rules(|_| {}).await
    }

    /// A server whose rules differ from the default.
    pub(crate) async fn with_rules(change: impl FnOnce(&mut Settings)) -> Self {
        Self::configured(|config| change(&mut config.chat)).await
    }

    /// A server whose settings differ from the default.
    pub(crate) async fn configured(change: impl FnOnce(&mut Config)) -> Self {
        Self::built(None, change).await
    }

    /// The same with so many shards in the fan-out, whatever the machine has. People are spread over them in the
    /// order in which they come in.
    pub(crate) async fn on_shards(count: usize, change: impl FnOnce(&mut Config)) -> Self {
        Self::built(Some(count), change).await
    }

    async fn built(shards: Option<usize>, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::with_defaults(PathBuf::from("memory"));
        config.port = 0;
        config.password_memory = Size::from_mebibytes(1);
        change(&mut config);
        let store = MemoryStore::new();
        let disk = store.faults();
        let clock = StoryClock::new();
        let server = serve(&config, Box::new(store), &clock, shards).await;
        Self {
            address: server.local_addr(),
            server: Some(server),
            config,
            shards,
            clock,
            disk,
        }
    }

    /// Where the server listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The rules that the server has.
    pub(crate) fn rules(&self) -> &Settings {
        &self.config.chat
    }

    /// Stops the server.
    pub(crate) async fn stop(&mut self) -> Result<(), StopError> {
        let server = self.server.take().expect("the server runs");
        within(server.stop())
            .await
            .expect("stopping comes to an end")
    }

    /// Waits until the server can go on no longer.
    pub(crate) async fn ends(&self) {
        let server = self.server.as_ref().expect("the server runs");
        within(server.ended()).await.expect("the server ends");
    }

    /// Waits until a commit is held; [`Faults::hold`] comes before it.
    pub(crate) async fn holds_a_commit(&self) {
        let disk = self.disk.clone();
        let held = tokio::task::spawn_blocking(move || disk.wait_until_held());
        assert!(held.await.unwrap(), "no commit within {HELD_WAIT_MAX:?}");
    }

    /// Makes every commit fail. Somebody finds that out by what `says` does.
    pub(crate) async fn fails_to_save(&self, says: impl Future<Output = ()>) {
        self.disk.fail_all(Failure::Full);
        let attempts = self.disk.commits_attempted();
        says.await;
        // The engine knows before the second attempt.
        self.comes_true(|disk| disk.commits_attempted() >= attempts + 2)
            .await;
    }

    /// What the server says of its health to whoever watches over it.
    pub(crate) async fn health(&self) -> String {
        let mut watcher = self.visitor().await;
        let request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        watcher.sends(request).await;
        watcher.line().await
    }

    /// Starts the server again on the same port and on what was saved.
    pub(crate) async fn start_again(&mut self) {
        self.config.port = self.address.port();
        let store = Box::new(self.disk.reopen());
        self.server = Some(serve(&self.config, store, &self.clock, self.shards).await);
    }

    /// Stops the server in good order and starts it again.
    pub(crate) async fn restart(&mut self) {
        self.stop().await.expect("the server stops in good order");
        self.start_again().await;
    }

    /// Time passes for the rules.
    pub(crate) fn pass(&self, time: Duration) {
        self.clock.pass(time);
    }

    /// Waits until what is kept is as expected; for what happens with nobody there to hear of it.
    pub(crate) async fn comes_true(&self, expected: impl Fn(&Faults) -> bool) {
        let looks = async {
            while !expected(&self.disk) {
                tokio::time::sleep(LOOK_PAUSE).await; // deadline: PATIENCE
            }
        };
        within(looks).await.expect("what is kept is as expected");
    }

    /// Waits until a name is away, although nobody is there to hear of it.
    pub(crate) async fn is_left_by(&self, name: &str) {
        let is_away = |disk: &Faults| {
            let accounts = disk.stored().snapshot.accounts;
            let mut named = accounts.iter().filter(|one| &**one.name.shown() == name);
            named.all(|account| account.seen.is_some())
        };
        self.comes_true(is_away).await;
    }

    /// A connection that has said nothing yet.
    pub(crate) async fn connect(&self) -> TcpStream {
        self.connect_from(Ipv4Addr::LOCALHOST).await
    }

    /// A connection from an address of this machine.
    pub(crate) async fn connect_from(&self, origin: Ipv4Addr) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::new(IpAddr::V4(origin), 0)).unwrap();
        connect(socket, self.address).await
    }

    /// Somebody at the line door who has said nothing yet.
    pub(crate) async fn visitor(&self) -> LineUser {
        LineUser::new(self.connect().await)
    }

    /// A new name at the line door of a room in which nothing was said yet; its welcome is read.
    pub(crate) async fn newcomer(&self, name: &str) -> LineUser {
        let mut user = self.enter(name).await;
        user.hears(&registered(name)).await;
        user
    }

    /// A connection whose system takes next to nothing until it is read.
    pub(crate) async fn connect_stalled(&self) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(STALLED_BYTES).unwrap();
        connect(socket, self.address).await
    }

    /// A new name at the line door on such a connection.
    pub(crate) async fn stalled(&self, name: &str) -> LineUser {
        let mut user = LineUser::new(self.connect_stalled().await);
        user.logs_in(name, PASSWORD).await;
        user.hears(&format!("Welcome to chat, {name}!")).await;
        user.hears(&registered(name)).await;
        user
    }

    /// New names at the line door, one after the other; each has heard the later ones come.
    pub(crate) async fn newcomers<const N: usize>(&self, names: [&str; N]) -> [LineUser; N] {
        let mut users: Vec<LineUser> = Vec::new();
        for name in names {
            let newcomer = self.newcomer(name).await;
            for user in &mut users {
                user.hears(&format!("User {name} has joined the chat"))
                    .await;
            }
            users.push(newcomer);
        }
        users.try_into().ok().expect("as many users as names")
    }

    /// Somebody at the line door whose password is right. Only the first line of the welcome is read.
    pub(crate) async fn enter(&self, name: &str) -> LineUser {
        let mut user = self.visitor().await;
        user.logs_in(name, PASSWORD).await;
        user.hears(&format!("Welcome to chat, {name}!")).await;
        user
    }

    /// A client of IRC that has said nothing yet.
    pub(crate) async fn irc(&self) -> IrcUser {
        IrcUser::new(self.connect().await)
    }

    /// A client of IRC, logged in and in the common room; its greeting is read.
    pub(crate) async fn irc_user(&self, name: &str) -> IrcUser {
        let mut user = self.irc().await;
        user.logs_in(name, PASSWORD).await;
        user
    }

    /// The same with these capabilities.
    pub(crate) async fn irc_user_with(&self, name: &str, capabilities: &str) -> IrcUser {
        let mut user = self.irc().await;
        user.comes_in_with(name, PASSWORD, capabilities).await;
        user
    }

    /// Somebody with a client of the JSON protocol, greeted and not logged in yet.
    pub(crate) async fn greeted(&self) -> JsonUser {
        JsonUser::open(self.connect().await, self.address).await
    }

    /// Somebody with a client of the JSON protocol, logged in.
    pub(crate) async fn json(&self, name: &str) -> JsonUser {
        self.json_after(name, None).await
    }

    /// The same with the last id that the client has.
    pub(crate) async fn json_after(&self, name: &str, last_id: Option<u64>) -> JsonUser {
        let mut user = self.greeted().await;
        user.logs_in(name, PASSWORD, last_id).await;
        user
    }
}

/// What follows the welcome of a name that was registered by it.
pub(crate) fn registered(name: &str) -> String {
    format!(
        "* The name {name} is yours now: only this password opens it. /rules says how the chat works."
    )
}

async fn serve(
    config: &Config,
    store: Box<dyn Store>,
    clock: &StoryClock,
    shards: Option<usize>,
) -> Server {
    Server::start_with(config.clone(), store, clock.clone(), shards)
        .await
        .expect("the server starts")
}

async fn connect(socket: TcpSocket, address: SocketAddr) -> TcpStream {
    let stream = within(socket.connect(address))
        .await
        .expect("the server accepts")
        .expect("the server is there");
    stream.set_nodelay(true).unwrap();
    stream
}
