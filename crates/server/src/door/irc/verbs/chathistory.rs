//! `CHATHISTORY`: what was said and is alive.

use hourglass_core::{HistoryPoint, HistoryRange, MessageId, Query, Target, limits};
use hourglass_wire::irc::{Capabilities, parse_timestamp};
use hourglass_wire::{name, room};

use crate::door::irc::call::Call;

/// The newest, whatever it is.
const ANY: &str = "*";

pub(super) fn run(call: &mut Call<'_>) {
    let asked = match call.parameter(0) {
        "" => ANY,
        asked => asked,
    };
    let Some(what) = What::named(asked) else {
        let words =
            "Say which part of the history: LATEST, BEFORE, AFTER, AROUND, BETWEEN or TARGETS";
        return call.fail("INVALID_PARAMS", &[asked], words);
    };
    if call.count() != what.parameters() + 1 {
        let words = format!("{asked} takes {} parameters", what.parameters());
        return call.fail("INVALID_PARAMS", &[asked], &words);
    }
    let limit = call.parameter(what.parameters()).parse().unwrap_or(0);
    let limit = limits::HISTORY_ANSWER_MAX.min(limit);
    if limit == 0 {
        return call.fail(
            "INVALID_PARAMS",
            &[asked],
            "The number of messages is at least 1",
        );
    }
    match what {
        What::Targets => targets(call, limit),
        _ => messages(call, what, limit),
    }
}

/// Which part of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Latest,
    Before,
    After,
    Around,
    Between,
    Targets,
}

impl What {
    fn named(word: &str) -> Option<Self> {
        let all = [
            ("LATEST", Self::Latest),
            ("BEFORE", Self::Before),
            ("AFTER", Self::After),
            ("AROUND", Self::Around),
            ("BETWEEN", Self::Between),
            ("TARGETS", Self::Targets),
        ];
        let found = all
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))?;
        Some(found.1)
    }

    /// How many parameters stand between the command and the number of messages, its own name included.
    fn parameters(self) -> usize {
        match self {
            Self::Between => 4,
            Self::Latest | Self::Before | Self::After | Self::Around | Self::Targets => 3,
        }
    }

    fn range(
        self,
        first: Option<HistoryPoint>,
        second: Option<HistoryPoint>,
    ) -> Option<HistoryRange> {
        Some(match self {
            Self::Latest => HistoryRange::Latest(first),
            Self::Before => HistoryRange::Before(first?),
            Self::After => HistoryRange::After(first?),
            Self::Around => HistoryRange::Around(first?),
            Self::Between => HistoryRange::Between(first?, second?),
            Self::Targets => return None,
        })
    }
}

fn messages(call: &mut Call<'_>, what: What, limit: usize) {
    let (asked, typed) = (call.parameter(0), call.parameter(1));
    let Some(target) = target(typed) else {
        return call.fail(
            "INVALID_TARGET",
            &[asked, typed],
            "There is no such room or person",
        );
    };
    let (first, second) = (call.parameter(2), call.parameter(3));
    let is_any = what == What::Latest && first == ANY;
    let begin = point(first);
    let end = (what == What::Between).then(|| point(second)).flatten();
    let range = match begin {
        None if !is_any => None,
        begin => what.range(begin, end),
    };
    let Some(range) = range else {
        let words = "A place in a history is msgid=ID or timestamp=YYYY-MM-DDThh:mm:ss.sssZ";
        return call.fail("INVALID_PARAMS", &[asked, first], words);
    };
    let query = Query::History {
        target,
        range,
        limit,
        with_happenings: call.client.capabilities.has(Capabilities::EVENT_PLAYBACK),
    };
    call.query(query, &[asked, typed]);
}

fn targets(call: &mut Call<'_>, limit: usize) {
    let asked = call.parameter(0);
    let moment = |typed: &str| parse_timestamp(typed.strip_prefix("timestamp=")?);
    let (Some(first), Some(second)) = (moment(call.parameter(1)), moment(call.parameter(2))) else {
        let words = "A moment is timestamp=YYYY-MM-DDThh:mm:ss.sssZ";
        return call.fail("INVALID_PARAMS", &[asked, call.parameter(1)], words);
    };
    let query = Query::Conversations {
        after: first,
        before: second,
        limit,
    };
    call.query(query, &[asked]);
}

/// A room or a person.
pub(super) fn target(typed: &str) -> Option<Target> {
    if room::is_meant(typed) {
        return Some(Target::RoomNamed(room::parse(typed).ok()?));
    }
    Some(Target::Name(name::parse(typed).ok()?))
}

fn point(typed: &str) -> Option<HistoryPoint> {
    match typed.split_once('=')? {
        ("msgid", id) => Some(HistoryPoint::Message(MessageId(id.parse().ok()?))),
        ("timestamp", time) => Some(HistoryPoint::Time(parse_timestamp(time)?)),
        _ => None,
    }
}
