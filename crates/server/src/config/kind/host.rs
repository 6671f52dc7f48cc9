//! The address to listen on.

use std::net::{IpAddr, Ipv6Addr};

use super::{Kind, Shown};

/// The longest name in the domain name system, in bytes.
const HOST_NAME_BYTES_MAX: usize = 253;

/// An IP address or a host name, without a port. Square brackets round an IPv6 address are taken off.
#[derive(Debug)]
pub(crate) struct Host;

impl Kind for Host {
    type Value = String;

    fn placeholder(&self) -> &'static str {
        "ADDRESS"
    }

    fn parse(&self, text: &str) -> Option<String> {
        if let Some(inner) = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            return inner
                .parse::<Ipv6Addr>()
                .ok()
                .map(|address| address.to_string());
        }
        let known = text.parse::<IpAddr>().is_ok() || is_host_name(text);
        known.then(|| text.to_owned())
    }

    fn allowed(&self) -> String {
        "an IP address or a host name, without a port".to_owned()
    }

    fn show(&self, value: &String) -> Shown {
        Shown::Quoted(value.clone())
    }
}

fn is_host_name(text: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    // A mistyped IPv4 address such as 127.0.0.256 would otherwise pass for a name.
    let numeric = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (1..=HOST_NAME_BYTES_MAX).contains(&text.len()) && text.bytes().all(letters) && !numeric
}
