//! What Tab does, and the prompt that is always up to date.

mod candidates;

use std::borrow::Cow;
use std::sync::Arc;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper, Result};
use tokio::sync::mpsc;

use super::desk::Desk;
use super::style::Style;
use crate::shown::Shown;
use candidates::Candidates;

/// Helps the line editor.
pub(super) struct Assistant {
    pub(super) desk: Arc<Desk>,
    pub(super) style: Style,
    /// Weak, so that what is shown ends with the session, not with the editor.
    pub(super) shown: mpsc::WeakSender<Shown>,
}

impl Helper for Assistant {}
impl Hinter for Assistant {
    type Hint = String;
}
impl Validator for Assistant {}

impl Highlighter for Assistant {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        default: bool,
    ) -> Cow<'b, str> {
        let painted = self.desk.repainted(prompt);
        if default {
            Cow::Owned(self.style.prompt(&painted))
        } else {
            Cow::Borrowed(prompt)
        }
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    /// Never gives the editor a choice: it would show nothing that arrives until the person has chosen.
    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        if let Some(instead) = self.desk.replacement() {
            return Ok((0, vec![pair(instead)]));
        }
        let before = &line[..position];
        let candidates = self
            .desk
            .with_names(|people, rooms| Candidates::of(before, people, rooms));
        let longer = candidates.longer();
        if longer.is_none() && candidates.is_ambiguous() {
            self.list(&candidates);
        }
        Ok((candidates.start(), longer.map(pair).into_iter().collect()))
    }
}

fn pair(word: String) -> Pair {
    Pair {
        display: word.clone(),
        replacement: word,
    }
}

impl Assistant {
    /// Shows all of them above the line. Where the screen is that far behind, nobody reads it anyway.
    fn list(&self, candidates: &Candidates<'_>) {
        if let Some(shown) = self.shown.upgrade() {
            let _ = shown.try_send(Shown::Answer(vec![candidates.listed()]));
        }
    }
}
