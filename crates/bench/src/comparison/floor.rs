//! `floor`: the least that fan-out can cost, a bare loop of writes.

use std::io::{Read, Write};

use anyhow::{Result, anyhow};

use super::listen;
use crate::limits;

/// Accepts `connections`, then writes what the first of them sends to all others, until that one ends.
pub(crate) fn floor(connections: usize) -> Result<()> {
    let listener = listen()?;
    let mut sockets = Vec::with_capacity(connections);
    for _ in 0..connections {
        let (socket, _) = listener.accept()?;
        socket.set_nodelay(true)?;
        sockets.push(socket);
    }
    let (source, others) = sockets
        .split_first_mut()
        .ok_or_else(|| anyhow!("there has to be a connection"))?;
    let mut buffer = vec![0; limits::READ_BYTES];
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        for socket in &mut *others {
            socket.write_all(&buffer[..count])?;
        }
    }
}
