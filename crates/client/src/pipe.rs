//! The face of a script: lines in, lines out, no decoration, and an exit code that tells whether all was said.

mod lines;
mod writer;

use std::io::{Read, Write};
use std::thread;

use tokio::sync::{mpsc, watch};

use crate::Outcome;
use crate::connection::{Address, Conduct, Face, Input, Session, WebSocketDial};
use crate::keys::Keys;
use crate::limits::{INPUT_QUEUE_MAX, LINE_BYTES_MAX};
use crate::model::{Line, Model};
use crate::printing::Printing;
use lines::{Lines, Read as LineRead};
use writer::Writer;

/// Who comes in, and where.
#[derive(Clone)]
pub struct Login {
    /// The server.
    pub address: Address,
    /// The name.
    pub name: String,
    /// Its password.
    pub password: String,
}

/// Where a script reads and writes.
pub struct Streams<R, W, E> {
    /// What it says, line by line.
    pub input: R,
    /// What it hears: `NAME:` or `>> NAME:`, a tab and the text; answers to its questions.
    pub output: W,
    /// What happens otherwise, and which lines were not said.
    pub errors: E,
}

/// Says everything that `streams.input` has, and returns when all of it is answered, when it takes too long
/// or when `stop` becomes true. The thread that reads the input may stay behind, waiting for a line.
pub async fn run<R, W, E>(
    login: Login,
    streams: Streams<R, W, E>,
    stop: watch::Receiver<bool>,
) -> Outcome
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
    E: Write + Send + 'static,
{
    let (shown, printing) = Printing::start(Writer::new(streams.output, streams.errors));
    let face = Face {
        inputs: read_lines(streams.input),
        shown,
        stop,
    };
    let model = Model::new(login.name, login.password, Keys::random());
    let dial = WebSocketDial::new(login.address);
    let outcome = Session::new(dial, model, face, Conduct::SCRIPT).run().await;
    printing.finish().await;
    outcome
}

/// Reads lines on a thread of its own; it goes no further ahead than the queue is long.
fn read_lines(input: impl Read + Send + 'static) -> mpsc::Receiver<Input> {
    let (sender, receiver) = mpsc::channel(INPUT_QUEUE_MAX);
    thread::spawn(move || {
        let mut lines = Lines::new(input, LINE_BYTES_MAX);
        let mut number = 0;
        // An input that cannot be read any more is one that has ended.
        while let Ok(Some(read)) = lines.next() {
            number += 1;
            if sender.blocking_send(to_input(read, number)).is_err() {
                break;
            }
        }
    });
    receiver
}

fn to_input(read: LineRead, number: u64) -> Input {
    match read {
        LineRead::Whole(text) => Input::Line(Line { number, text }),
        LineRead::TooLong { start, bytes } => Input::Unreadable(
            Line {
                number,
                text: start,
            },
            format!(
                "The line has {bytes} bytes, and {LINE_BYTES_MAX} are read at most. Shorten it."
            ),
        ),
    }
}
