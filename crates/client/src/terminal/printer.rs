//! Shows things above the line that is being typed.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use hourglass_wire::text::printable;

use super::desk::Desk;
use super::editor::AbovePrinter;
use super::style::Style;
use crate::printing::Printer;
use crate::shown::Shown;

/// Prints to the terminal and keeps the desk up to date.
pub(super) struct TerminalPrinter {
    above: Option<AbovePrinter>,
    desk: Arc<Desk>,
    style: Style,
}

impl TerminalPrinter {
    pub(super) fn new(above: Option<AbovePrinter>, desk: Arc<Desk>, style: Style) -> Self {
        Self { above, desk, style }
    }

    /// The editor takes one thing in at a time and blocks the next one, even across the end of a line, where
    /// it would wait for the person: so nothing is handed over before the last thing was painted.
    fn write(&mut self, text: String) -> io::Result<()> {
        match &mut self.above {
            Some(above) if self.desk.is_editing() => {
                let before = self.desk.repaints();
                above.print(text).map_err(io::Error::other)?;
                self.desk.wait_for_repaint(before);
                Ok(())
            }
            _ => {
                let mut output = io::stdout().lock();
                output.write_all(text.as_bytes())?;
                output.flush()
            }
        }
    }

    fn give_back(&mut self, line: String, reason: &str) -> io::Result<()> {
        let edits = self.above.is_some();
        let words = if edits {
            retrievable(&line)
        } else {
            format!("Not said: {}", printable(&line))
        };
        let is_in_editor = edits && self.desk.give_back(line);
        self.write(self.style.trouble(reason))?;
        if is_in_editor {
            return Ok(());
        }
        self.write(self.style.trouble(&words))
    }
}

/// What is told about a line that is not in the editor, but in its history.
pub(super) fn retrievable(line: &str) -> String {
    format!(
        "Not said (arrow up brings it back): {}",
        printable(&line.replace('\n', " "))
    )
}

impl Printer for TerminalPrinter {
    fn print(&mut self, shown: Shown) -> io::Result<()> {
        let style = self.style;
        match shown {
            Shown::Speech(speech) => {
                if !speech.mine {
                    self.desk.with_people(|people| people.add(&speech.from));
                }
                if speech.expires > Instant::now() {
                    self.write(style.speech(&speech))?;
                }
            }
            Shown::Greeting(lines) | Shown::Answer(lines) => self.write(style.answer(&lines))?,
            Shown::Notice(words) => self.write(style.notice(&words))?,
            Shown::Trouble(words) => self.write(style.trouble(&words))?,
            Shown::GivenBack { line, reason } => self.give_back(line, &reason)?,
            Shown::Arrived(name) => {
                self.desk.with_people(|people| people.add(&name));
                self.write(style.notice(&format!("User {name} has joined the chat")))?;
            }
            Shown::Departed(name) => {
                self.desk.with_people(|people| people.remove(&name));
                self.write(style.notice(&format!("User {name} has left the chat")))?;
            }
            Shown::Present(names) => self.desk.with_people(|people| people.replace(names)),
            Shown::Rooms(names) => self.desk.set_rooms(names),
            Shown::Focus(room) => self.desk.set_focus(room),
            Shown::Standing(standing) => self.desk.set_standing(standing),
            Shown::Answered(number) => self.desk.set_answered(number),
        }
        Ok(())
    }
}

impl Drop for TerminalPrinter {
    fn drop(&mut self) {
        self.desk.close();
    }
}
