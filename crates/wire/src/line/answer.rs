//! What the door answers by itself, without asking the chat.

use hourglass_core::Refusal;

use super::{NOTICE, put_line};
use crate::name::NameError;
use crate::room::RoomNameError;
use crate::text::printable;
use crate::words::{self, Farewell, LoginRefusal};

/// An answer of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// A private message without a name or a text.
    PrivateSyntax,
    /// A complaint without a name.
    ComplainSyntax,
    /// A command without what it needs.
    Incomplete {
        /// How it is written.
        template: &'a str,
    },
    /// A room's name that cannot be one.
    BadRoomName {
        /// Why.
        error: &'a RoomNameError,
    },
    /// A command that there is not.
    UnknownCommand {
        /// The word, as [`super::LineRequest::Unknown`] has it.
        word: &'a str,
    },
    /// The rules.
    Rules {
        /// Their text, of any number of lines.
        text: &'a str,
    },
    /// A line over the limit.
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// How many a message may have.
        limit: usize,
    },
}

/// Writes the lines of an answer to the end of `out`.
pub fn answer(answer: Answer<'_>, out: &mut Vec<u8>) {
    match answer {
        Answer::PrivateSyntax => {
            put_line(out, &["Incorrect syntax for private message."]);
            put_line(out, &["Template: /private <username> <message>"]);
        }
        Answer::ComplainSyntax => put_line(out, &[NOTICE, "Template: /ban <username>"]),
        Answer::Incomplete { template } => put_line(out, &[NOTICE, "Template: ", template]),
        Answer::BadRoomName { error } => put_line(out, &[NOTICE, &error.to_string()]),
        Answer::UnknownCommand { word } => put_line(
            out,
            &[
                NOTICE,
                "There is no command ",
                word,
                ". See /rules for those there are.",
            ],
        ),
        Answer::Rules { text } => {
            for line in text.lines() {
                put_line(out, &[NOTICE, &printable(line)]);
            }
        }
        Answer::TooLong { characters, limit } => {
            let length = characters;
            refused(&Refusal::TooLong { length, limit }, out);
        }
    }
}

/// Writes why a command was not carried out.
pub fn refused(refusal: &Refusal, out: &mut Vec<u8>) {
    let prefix = if is_fixed(refusal) { "" } else { NOTICE };
    put_line(out, &[prefix, &words::refusal(refusal)]);
}

/// Whether the door has had this line from the start, so that it stands without the mark of a
/// notice.
fn is_fixed(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Silenced { .. }
            | Refusal::AllowanceSpent { .. }
            | Refusal::ToYourself
            | Refusal::UnknownName { .. }
            | Refusal::ComplaintAboutUnknown { .. }
    )
}

/// Writes why a login was refused. The prompt for the next attempt is the caller's.
pub fn login_refused(refusal: &LoginRefusal, out: &mut Vec<u8>) {
    let is_fixed = matches!(
        refusal,
        LoginRefusal::WrongPassword | LoginRefusal::InvalidName(NameError::SeveralWords)
    );
    let prefix = if is_fixed { "" } else { NOTICE };
    put_line(out, &[prefix, &refusal.to_string()]);
}

/// Writes why the connection ends.
pub fn farewell(farewell: Farewell, out: &mut Vec<u8>) {
    put_line(out, &[NOTICE, &farewell.to_string()]);
}
