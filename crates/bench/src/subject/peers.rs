//! The IRC servers of others: where they are, and a configuration that neither slows nor turns away anybody.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use super::Listening;

/// A server that has to be installed.
pub(super) struct Peer {
    /// Its program, and the Debian package that brings it.
    program: &'static str,
    /// Options before the configuration's path.
    options: &'static [&'static str],
    /// Its configuration; `{port}` and `{directory}` stand for what they say.
    configuration: &'static str,
}

pub(super) const INSPIRCD: Peer = Peer {
    program: "inspircd",
    options: &["--nofork", "--runasroot", "--config"],
    configuration: include_str!("peers/inspircd.conf"),
};

pub(super) const NGIRCD: Peer = Peer {
    program: "ngircd",
    options: &["--nodaemon", "--config"],
    configuration: include_str!("peers/ngircd.conf"),
};

/// Where servers are, besides the search path.
const ADMINISTRATION: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

impl Peer {
    /// Its program.
    ///
    /// # Errors
    /// When it is not installed; the error says how to install it.
    pub(super) fn find(&self) -> Result<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .chain(ADMINISTRATION.map(PathBuf::from))
            .map(|folder| folder.join(self.program))
            .find(|program| program.is_file())
            .ok_or_else(|| {
                let program = self.program;
                anyhow!("there is no {program}; in Debian, `apt-get install {program}` brings it")
            })
    }

    /// Starts it, with a configuration in `directory`.
    pub(super) fn command(&self, directory: &Path) -> Result<(Command, Listening)> {
        let address = free_address()?;
        let path = directory.join(self.program).with_extension("conf");
        let configuration = self
            .configuration
            .replace("{port}", &address.port().to_string())
            .replace("{directory}", &directory.to_string_lossy());
        fs::write(&path, configuration)?;
        let mut command = Command::new(self.find()?);
        command.args(self.options).arg(path).env_clear();
        Ok((command, Listening::At(address)))
    }
}

/// An address that is free now. Neither server can be told to find one by itself.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::{INSPIRCD, NGIRCD};

    #[test]
    fn every_configuration_says_where_to_listen() {
        for peer in [INSPIRCD, NGIRCD] {
            assert!(peer.configuration.contains("{port}"), "{}", peer.program);
        }
    }

    #[test]
    fn who_is_not_there_is_named() {
        let peer = super::Peer {
            program: "no-such-server",
            ..NGIRCD
        };
        let error = peer.find().unwrap_err().to_string();
        assert!(error.contains("apt-get install no-such-server"), "{error}");
    }
}
