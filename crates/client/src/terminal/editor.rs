//! The line editor, on a thread of its own: it blocks while it waits for keys.

use std::io;
use std::sync::Arc;
use std::thread;

use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{
    ColorMode, CompletionType, Config, Editor, Event, EventHandler, ExternalPrinter,
    GraphemeClusterMode,
};
use tokio::sync::mpsc;

use super::bindings::Bindings;
use super::completion::Assistant;
use super::desk::Desk;
use super::style::Style;
use crate::connection::Input;
use crate::limits::{ANSWER_WAIT, INPUT_QUEUE_MAX, KEY_WAIT, TYPED_HISTORY_MAX};
use crate::model::Line;
use crate::shown::Shown;

/// Prints above the line that is being edited.
pub(super) type AbovePrinter = Box<dyn ExternalPrinter + Send>;

/// An editor, and the way to print above its line where the terminal has one.
pub(super) struct Opened {
    pub(super) editor: LineEditor,
    pub(super) printer: Option<AbovePrinter>,
}

/// Reads lines from the terminal.
pub(super) struct LineEditor {
    editor: Editor<Assistant, MemHistory>,
    desk: Arc<Desk>,
    plain: bool,
}

/// Opens the terminal.
pub(super) fn open(desk: Arc<Desk>) -> rustyline::Result<Opened> {
    let config = Config::builder()
        .max_history_size(TYPED_HISTORY_MAX)?
        .completion_type(CompletionType::List)
        // Where the terminal draws a joined emoji wider than this counts it, an old copy of the line is left
        // standing; counted wider than drawn, it would erase what others said above it.
        .grapheme_cluster_mode(GraphemeClusterMode::Unicode)
        .keyseq_timeout(u16::try_from(KEY_WAIT.as_millis()).ok())
        // The prompt is kept up to date by what the editor calls highlighting; the style minds NO_COLOR.
        .color_mode(ColorMode::Forced)
        .build();
    let history = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, history)?;
    // A terminal without cursor movement has no such printer; there, lines simply follow each other.
    let printer = editor.create_external_printer().ok();
    let plain = printer.is_none();
    Ok(Opened {
        editor: LineEditor {
            editor,
            desk,
            plain,
        },
        printer: printer.map(|printer| Box::new(printer) as AbovePrinter),
    })
}

impl LineEditor {
    /// Starts to read as soon as the login succeeded. The channel closes when the person wants to leave.
    pub(super) fn start(
        mut self,
        style: Style,
        shown: mpsc::WeakSender<Shown>,
    ) -> mpsc::Receiver<Input> {
        let bindings = Box::new(Bindings {
            desk: Arc::clone(&self.desk),
            shown: shown.clone(),
        });
        self.editor
            .bind_sequence(Event::Any, EventHandler::Conditional(bindings));
        self.editor.set_helper(Some(Assistant {
            desk: Arc::clone(&self.desk),
            style,
            shown,
        }));
        let (sender, receiver) = mpsc::channel(INPUT_QUEUE_MAX);
        thread::spawn(move || {
            if self.desk.wait_for_login() {
                self.read(&sender);
            }
        });
        receiver
    }

    fn read(&mut self, inputs: &mpsc::Sender<Input>) {
        let mut number = 0;
        while let Some(typed) = self.next() {
            // Several lines at once come from the clipboard; each is a message.
            for text in typed.lines() {
                number += 1;
                let line = Line {
                    number,
                    text: text.to_owned(),
                };
                if inputs.blocking_send(Input::Line(line)).is_err() {
                    return;
                }
                self.desk.wait_for_answer(number, ANSWER_WAIT);
            }
        }
    }

    /// What is typed next; nothing if the person wants to leave.
    fn next(&mut self) -> Option<String> {
        loop {
            let start = self.desk.begin_line(self.plain)?;
            let initial = (start.text.as_str(), "");
            let read = self.editor.readline_with_initial(&start.prompt, initial);
            self.desk.end_line();
            match read {
                Ok(typed) => {
                    // A history that is not kept is no reason to stop typing.
                    let _ = self.editor.add_history_entry(typed.as_str());
                    return Some(typed);
                }
                Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {}
                Err(_) => return None,
            }
        }
    }
}
