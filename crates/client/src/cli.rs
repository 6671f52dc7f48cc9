//! The command line of `hourglass client`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::connection::Address;

const HOST: &str = "127.0.0.1";
const PORT: &str = "8000";

const ENDING: &str = "\
In a terminal: type and press Enter. Tab completes commands and names, the
arrow keys bring back what was typed; /help lists the commands; /exit, Ctrl-C
or Ctrl-D leaves.

With a pipe at either end: every line of standard input is said or, beginning
with /, is a command; what others say, what was missed included, goes to
standard output, and notices and reasons go to standard error. The program ends
at the end of its input, once everything is confirmed, and gives up when a line
has waited for that for 60 seconds.

The password is asked for, or taken from HOURGLASS_PASSWORD or from the file of
--password-file. The first login with a name registers it with that password.

Exit codes:
  0  left; with a pipe: everything was said
  1  the terminal or the standard output failed
  2  wrong usage, or no password
  3  no server was reached
  4  the server refused the login
  5  a line was refused or never confirmed

Examples:
  hourglass client alice
  hourglass client -H chat.example.org -p 8000 alice
  echo \"build is green\" | hourglass client --password-file bot.password bot";

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) password_file: Option<PathBuf>,
}

/// The subcommand `client`.
pub fn cli() -> Command {
    Command::new("client")
        .about("Join the chat from a terminal, or speak into it from a script")
        .after_help(ENDING)
        .arg(
            Arg::new("host")
                .short('H')
                .long("host")
                .value_name("HOST")
                .default_value(HOST)
                .help("Where the server is"),
        )
        .arg(
            Arg::new("port")
                .short('p')
                .long("port")
                .value_name("PORT")
                .default_value(PORT)
                .value_parser(value_parser!(u16).range(1..))
                .help("The port it listens on"),
        )
        .arg(
            Arg::new("password-file")
                .long("password-file")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Read the password from the first line of FILE"),
        )
        .arg(
            Arg::new("username")
                .value_name("USERNAME")
                .required(true)
                .help("Your name in the chat: one word, 1 to 32 characters"),
        )
}

impl Arguments {
    /// The arguments of a command line that [`cli`] accepted; a text that says what is missing otherwise.
    pub(crate) fn read(matches: &ArgMatches) -> Result<Self, String> {
        let text = |id: &str| {
            matches
                .get_one::<String>(id)
                .cloned()
                .ok_or_else(|| format!("{id} is missing"))
        };
        Ok(Self {
            address: Address {
                host: text("host")?,
                port: matches
                    .get_one::<u16>("port")
                    .copied()
                    .ok_or("port is missing")?,
            },
            name: text("username")?,
            password_file: matches.get_one::<PathBuf>("password-file").cloned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, cli};

    #[test]
    fn the_definition_is_sound() {
        cli().debug_assert();
    }

    #[test]
    fn defaults_and_short_forms() {
        let plain = cli().get_matches_from(["client", "alice"]);
        let arguments = Arguments::read(&plain).unwrap();
        assert_eq!(arguments.address.to_string(), "127.0.0.1:8000");
        assert_eq!(arguments.name, "alice");
        assert_eq!(arguments.password_file, None);

        let full = cli().get_matches_from(["client", "-H", "::1", "-p", "9", "alice"]);
        let arguments = Arguments::read(&full).unwrap();
        assert_eq!(arguments.address.to_string(), "[::1]:9");
    }

    #[test]
    fn a_password_is_no_argument() {
        assert!(
            cli()
                .try_get_matches_from(["client", "alice", "secret"])
                .is_err()
        );
        assert!(
            cli()
                .try_get_matches_from(["client", "--password", "x", "alice"])
                .is_err()
        );
    }
}
