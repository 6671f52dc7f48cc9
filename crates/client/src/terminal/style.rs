//! How lines look in a terminal.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::shown::Speech;

const DIM: &str = "\x1b[2m";
const NOTICE: &str = "\x1b[36m";
const TROUBLE: &str = "\x1b[33m";
const PRIVATE: &str = "\x1b[1;35m";
const END: &str = "\x1b[0m";

/// The colours of names: none of those that notices have.
const NAMES: [&str; 6] = [
    "\x1b[1;32m",
    "\x1b[1;34m",
    "\x1b[32m",
    "\x1b[34m",
    "\x1b[1;92m",
    "\x1b[1;94m",
];

/// With colours or without.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    colours: bool,
}

impl Style {
    /// Colours, unless `NO_COLOR` or a terminal that cannot show them is set.
    pub(super) fn of_environment() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        Self {
            colours: !unwanted && !dumb,
        }
    }

    /// Somebody said something.
    pub(super) fn speech(self, speech: &Speech) -> String {
        let time = self.paint(DIM, &hour_and_minute(speech.sent_at));
        let colour = match speech.to {
            Some(_) => PRIVATE,
            None => colour_of(&speech.from),
        };
        let mark = self.paint(colour, &speech.mark());
        format!("{time} {mark} {}\n", speech.text)
    }

    /// Something happened.
    pub(super) fn notice(self, words: &str) -> String {
        self.remark(NOTICE, words)
    }

    /// Something is wrong.
    pub(super) fn trouble(self, words: &str) -> String {
        self.remark(TROUBLE, words)
    }

    /// Lines that answer a question.
    pub(super) fn answer(self, lines: &[String]) -> String {
        let paint = |line: &String| format!("{}\n", self.paint(NOTICE, line));
        lines.iter().map(paint).collect()
    }

    /// A prompt.
    pub(super) fn prompt(self, prompt: &str) -> String {
        self.paint(DIM, prompt)
    }

    fn remark(self, colour: &str, words: &str) -> String {
        let time = self.paint(DIM, &hour_and_minute(now()));
        format!("{time} {}\n", self.paint(colour, &format!("* {words}")))
    }

    fn paint(self, colour: &str, text: &str) -> String {
        if self.colours {
            format!("{colour}{text}{END}")
        } else {
            text.to_owned()
        }
    }
}

/// The same for a name at all times, on all machines.
fn colour_of(name: &str) -> &'static str {
    let sum = name.bytes().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    NAMES[sum % NAMES.len()]
}

fn now() -> u64 {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since_1970.map_or(0, |time| {
        u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
    })
}

/// The local time of day; a time beyond all calendars has none.
fn hour_and_minute(milliseconds: u64) -> String {
    i64::try_from(milliseconds)
        .ok()
        .and_then(|time| Timestamp::from_millisecond(time).ok())
        .map(|time| {
            time.to_zoned_datetime(TimeZone::system())
                .strftime("%H:%M")
                .to_string()
        })
        .unwrap_or_else(|| "--:--".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Style, hour_and_minute};
    use crate::shown::Speech;

    fn speech(to: Option<&str>, mine: bool) -> Speech {
        Speech {
            sent_at: 0,
            from: "bob".to_owned(),
            to: to.map(str::to_owned),
            room: None,
            is_action: false,
            text: "hi".to_owned(),
            mine,
            echo: false,
            expires: Instant::now(),
        }
    }

    #[test]
    fn without_colours_there_is_no_escape_sequence() {
        let style = Style { colours: false };
        for line in [
            style.speech(&speech(None, false)),
            style.notice("words"),
            style.trouble("words"),
            style.answer(&["words".to_owned()]),
            style.prompt("> "),
        ] {
            assert!(!line.contains('\x1b'), "{line:?}");
        }
    }

    #[test]
    fn marks() {
        let style = Style { colours: false };
        let line = |to, mine| style.speech(&speech(to, mine)).split_off(6);
        assert_eq!(line(None, false), "bob: hi\n");
        assert_eq!(line(None, true), "you: hi\n");
        assert_eq!(line(Some("alice"), false), ">> bob: hi\n");
        assert_eq!(line(Some("alice"), true), "you >> alice: hi\n");
    }

    #[test]
    fn an_impossible_time_is_no_reason_to_fail() {
        assert_eq!(hour_and_minute(u64::MAX), "--:--");
    }
}
