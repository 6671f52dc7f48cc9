//! `VERSION`, `TIME`, `INFO`, `ADMIN` and `LINKS`: about the server.

use std::time::{SystemTime, UNIX_EPOCH};

use hourglass_core::Timestamp;
use hourglass_wire::irc::{put_timestamp, reply};

use crate::door::irc::call::Call;

pub(super) fn version(call: &mut Call<'_>) {
    if !is_this_server(call) {
        return;
    }
    let facts = &call.facts.irc.server;
    call.tell(|to, out| {
        reply::version(to, facts, out);
        reply::isupport(to, facts, out);
    });
}

pub(super) fn time(call: &mut Call<'_>) {
    if !is_this_server(call) {
        return;
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let mut words = Vec::new();
    put_timestamp(Timestamp(now.as_secs() * 1_000), &mut words);
    let words = String::from_utf8_lossy(&words);
    call.tell(|to, out| reply::time(to, now.as_secs(), &words, out));
}

pub(super) fn info(call: &mut Call<'_>) {
    if !is_this_server(call) {
        return;
    }
    let facts = &call.facts.irc.server;
    let lines = [
        facts.version.as_str(),
        "A group chat that forgets.",
        "The same rooms are open to nc, telnet and clients of the JSON protocol, on the same port.",
        "RULES says how the chat works.",
    ];
    call.tell(|to, out| reply::info(to, &lines, out));
}

pub(super) fn admin(call: &mut Call<'_>) {
    if !is_this_server(call) {
        return;
    }
    let lines = [
        "Nobody stands above the others here.",
        "Whoever opens a room runs it; complaints keep order.",
        "RULES says how the chat works.",
    ];
    call.tell(|to, out| reply::admin(to, &lines, out));
}

pub(super) fn links(call: &mut Call<'_>) {
    // Nothing is linked: this server is the whole network.
    call.tell(|to, out| reply::numeric(to, "365", &["*"], "End of /LINKS list", out));
}

/// Whether this server is asked; another one there is not, which is answered.
pub(super) fn is_this_server(call: &mut Call<'_>) -> bool {
    let asked = call.parameter(0);
    let is_this =
        asked.is_empty() || fits(asked, &call.facts.irc.server.name) || asked == &*call.client.name;
    if !is_this {
        call.tell(|to, out| reply::no_such_server(to, asked, out));
    }
    is_this
}

/// Whether a server's name fits a mask with `*`.
fn fits(mask: &str, name: &str) -> bool {
    let (mask, name) = (mask.to_ascii_lowercase(), name.to_ascii_lowercase());
    let mut parts = mask.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        if let Some((_, behind)) = last.and_then(|part: &str| rest.split_once(part)) {
            rest = behind;
        } else if last.is_some() {
            return false;
        }
        last = Some(part);
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_server_is_meant_by_masks() {
        let name = "My.Little.Server";
        for mask in [
            "my.little.server",
            "*",
            "*Little*",
            "My*",
            "*Server",
            "m*l*r",
        ] {
            assert!(fits(mask, name), "{mask}");
        }
        for mask in ["", "my", "*Large*", "My*My", "little*", "*server.server"] {
            assert!(!fits(mask, name), "{mask}");
        }
    }
}
