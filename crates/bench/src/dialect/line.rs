//! Lines, to the line door and to the comparison servers.

use anyhow::{Result, bail};
use memchr::{memchr, memchr_iter, memmem};

use super::{Entrance, Heard};
use crate::payload::{Stamp, TEXT_BYTES};

const PASSWORD: &str = "a password for benchmarks";

pub(super) fn write_login(name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("{name}\n{PASSWORD}\n").as_bytes());
}

pub(super) fn enter(bytes: &[u8]) -> Result<Entrance> {
    // Prompts do not end lines, so that the first whole line is the answer.
    let Some(end) = memchr(b'\n', bytes) else {
        return Ok(Entrance::Wait);
    };
    if memmem::find(&bytes[..end], b"Welcome to chat, ").is_none() {
        bail!(
            "the server answers a login with: {}",
            String::from_utf8_lossy(&bytes[..end])
        );
    }
    Ok(Entrance::Inside(end + 1))
}

/// With a name, the line is as a server delivers it; without, as it is said.
pub(super) fn write_message(name: &str, stamp: Stamp, out: &mut Vec<u8>) {
    if !name.is_empty() {
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b":\t");
    }
    stamp.write(out);
    out.push(b'\n');
}

#[inline]
pub(super) fn scan(bytes: &[u8], hear: &mut impl FnMut(Heard)) -> usize {
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes) {
        let line = &bytes[start..end];
        start = end + 1;
        let text = line.len().checked_sub(TEXT_BYTES);
        if let Some(stamp) = text.and_then(|text| Stamp::read(&line[text..])) {
            hear(Heard::Message(stamp));
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::{Entrance, Heard, enter, scan, write_message};
    use crate::payload::Stamp;

    const STAMP: Stamp = Stamp {
        sender: 2,
        number: 7,
        sent_at: 99,
    };

    #[test]
    fn a_login_is_over_with_its_first_line() {
        assert_eq!(enter(b"Enter login: Enter pass").unwrap(), Entrance::Wait);
        let welcome = b"Enter login: Enter password: Welcome to chat, b1!\nmore";
        assert_eq!(enter(welcome).unwrap(), Entrance::Inside(50));
        assert!(enter(b"Enter password: Wrong password. Try again.\n").is_err());
    }

    #[test]
    fn messages_are_found_among_other_lines() {
        let mut bytes = b"User b1 has joined the chat\n".to_vec();
        write_message("b000002", STAMP, &mut bytes);
        let whole = bytes.len();
        bytes.extend_from_slice(b"b000002:\t@00");
        let mut heard = Vec::new();
        assert_eq!(scan(&bytes, &mut |one| heard.push(one)), whole);
        assert_eq!(heard, [Heard::Message(STAMP)]);
    }
}
