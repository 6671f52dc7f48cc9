//! The prompt: how many messages are left, and where they go.

use crate::shown::Standing;

/// Ends the label.
const END: &str = "] ";

/// The prompt of a new line that goes to `room`; nothing for the common one.
pub(super) fn of(standing: Standing, room: Option<&str>) -> String {
    let room = room.map_or_else(String::new, |room| format!("{room} "));
    match label(standing) {
        Some(label) => format!("[{label}{END}{room}> "),
        None => format!("{room}> "),
    }
}

/// The same prompt at another time. The editor reckons with its width, so that must stay; what has no room
/// has to wait for the next line.
pub(super) fn refreshed(before: &str, standing: Standing) -> String {
    let parts = before
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(END));
    let label = label(standing).unwrap_or_else(|| "online".to_owned());
    match parts {
        Some((former, rest)) if label.len() <= former.len() => {
            let width = former.len();
            format!("[{label:>width$}{END}{rest}")
        }
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
        assert_eq!(of(Standing::Left(17), None), "[17 left] > ");
        assert_eq!(of(Standing::Left(3), None), "[ 3 left] > ");
        assert_eq!(of(Standing::Unlimited, None), "> ");
    }

    #[test]
    fn it_tells_the_room() {
        let prompt = of(Standing::Left(17), Some("#rust"));
        assert_eq!(prompt, "[17 left] #rust > ");
        assert_eq!(refreshed(&prompt, Standing::Offline), "[offline] #rust > ");
        assert_eq!(of(Standing::Unlimited, Some("#rust")), "#rust > ");
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
        for before in standings.map(|standing| of(standing, None)) {
            for now in standings {
                assert_eq!(refreshed(&before, now).len(), before.len());
            }
        }
        assert_eq!(refreshed("[20 left] > ", Standing::Offline), "[offline] > ");
        assert_eq!(refreshed("[offline] > ", Standing::Left(9)), "[ 9 left] > ");
    }
}
