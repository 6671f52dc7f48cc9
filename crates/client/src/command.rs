//! What a typed line asks for.

/// Every command of the client with what follows it, for completion and `/help`.
pub(crate) const COMMANDS: [&str; 9] = [
    "/ban",
    "/complain",
    "/exit",
    "/help",
    "/msg",
    "/private",
    "/quit",
    "/rules",
    "/status",
];

/// The commands that a name follows.
pub(crate) const NAMING: [&str; 4] = ["/ban", "/complain", "/msg", "/private"];

/// A line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Nothing is asked for.
    Empty,
    /// Say it to the common room.
    Say(String),
    /// Say it to one person.
    Private {
        /// To whom.
        to: String,
        /// What.
        text: String,
    },
    /// Complain about a name.
    Complain(String),
    /// Ask how things stand.
    Status,
    /// Ask for the rules.
    Rules,
    /// Leave.
    Exit,
    /// It cannot be meant like this; how it is meant.
    Mistake(String),
}

/// Understands a line without its end.
pub(crate) fn parse(line: &str) -> Command {
    let line = line.trim_end();
    if line.is_empty() {
        return Command::Empty;
    }
    if line.starts_with("//") {
        return Command::Say(line[1..].to_owned());
    }
    if !line.starts_with('/') {
        return Command::Say(line.to_owned());
    }
    let (word, rest) = first_word(line);
    match word {
        "/private" | "/msg" => private(rest),
        "/ban" | "/complain" => complain(rest),
        "/status" => Command::Status,
        "/rules" | "/help" => Command::Rules,
        "/exit" | "/quit" => Command::Exit,
        unknown => Command::Mistake(format!(
            "There is no command {unknown}. /help lists them; to say it, begin with // instead of /."
        )),
    }
}

fn private(rest: &str) -> Command {
    let (to, text) = first_word(rest);
    if to.is_empty() || text.is_empty() {
        return Command::Mistake("It is written /private NAME TEXT.".to_owned());
    }
    Command::Private {
        to: to.to_owned(),
        text: text.to_owned(),
    }
}

fn complain(rest: &str) -> Command {
    let (name, more) = first_word(rest);
    if name.is_empty() || !more.is_empty() {
        return Command::Mistake("It is written /ban NAME.".to_owned());
    }
    Command::Complain(name.to_owned())
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim_start()),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, parse};

    fn say(text: &str) -> Command {
        Command::Say(text.to_owned())
    }

    #[test]
    fn speech() {
        assert_eq!(parse("hello there "), say("hello there"));
        assert_eq!(parse("  indented"), say("  indented"));
        assert_eq!(parse("//etc/passwd"), say("/etc/passwd"));
        assert_eq!(parse(" \t"), Command::Empty);
    }

    #[test]
    fn commands_and_their_other_names() {
        let private = Command::Private {
            to: "bob".to_owned(),
            text: "hi  there".to_owned(),
        };
        assert_eq!(parse("/private bob hi  there"), private);
        assert_eq!(parse("/msg  bob\thi  there"), private);
        assert_eq!(parse("/ban bob"), Command::Complain("bob".to_owned()));
        assert_eq!(parse("/complain bob "), Command::Complain("bob".to_owned()));
        assert_eq!(parse("/status"), Command::Status);
        assert_eq!(parse("/help"), Command::Rules);
        assert_eq!(parse("/quit"), Command::Exit);
    }

    #[test]
    fn mistakes_say_how_it_is_meant() {
        for (line, hint) in [
            ("/private bob", "/private NAME TEXT"),
            ("/msg", "/private NAME TEXT"),
            ("/ban", "/ban NAME"),
            ("/ban bob and more", "/ban NAME"),
            ("/exti", "/exti"),
        ] {
            match parse(line) {
                Command::Mistake(words) => assert!(words.contains(hint), "{words}"),
                other => panic!("{line} was understood as {other:?}"),
            }
        }
    }
}
