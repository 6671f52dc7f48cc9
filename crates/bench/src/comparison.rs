//! The servers that ours is compared with. They run as child processes of the load generator, so that
//! their processor time can be read in the same way.

mod floor;
mod ideal;

pub(crate) use floor::floor;
pub(crate) use ideal::ideal;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use socket2::{Domain, Socket, Type};

const BACKLOG: i32 = 4_096;

/// Listens on a free port and says so on standard output.
fn listen() -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    socket.listen(BACKLOG)?;
    let listener = TcpListener::from(socket);
    writeln!(io::stdout(), "listening on {}", listener.local_addr()?)?;
    Ok(listener)
}
