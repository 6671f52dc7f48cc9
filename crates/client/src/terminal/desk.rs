//! What the thread that edits and the thread that prints know of each other.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::people::People;
use super::prompt;
use crate::limits::NOTICE_WAIT;
use crate::shown::Standing;

/// Shared by both threads of a terminal; the lock is never held across a read or a write.
#[derive(Default)]
pub(super) struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    answered: Option<u64>,
    editing: bool,
    repaints: u64,
    closed: bool,
    given_back: Vec<String>,
    /// When the line that is being edited came back; until a key is pressed.
    came_back: Option<Instant>,
    instead: Option<String>,
    standing: Standing,
    people: People,
    rooms: Vec<String>,
    focus: Option<String>,
}

/// What a new line begins with.
#[derive(Default)]
pub(super) struct Start {
    pub(super) prompt: String,
    pub(super) text: String,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Waits for the login, however long it takes; false if there will be none.
    pub(super) fn wait_for_login(&self) -> bool {
        let waits = |state: &mut State| state.answered.is_none() && !state.closed;
        let state = self.changed.wait_while(self.state(), waits);
        !state.unwrap_or_else(PoisonError::into_inner).closed
    }

    /// Waits a moment for the answer to a line, so that it stands above the next prompt.
    pub(super) fn wait_for_answer(&self, number: u64, longest: Duration) {
        let waits = |state: &mut State| {
            !state.closed && state.answered.is_none_or(|answered| answered < number)
        };
        // When it takes longer, it appears above the prompt like everything else.
        drop(
            self.changed
                .wait_timeout_while(self.state(), longest, waits),
        );
    }

    /// The next line is about to be edited; nothing if there is to be none. In a `plain` terminal there is
    /// no prompt, and nothing appears above it.
    pub(super) fn begin_line(&self, plain: bool) -> Option<Start> {
        let mut state = self.state();
        if state.closed {
            return None;
        }
        if plain {
            return Some(Start::default());
        }
        state.editing = true;
        let text = std::mem::take(&mut state.given_back).join("\n");
        state.came_back = (!text.is_empty()).then(Instant::now);
        Some(Start {
            prompt: prompt::of(state.standing, state.focus.as_deref()),
            text,
        })
    }

    /// A key is pressed. Whether it is the first one below a line that came back, and comes too soon to be
    /// meant for that.
    pub(super) fn was_typed_ahead(&self) -> bool {
        let came_back = self.state().came_back.take();
        came_back.is_some_and(|moment| moment.elapsed() < NOTICE_WAIT)
    }

    /// The line is complete, or there is none.
    pub(super) fn end_line(&self) {
        self.change(|state| state.editing = false);
    }

    /// Whether a line is being edited right now.
    pub(super) fn is_editing(&self) -> bool {
        self.state().editing
    }

    /// The prompt is painted anew: how it reads by now, in the room that it had.
    pub(super) fn repainted(&self, prompt: &str) -> String {
        let mut painted = String::new();
        self.change(|state| {
            state.repaints += 1;
            painted = prompt::refreshed(prompt, state.standing);
        });
        painted
    }

    /// The line that is being edited shall become this one.
    pub(super) fn replace_line(&self, by: String) {
        self.state().instead = Some(by);
    }

    /// What the line shall become, asked for once.
    pub(super) fn replacement(&self) -> Option<String> {
        self.state().instead.take()
    }

    /// How often the prompt was painted.
    pub(super) fn repaints(&self) -> u64 {
        self.state().repaints
    }

    /// Waits until the editor took something in, or stopped editing.
    pub(super) fn wait_for_repaint(&self, before: u64) {
        let waits = |state: &mut State| state.editing && state.repaints == before;
        drop(self.changed.wait_while(self.state(), waits));
    }

    /// Puts a line into the next empty editor; false if one is being edited already.
    pub(super) fn give_back(&self, line: String) -> bool {
        let mut state = self.state();
        if !state.editing {
            state.given_back.push(line);
        }
        !state.editing
    }

    pub(super) fn set_answered(&self, number: u64) {
        self.change(|state| state.answered = state.answered.max(Some(number)));
    }

    pub(super) fn set_standing(&self, standing: Standing) {
        self.change(|state| state.standing = standing);
    }

    pub(super) fn with_people<T>(&self, look: impl FnOnce(&mut People) -> T) -> T {
        look(&mut self.state().people)
    }

    pub(super) fn set_rooms(&self, rooms: Vec<String>) {
        self.state().rooms = rooms;
    }

    /// Where what is typed goes; the next prompt tells it.
    pub(super) fn set_focus(&self, room: Option<String>) {
        self.state().focus = room;
    }

    /// Looks at the names of people and rooms.
    pub(super) fn with_names<T>(&self, look: impl FnOnce(&People, &[String]) -> T) -> T {
        let state = self.state();
        look(&state.people, &state.rooms)
    }

    /// Nothing will be shown any more, so nothing needs to be typed.
    pub(super) fn close(&self) {
        self.change(|state| state.closed = true);
    }
}
