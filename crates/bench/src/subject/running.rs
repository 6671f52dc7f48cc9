//! A server process, from its start to its end.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::limits;
use crate::process::{self, CpuClock};

/// A server that runs. Dropped, it is killed and its data is removed.
pub(crate) struct Running {
    child: Child,
    address: SocketAddr,
    cpu: CpuClock,
    directory: TempDir,
}

/// How it becomes known where a server listens.
pub(super) enum Listening {
    /// The last word of its first line says so.
    AsSaid,
    /// Here, as it was told; it is there when it takes a connection.
    At(SocketAddr),
}

const ERRORS: &str = "stderr";

impl Running {
    pub(super) fn start(
        mut command: Command,
        listening: Listening,
        directory: TempDir,
    ) -> Result<Self> {
        let errors = File::create(directory.path().join(ERRORS))?;
        let output = match listening {
            Listening::AsSaid => Stdio::piped(),
            Listening::At(_) => errors.try_clone()?.into(),
        };
        let mut child = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let address = match listening {
            Listening::AsSaid => child
                .stdout
                .take()
                .ok_or_else(|| anyhow!("the server has no standard output"))
                .and_then(said),
            Listening::At(address) => connectable(&mut child, address),
        };
        let address = address.map_err(|error| {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
            let said = fs::read_to_string(directory.path().join(ERRORS)).unwrap_or_default();
            error.context(format!("the server did not start: {said}"))
        })?;
        Ok(Self {
            cpu: CpuClock::of(child.id())?,
            child,
            address,
            directory,
        })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process id.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// The processor time that it has used.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        self.cpu.now()
    }

    /// Bytes of it that are resident.
    pub(crate) fn resident(&self) -> Result<u64> {
        process::resident(self.process())
    }

    /// The directory that holds its data and its standard error.
    pub(crate) fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }

    /// Asks it to stop and waits for its end.
    ///
    /// # Errors
    /// When it does not end in time.
    pub(crate) fn stop(mut self) -> Result<()> {
        kill(
            Pid::from_raw(i32::try_from(self.child.id())?),
            Signal::SIGTERM,
        )?;
        let started = Instant::now();
        while self.child.try_wait()?.is_none() {
            if started.elapsed() > limits::STOP {
                bail!("the server did not stop within {:?}", limits::STOP);
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has nothing to lose, and may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in the first line, whose last word it is; what follows is read and dropped.
fn said(output: ChildStdout) -> Result<SocketAddr> {
    let (sender, receiver) = sync_channel(1);
    thread::spawn(move || {
        let mut lines = BufReader::new(output).lines();
        // Whoever waits may have given up.
        let _ = sender.send(lines.next());
        lines.for_each(drop);
    });
    let line = match receiver.recv_timeout(limits::START) {
        Ok(line) => line.ok_or_else(|| anyhow!("it ended"))??,
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            bail!("it says nothing")
        }
    };
    let word = line.split(' ').next_back().unwrap_or_default();
    word.parse()
        .with_context(|| format!("it does not say where it listens, but: {line}"))
}

/// The address, as soon as a connection to it is taken.
fn connectable(child: &mut Child, address: SocketAddr) -> Result<SocketAddr> {
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        if let Some(status) = child.try_wait()? {
            bail!("it ended with {status}");
        } else if started.elapsed() > limits::START {
            bail!("it does not listen on {address}");
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(address)
}
