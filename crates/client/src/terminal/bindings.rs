//! Looks at every key before the line editor does.

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, KeyCode, KeyEvent, Modifiers, RepeatCount,
};

/// Decides which keys do something else here than in every line editor.
pub(super) struct Bindings;

impl ConditionalEventHandler for Bindings {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        let key = event.get(0)?;
        waits_for_another(*key).then_some(Cmd::Noop)
    }
}

/// Whether the editor would wait for a further key behind this one, and show nothing that arrives until it
/// comes: searching the history, the next key as it is, two keys in a row, looking for a letter.
fn waits_for_another(KeyEvent(code, modifiers): KeyEvent) -> bool {
    modifiers.contains(Modifiers::CTRL)
        && matches!(code, KeyCode::Char('R' | 'S' | 'Q' | 'V' | 'X' | ']'))
}
