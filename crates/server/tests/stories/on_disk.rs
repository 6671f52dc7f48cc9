//! A server as a person starts it: on a data directory, with the clocks of the machine.

use std::path::Path;

use hourglass_server::config::{Config, Size};
use hourglass_server::{Server, StartError};
use tokio::net::TcpStream;

use crate::kit::{LineUser, PASSWORD, registered};

fn config(data: &Path) -> Config {
    let mut config = Config::with_defaults(data.to_owned());
    config.port = 0;
    config.password_memory = Size::from_mebibytes(1);
    config.chat.announce_up_to = 0;
    config
}

async fn enter(server: &Server, name: &str) -> LineUser {
    let socket = TcpStream::connect(server.local_addr()).await.unwrap();
    let mut user = LineUser::new(socket);
    user.logs_in(name, PASSWORD).await;
    user.hears(&format!("Welcome to chat, {name}!")).await;
    user
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_there_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(config(data.path())).await.unwrap();
    let mut ann = enter(&server, "Ann").await;
    ann.hears(&registered("Ann")).await;
    let mut bob = enter(&server, "Bob").await;
    bob.hears(&registered("Bob")).await;
    ann.says("heard").await;
    bob.hears("Ann:\theard").await;
    bob.leaves().await;
    ann.waits_until_online(1).await;
    ann.says("/private Bob kept").await;
    ann.hears_nothing_else("Ann").await;
    server.stop().await.unwrap();
    ann.hears("Server is shutting down").await;
    ann.hears_the_end().await;
    let server = Server::start(config(data.path())).await.unwrap();
    let mut bob = enter(&server, "Bob").await;
    bob.hears(">> Ann:\tkept").await;
    bob.hears_nothing_else("Bob").await;
    let mut ann = enter(&server, "Ann").await;
    ann.hears_nothing_else("Ann").await;
    let mut carl = enter(&server, "Carl").await;
    carl.hears("Ann:\theard").await;
    carl.hears(&registered("Carl")).await;
    server.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_takes_neither_the_data_nor_the_port() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(config(data.path())).await.unwrap();
    let locked = Server::start(config(data.path())).await;
    assert!(matches!(locked, Err(StartError::Store(_))));
    let other = tempfile::tempdir().unwrap();
    let mut same_port = config(other.path());
    same_port.port = server.local_addr().port();
    let in_use = Server::start(same_port).await;
    assert!(matches!(in_use, Err(StartError::AddressInUse { .. })));
    assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 0);
    enter(&server, "Ann").await;
    server.stop().await.unwrap();
}
