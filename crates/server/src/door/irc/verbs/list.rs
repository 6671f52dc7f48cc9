//! `LIST`: which rooms there are, with the conditions of `ELIST`.

use std::time::Duration;

use hourglass_core::{Query, RoomFilter, limits};

use crate::door::irc::call::{Call, list};

pub(super) fn run(call: &mut Call<'_>) {
    let mut filter = RoomFilter::default();
    for word in list(call.parameter(0)) {
        narrow(&mut filter, word);
    }
    call.query(Query::Rooms(filter), &[]);
}

/// Adds the condition that a word is: a number of members, an age in minutes, or a mask.
fn narrow(filter: &mut RoomFilter, word: &str) {
    let minutes = |text: &str| {
        let minutes: u64 = text.parse().ok()?;
        Some(Duration::from_secs(minutes.saturating_mul(60)))
    };
    let Some(mark) = word.chars().next().map(|mark| mark.to_ascii_uppercase()) else {
        return;
    };
    let rest = &word[word.chars().next().map_or(0, char::len_utf8)..];
    match (mark, rest.split_at_checked(1)) {
        ('>', _) if rest.parse::<u32>().is_ok() => filter.members_over = rest.parse().ok(),
        ('<', _) if rest.parse::<u32>().is_ok() => filter.members_under = rest.parse().ok(),
        ('C', Some((">", age))) => filter.older_than = minutes(age),
        ('C', Some(("<", age))) => filter.younger_than = minutes(age),
        ('T', Some((">", age))) => filter.topic_older_than = minutes(age),
        ('T', Some(("<", age))) => filter.topic_younger_than = minutes(age),
        ('!', _) => add(&mut filter.except_masks, rest),
        _ => add(&mut filter.masks, word),
    }
}

fn add(masks: &mut Vec<std::sync::Arc<str>>, mask: &str) {
    let fits = (1..=limits::ROOM_MASK_BYTES_MAX).contains(&mask.len());
    if fits {
        masks.push(mask.to_lowercase().into());
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, RoomFilter, narrow};

    #[test]
    fn conditions_are_read() {
        let mut filter = RoomFilter::default();
        for word in [
            ">3",
            "<100",
            "C>60",
            "c<120",
            "T>1",
            "T<2",
            "#Dev*",
            "!*secret*",
            "",
            "C",
            "é",
        ] {
            narrow(&mut filter, word);
        }
        let minutes = |count: u64| Some(Duration::from_secs(60 * count));
        let expected = RoomFilter {
            masks: vec!["#dev*".into(), "c".into(), "é".into()],
            except_masks: vec!["*secret*".into()],
            members_over: Some(3),
            members_under: Some(100),
            older_than: minutes(60),
            younger_than: minutes(120),
            topic_older_than: minutes(1),
            topic_younger_than: minutes(2),
        };
        assert_eq!(filter, expected);
    }
}
