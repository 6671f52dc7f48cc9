//! Terminal control sequences (ECMA-48, ISO 2022), skipped as a terminal would swallow them.

use std::str::Chars;

/// Moves `rest` behind the control sequence that `introducer` began.
///
/// A sequence that breaks off is given up where it does; a string (such as a window title) that
/// never ends takes the rest of the text, as it does in a terminal.
pub(super) fn skip_sequence(introducer: char, rest: &mut Chars<'_>) {
    match introducer {
        '\u{1b}' => skip_escape(rest),
        '\u{9b}' => skip_control_sequence(rest),
        '\u{8e}' | '\u{8f}' => skip_if(rest, |next| next.is_ascii_graphic()),
        _ => skip_string(rest),
    }
}

fn skip_escape(rest: &mut Chars<'_>) {
    match peek(rest) {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        Some('N' | 'O') => {
            rest.next();
            skip_if(rest, |next| next.is_ascii_graphic());
        }
        _ => {
            skip_while(rest, |next| matches!(next, ' '..='/'));
            skip_if(rest, |next| matches!(next, '0'..='~'));
        }
    }
}

fn skip_control_sequence(rest: &mut Chars<'_>) {
    skip_while(rest, |next| matches!(next, ' '..='?'));
    skip_if(rest, |next| matches!(next, '@'..='~'));
}

/// Ends behind a terminator, or before an escape that begins something else.
fn skip_string(rest: &mut Chars<'_>) {
    const BELL: char = '\u{7}';
    const CANCEL: char = '\u{18}';
    const SUBSTITUTE: char = '\u{1a}';
    const STRING_TERMINATOR: char = '\u{9c}';
    while let Some(next) = peek(rest) {
        if next == '\u{1b}' {
            if rest.as_str().starts_with("\u{1b}\\") {
                rest.nth(1);
            }
            return;
        }
        rest.next();
        if matches!(next, BELL | CANCEL | SUBSTITUTE | STRING_TERMINATOR) {
            return;
        }
    }
}

fn skip_while(rest: &mut Chars<'_>, belongs: impl Fn(char) -> bool) {
    while peek(rest).is_some_and(&belongs) {
        rest.next();
    }
}

fn skip_if(rest: &mut Chars<'_>, belongs: impl Fn(char) -> bool) {
    if peek(rest).is_some_and(belongs) {
        rest.next();
    }
}

fn peek(rest: &Chars<'_>) -> Option<char> {
    rest.clone().next()
}
