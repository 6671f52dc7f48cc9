//! What a script gets to read.

use std::io::{self, Write};
use std::time::Instant;

use hourglass_wire::text::printable;

use crate::printing::Printer;
use crate::shown::Shown;

/// Writes what is said to one stream and everything else to another.
pub(super) struct Writer<W, E> {
    output: W,
    errors: E,
}

impl<W: Write, E: Write> Writer<W, E> {
    pub(super) fn new(output: W, errors: E) -> Self {
        Self { output, errors }
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")?;
        self.output.flush()
    }

    /// Whoever closes standard error does not want to know.
    fn note(&mut self, line: &str) {
        let _ = writeln!(self.errors, "{line}").and_then(|()| self.errors.flush());
    }
}

impl<W, E> Printer for Writer<W, E>
where
    W: Write + Send + 'static,
    E: Write + Send + 'static,
{
    fn print(&mut self, shown: Shown) -> io::Result<()> {
        match shown {
            Shown::Speech(speech) if speech.echo || speech.expires <= Instant::now() => {}
            Shown::Speech(speech) if speech.is_action => {
                self.say(&format!("{} {}", speech.mark(), speech.text))?;
            }
            Shown::Speech(speech) => self.say(&format!("{}\t{}", speech.mark(), speech.text))?,
            Shown::Answer(lines) => {
                for line in lines {
                    self.say(&line)?;
                }
            }
            Shown::Notice(words) | Shown::Trouble(words) => self.note(&format!("* {words}")),
            Shown::Arrived(name) => self.note(&format!("* User {name} has joined the chat")),
            Shown::Departed(name) => self.note(&format!("* User {name} has left the chat")),
            Shown::GivenBack { line, reason } => {
                self.note(&format!("Not said: {}\n  {reason}", printable(&line)));
            }
            Shown::Greeting(_)
            | Shown::Present(_)
            | Shown::Rooms(_)
            | Shown::Focus(_)
            | Shown::Standing(_)
            | Shown::Answered(_) => {}
        }
        Ok(())
    }
}
