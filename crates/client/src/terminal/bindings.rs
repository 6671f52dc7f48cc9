//! Looks at every key before the line editor does.

use std::sync::Arc;

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, KeyCode, KeyEvent, Modifiers, RepeatCount,
};
use tokio::sync::mpsc;

use super::desk::Desk;
use super::printer::retrievable;
use crate::shown::Shown;

/// Decides which keys do something else here than in every line editor.
pub(super) struct Bindings {
    pub(super) desk: Arc<Desk>,
    /// Weak, so that what is shown ends with the session, not with the editor.
    pub(super) shown: mpsc::WeakSender<Shown>,
}

impl ConditionalEventHandler for Bindings {
    fn handle(
        &self,
        event: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let key = *event.get(0)?;
        if waits_for_another(key) {
            return Some(Cmd::Noop);
        }
        if !self.desk.was_typed_ahead() {
            return None;
        }
        self.desk.replace_line(typed(key)?);
        self.show_above(context.line());
        // No other command replaces a line and leaves the cursor behind it.
        Some(Cmd::Complete)
    }
}

impl Bindings {
    /// Where the screen is too far behind to show it, the arrow keys have it all the same.
    fn show_above(&self, line: &str) {
        if let Some(shown) = self.shown.upgrade() {
            let _ = shown.try_send(Shown::Trouble(retrievable(line)));
        }
    }
}

/// Whether the editor would wait for a further key behind this one, and show nothing that arrives until it
/// comes: searching the history, the next key as it is, two keys in a row, looking for a letter.
fn waits_for_another(KeyEvent(code, modifiers): KeyEvent) -> bool {
    modifiers.contains(Modifiers::CTRL)
        && matches!(code, KeyCode::Char('R' | 'S' | 'Q' | 'V' | 'X' | ']'))
}

/// What a key adds to a new line: a letter, or for Enter nothing, as nobody means to send the old one again.
fn typed(KeyEvent(code, modifiers): KeyEvent) -> Option<String> {
    match code {
        KeyCode::Char(letter) if modifiers.is_empty() => Some(letter.to_string()),
        KeyCode::Enter => Some(String::new()),
        _ => None,
    }
}
