//! What the server prints on start: where it listens and how to join, to be copied.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// What a shell runs this program with: the path that it was called by, or its name where that is on the
/// search path.
pub(crate) fn program() -> String {
    called_as(std::env::args_os().next())
}

fn called_as(first_argument: Option<OsString>) -> String {
    let path = first_argument.and_then(|argument| argument.into_string().ok());
    match path {
        Some(path) if path.contains('/') => quoted(path),
        _ => "hourglass".to_owned(),
    }
}

/// One word of a shell's.
fn quoted(path: String) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+".contains(letter);
    if path.chars().all(is_plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// The lines for a server that listens on `address`, and for clients that are this `program` too.
pub(crate) fn invitation(address: SocketAddr, program: &str) -> String {
    let host = if address.ip().is_unspecified() {
        address_for_others(address.ip()).map_or("YOUR_HOST".to_owned(), |host| host.to_string())
    } else {
        address.ip().to_string()
    };
    lines(address, &host, program)
}

fn lines(address: SocketAddr, host: &str, program: &str) -> String {
    let port = address.port();
    format!(
        "Hourglass listens on {address}\n\
         Join with our client:  {program} client -H {host} -p {port} YOUR_NAME\n\
         Join with netcat:      nc {host} {port}\n"
    )
}

/// An address under which other machines can probably reach this one: the one it would use itself to
/// reach the internet. Nothing is sent to find out.
fn address_for_others(listening: IpAddr) -> Option<IpAddr> {
    let v4 = || {
        source_address(
            (Ipv4Addr::UNSPECIFIED, 0).into(),
            (Ipv4Addr::new(192, 0, 2, 1), 9).into(),
        )
    };
    let v6 = || {
        let documentation = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
        source_address((Ipv6Addr::UNSPECIFIED, 0).into(), (documentation, 9).into())
    };
    // A socket bound to :: takes IPv4 as well.
    if listening.is_ipv4() {
        v4()
    } else {
        v4().or_else(v6)
    }
}

fn source_address(from: SocketAddr, to: SocketAddr) -> Option<IpAddr> {
    let socket = UdpSocket::bind(from).ok()?;
    socket.connect(to).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{address_for_others, called_as, invitation, lines};
    use std::net::IpAddr;

    #[test]
    fn three_lines_that_can_be_copied() {
        let expected = "\
Hourglass listens on 127.0.0.1:8000
Join with our client:  hourglass client -H 127.0.0.1 -p 8000 YOUR_NAME
Join with netcat:      nc 127.0.0.1 8000
";
        let address = ([127, 0, 0, 1], 8000).into();
        assert_eq!(invitation(address, "hourglass"), expected);
    }

    #[test]
    fn the_client_is_called_as_the_server_was() {
        let called = |argument: &str| called_as(Some(argument.into()));
        assert_eq!(called("hourglass"), "hourglass");
        assert_eq!(
            called("target/release/hourglass"),
            "target/release/hourglass"
        );
        assert_eq!(called("/my chat's/hourglass"), r"'/my chat'\''s/hourglass'");
        assert_eq!(called_as(None), "hourglass");
    }

    #[test]
    fn brackets_stand_only_where_an_address_has_its_port() {
        let address = "[::1]:8000".parse().expect("an address");
        let text = invitation(address, "hourglass");
        assert!(
            text.starts_with("Hourglass listens on [::1]:8000\n"),
            "{text}"
        );
        assert!(text.contains(" -H ::1 -p 8000 "), "{text}");
        assert!(text.ends_with("nc ::1 8000\n"), "{text}");
    }

    #[test]
    fn nobody_is_invited_to_an_address_that_is_none() {
        for any in ["0.0.0.0:8000", "[::]:8000"] {
            let text = invitation(any.parse().expect("an address"), "hourglass");
            assert!(
                !text.contains("-H 0.0.0.0") && !text.contains("-H ::"),
                "{text}"
            );
        }
        let text = lines(([0, 0, 0, 0], 1).into(), "192.0.2.7", "hourglass");
        assert!(
            text.contains("0.0.0.0:1\n") && text.ends_with("nc 192.0.2.7 1\n"),
            "{text}"
        );
    }

    #[test]
    fn an_address_for_others_is_of_a_family_that_is_listened_on() {
        let any: IpAddr = [0, 0, 0, 0].into();
        assert!(address_for_others(any).is_none_or(|address| address.is_ipv4()));
    }
}
