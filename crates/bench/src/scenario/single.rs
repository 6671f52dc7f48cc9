//! `single`: one message at a time from one to another, beside what the disk itself takes.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Command;
use hdrhistogram::Histogram;

use super::metrics::{P50, P99, quantile};
use super::{Context, Scenario};
use crate::dialect::Dialect;
use crate::disk::Disk;
use crate::limits;
use crate::options::{count, number};
use crate::payload::Stamp;
use crate::report::{Metric, Sample};
use crate::subject::Subject;

pub(super) const SINGLE: Scenario = Scenario {
    command: || {
        Command::new("single")
            .about("One message at a time over the line door, beside the disk's own commit time")
            .arg(count(
                "messages",
                "2000",
                "Messages, each followed by one commit and one bare append to the same disk",
            ))
    },
    run: |context, matches| {
        let messages = number(matches, "messages") as u32;
        let subjects: Vec<_> = context
            .subjects
            .iter()
            .copied()
            .filter(|subject| matches!(subject, Subject::Line | Subject::Ideal))
            .collect();
        context.rounds("one message at a time", &subjects, |subject| {
            measure(context, subject, messages)
        })
    },
};

const COMMIT_P50: Metric = Metric {
    key: "commit_p50_ms",
    title: "SQLite commit p50, ms",
    digits: 2,
};
const COMMIT_P99: Metric = Metric {
    key: "commit_p99_ms",
    title: "SQLite commit p99, ms",
    digits: 2,
};
const APPEND_P50: Metric = Metric {
    key: "append_p50_ms",
    title: "append and fdatasync p50, ms",
    digits: 2,
};
const APPEND_P99: Metric = Metric {
    key: "append_p99_ms",
    title: "append and fdatasync p99, ms",
    digits: 2,
};
const BEYOND: Metric = Metric {
    key: "beyond_fdatasync_p50_ms",
    title: "p50 beyond fdatasync p50, ms",
    digits: 2,
};

/// One who is logged in and hears lines.
struct Device {
    lines: BufReader<TcpStream>,
    dialect: Dialect,
    name: &'static str,
    line: Vec<u8>,
}

impl Device {
    fn enter(server: SocketAddr, dialect: Dialect, name: &'static str) -> Result<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(limits::STALL))?;
        let mut device = Self {
            lines: BufReader::new(stream),
            dialect,
            name,
            line: Vec::new(),
        };
        let mut hello = Vec::new();
        dialect.write_hello(name, &mut hello);
        device.lines.get_mut().write_all(&hello)?;
        if dialect == Dialect::Line {
            device.read()?;
            dialect.enter(name, &device.line)?;
        }
        Ok(device)
    }

    fn read(&mut self) -> Result<()> {
        self.line.clear();
        if self.lines.read_until(b'\n', &mut self.line)? == 0 {
            bail!("the server ended the connection");
        }
        Ok(())
    }

    fn say(&mut self, stamp: Stamp, line: &mut Vec<u8>) -> Result<()> {
        line.clear();
        self.dialect.write_message(self.name, stamp, line);
        Ok(self.lines.get_mut().write_all(line)?)
    }

    /// Waits for exactly this message, past all that is none.
    fn hear(&mut self, stamp: Stamp) -> Result<()> {
        let mut heard = None;
        while heard.is_none() {
            self.read()?;
            self.dialect.scan(&self.line, &mut |one| heard = Some(one));
        }
        if heard != Some(crate::dialect::Heard::Message(stamp)) {
            bail!("message {} was expected, heard was {heard:?}", stamp.number);
        }
        Ok(())
    }
}

fn measure(context: &Context, subject: Subject, messages: u32) -> Result<Sample> {
    let running = context.launcher.start(subject, 2)?;
    let dialect = subject.dialect();
    let mut sender = Device::enter(running.address(), dialect, "b000000")?;
    let mut receiver = Device::enter(running.address(), dialect, "b000001")?;
    let mut disk = Disk::open(running.directory())?;
    let mut line = Vec::new();
    let mut times = [(); 3].map(|()| Histogram::<u64>::new(3));
    let [Ok(latency), Ok(commits), Ok(appends)] = &mut times else {
        bail!("no histogram");
    };
    for number in 0..messages {
        let stamp = Stamp {
            sender: 0,
            number,
            sent_at: 0,
        };
        let started = Instant::now();
        sender.say(stamp, &mut line)?;
        receiver.hear(stamp)?;
        record(latency, started.elapsed())?;
        let text = String::from_utf8_lossy(&line);
        record(commits, disk.commit(&text)?)?;
        record(appends, disk.append(&text)?)?;
    }
    drop((sender, receiver));
    running.stop()?;
    let beyond = quantile(latency, 0.5) - quantile(appends, 0.5);
    Ok(Sample::default()
        .with(&P50, quantile(latency, 0.5))
        .with(&P99, quantile(latency, 0.99))
        .with(&COMMIT_P50, quantile(commits, 0.5))
        .with(&COMMIT_P99, quantile(commits, 0.99))
        .with(&APPEND_P50, quantile(appends, 0.5))
        .with(&APPEND_P99, quantile(appends, 0.99))
        .with(&BEYOND, beyond))
}

fn record(histogram: &mut Histogram<u64>, time: Duration) -> Result<()> {
    Ok(histogram.record(time.as_nanos() as u64)?)
}
