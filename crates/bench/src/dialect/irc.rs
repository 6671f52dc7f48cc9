//! IRC, to our own server and to the servers of others that it is compared with.

use anyhow::{Result, bail};
use memchr::{memchr, memchr_iter};

use super::{Entrance, Heard};
use crate::payload::{Stamp, TEXT_BYTES};

/// How somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// With a name and its password; the server puts them into the room by itself.
    Account,
    /// With a nickname only; the room is joined when the greeting is over.
    Nickname,
}

const PASSWORD: &str = "a password for benchmarks";
const ROOM: &str = "#lobby";

/// Numerics, each the second word of its line.
const END_OF_NAMES: &[u8] = b"366";
const END_OF_MOTD: &[u8] = b"376";
const NO_MOTD: &[u8] = b"422";

pub(super) fn write_login(entry: Entry, name: &str, out: &mut Vec<u8>) {
    if entry == Entry::Account {
        out.extend_from_slice(format!("PASS :{name}:{PASSWORD}\r\n").as_bytes());
    }
    out.extend_from_slice(format!("NICK {name}\r\nUSER bench 0 * :bench\r\n").as_bytes());
}

/// Goes line by line until something is to be sent or the list of names in the room has ended.
pub(super) fn enter(entry: Entry, bytes: &[u8]) -> Result<Entrance> {
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes) {
        let line = &bytes[start..end];
        start = end + 1;
        let mut words = line.split(|&byte| byte == b' ');
        let source = words.next().unwrap_or_default();
        let word = words.next().unwrap_or_default();
        let is_greeted = word == END_OF_MOTD || word == NO_MOTD;
        if source == b"PING" {
            return Ok(Entrance::Send(start, PONG.to_vec()));
        } else if word == END_OF_NAMES {
            return Ok(Entrance::Inside(start));
        } else if is_greeted && entry == Entry::Nickname {
            let join = format!("JOIN {ROOM}\r\n");
            return Ok(Entrance::Send(start, join.into_bytes()));
        } else if source == b"ERROR" || (is_refusal(word) && !is_greeted) {
            let answer = String::from_utf8_lossy(line);
            bail!("the server answers a login with: {answer}");
        }
    }
    Ok(match start {
        0 => Entrance::Wait,
        // What was looked at need not be looked at again.
        used => Entrance::Send(used, Vec::new()),
    })
}

fn is_refusal(word: &[u8]) -> bool {
    matches!(word, [b'4' | b'5', b'0'..=b'9', b'0'..=b'9'] | b"FAIL")
}

pub(super) fn write_message(stamp: Stamp, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("PRIVMSG {ROOM} :").as_bytes());
    stamp.write(out);
    out.extend_from_slice(b"\r\n");
}

const PONG: &[u8] = b"PONG :bench\r\n";

pub(super) fn write_pong(out: &mut Vec<u8>) {
    out.extend_from_slice(PONG);
}

#[inline]
pub(super) fn scan(bytes: &[u8], hear: &mut impl FnMut(Heard)) -> usize {
    /// What follows a text.
    const END: usize = 1;
    let mut start = 0;
    while let Some(length) = memchr(b'\n', &bytes[start..]) {
        let line = &bytes[start..start + length];
        start += length + 1;
        let text = line.len().checked_sub(TEXT_BYTES + END);
        if let Some(stamp) = text.and_then(|text| Stamp::read(&line[text..])) {
            hear(Heard::Message(stamp));
        } else if is_ping(line) {
            hear(Heard::Ping);
        }
    }
    start
}

fn is_ping(line: &[u8]) -> bool {
    let command = match (line.first(), memchr(b' ', line)) {
        (Some(b':'), Some(space)) => &line[space + 1..],
        _ => line,
    };
    command.starts_with(b"PING ")
}

#[cfg(test)]
mod tests {
    use super::{Entrance, Entry, Heard, PONG, enter, scan, write_login, write_message};
    use crate::payload::Stamp;

    const STAMP: Stamp = Stamp {
        sender: 2,
        number: 7,
        sent_at: 99,
    };

    #[test]
    fn an_account_says_its_password_first() {
        let mut out = Vec::new();
        write_login(Entry::Account, "b1", &mut out);
        let login = "PASS :b1:a password for benchmarks\r\nNICK b1\r\nUSER bench 0 * :bench\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), login);
        let mut out = Vec::new();
        write_login(Entry::Nickname, "b1", &mut out);
        assert!(out.starts_with(b"NICK b1\r\n"));
    }

    #[test]
    fn a_login_is_over_with_the_last_name_in_the_room() {
        let entered = |bytes| enter(Entry::Nickname, bytes).unwrap();
        assert_eq!(entered(b":s 001 b1 :Wel"), Entrance::Wait);
        let greeted = b":s 001 b1 :Welcome\r\n:s 422 b1 :No MOTD\r\n";
        let join = b"JOIN #lobby\r\n".to_vec();
        assert_eq!(entered(greeted), Entrance::Send(greeted.len(), join));
        assert_eq!(
            enter(Entry::Account, greeted).unwrap(),
            Entrance::Send(greeted.len(), Vec::new())
        );
        let names = b":b1!b@h JOIN #lobby\r\n:s 353 b1 = #lobby :b1\r\n:s 366 b1 #lobby :End\r\n";
        assert_eq!(entered(names), Entrance::Inside(names.len()));
    }

    #[test]
    fn a_refusal_ends_a_login() {
        for line in [
            ":s 433 * b1 :Nickname is in use\r\n",
            ":s FAIL * ACCOUNT_REQUIRED :Log in\r\n",
            "ERROR :Closing link\r\n",
        ] {
            assert!(enter(Entry::Account, line.as_bytes()).is_err(), "{line}");
        }
    }

    #[test]
    fn a_question_for_a_sign_of_life_is_answered_before_the_greeting_too() {
        let sent = enter(Entry::Nickname, b"PING :cookie\r\n").unwrap();
        assert_eq!(sent, Entrance::Send(14, PONG.to_vec()));
    }

    #[test]
    fn messages_are_found_among_other_lines() {
        let mut bytes = b":b1!b@h JOIN #lobby\r\n:s PING b1 :token\r\n:b000002!b@h ".to_vec();
        write_message(STAMP, &mut bytes);
        let whole = bytes.len();
        bytes.extend_from_slice(b":b000002!b@h PRIVMSG #lobby :@00");
        let mut heard = Vec::new();
        assert_eq!(scan(&bytes, &mut |one| heard.push(one)), whole);
        assert_eq!(heard, [Heard::Ping, Heard::Message(STAMP)]);
    }
}
