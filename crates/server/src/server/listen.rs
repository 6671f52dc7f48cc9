//! The listening socket.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpSocket};

use super::StartError;
use crate::config::Config;
use crate::limits;

/// Listens on the first address of the configured host that can be had.
pub(super) async fn listen(config: &Config) -> Result<TcpListener, StartError> {
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

/// Host and port as people write them.
pub(super) fn shown_address(config: &Config) -> String {
    if config.host.contains(':') {
        format!("[{}]:{}", config.host, config.port)
    } else {
        format!("{}:{}", config.host, config.port)
    }
}
