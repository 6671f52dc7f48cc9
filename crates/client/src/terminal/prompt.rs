//! The prompt: how many messages are left.

use crate::shown::Standing;

const END: &str = "] > ";

/// The prompt of a new line.
pub(super) fn of(standing: Standing) -> String {
    match label(standing) {
        Some(label) => format!("[{label}{END}"),
        None => "> ".to_owned(),
    }
}

/// The same prompt at another time. The editor reckons with its width, so that must stay; what has no room
/// has to wait for the next line.
pub(super) fn refreshed(before: &str, standing: Standing) -> String {
    let room = before
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(END))
        .map(str::len);
    let label = label(standing).unwrap_or_else(|| "online".to_owned());
    match room {
        Some(room) if label.len() <= room => format!("[{label:>room$}{END}"),
        _ => before.to_owned(),
    }
}

/// ASCII, so that its bytes are its columns. Most are equally wide, as [`refreshed`] likes it.
fn label(standing: Standing) -> Option<String> {
    match standing {
        Standing::Offline => Some("offline".to_owned()),
        Standing::Silenced => Some("silence".to_owned()),
        Standing::Left(left) => Some(format!("{left:>2} left")),
        Standing::Unlimited => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{of, refreshed};
    use crate::shown::Standing;

    #[test]
    fn it_tells_what_is_left() {
        assert_eq!(of(Standing::Left(17)), "[17 left] > ");
        assert_eq!(of(Standing::Left(3)), "[ 3 left] > ");
        assert_eq!(of(Standing::Unlimited), "> ");
    }

    #[test]
    fn it_keeps_its_width() {
        let standings = [
            Standing::Offline,
            Standing::Silenced,
            Standing::Left(0),
            Standing::Left(20),
            Standing::Left(1_000_000),
            Standing::Unlimited,
        ];
        for before in standings.map(of) {
            for now in standings {
                assert_eq!(refreshed(&before, now).len(), before.len());
            }
        }
        assert_eq!(refreshed("[20 left] > ", Standing::Offline), "[offline] > ");
        assert_eq!(refreshed("[offline] > ", Standing::Left(9)), "[ 9 left] > ");
    }
}
