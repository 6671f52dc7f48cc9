//! What was to be reached, and whether it was.

use super::results::Results;
use crate::report::grouped;

/// A figure that was to be reached.
struct Target {
    words: &'static str,
    bound: Bound,
    digits: usize,
    /// What was measured.
    value: fn(&Results) -> Option<f64>,
}

enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

const CPU: &str = "server_cpu_us_per_delivery";
const P99: &str = "latency_p99_ms";
const ONE_TO_1000: &str = "1 × 1000, 1 each under way";
const ONE_TO_100: &str = "1 × 100, 1 each under way";
const ONE_TO_10000: &str = "1 × 10000, 1 each under way";
const FOUR_TO_100: &str = "4 × 100, 1 each under way";
const FOUR_TO_1000: &str = "4 × 1000, 1 each under way";
const FOUR_TO_100_MANY: &str = "4 × 100, 16 each under way";
const FOUR_TO_1000_MANY: &str = "4 × 1000, 16 each under way";
const PACED: &str = "100 a second to 1000";
const STORM: &str = "1000 come to 101";
const JOIN: &str = "1000 join one room";
const IDLE: &str = "10000 idle connections";

const TARGETS: &[Target] = &[
    at_most(
        "p50 of a single message beyond `fdatasync`, ms",
        1.0,
        2,
        |results| {
            results.value(
                "single",
                "one message at a time",
                "line",
                "beyond_fdatasync_p50_ms",
            )
        },
    ),
    Target {
        words: "deliveries a second, 4 senders, 100 receivers, 16 each under way",
        bound: Bound::AtLeast(3_000_000.0),
        digits: 0,
        value: |results| {
            results.value(
                "throughput",
                FOUR_TO_100_MANY,
                "line",
                "deliveries_per_second",
            )
        },
    },
    at_most(
        "CPU against `ideal`: 1 sender, 1,000 receivers, one at a time",
        1.15,
        2,
        |results| ratio(results, ONE_TO_1000),
    ),
    at_most(
        "CPU against `ideal`: 100 a second to 1,000",
        1.15,
        2,
        |results| results.value("paced", PACED, "line", "ratio_to_ideal"),
    ),
    at_most(
        "CPU against `ideal`: 4 senders, 100 receivers, one each",
        1.25,
        2,
        |results| ratio(results, FOUR_TO_100),
    ),
    at_most(
        "CPU against `ideal`: 4 senders, 1,000 receivers, one each",
        1.25,
        2,
        |results| ratio(results, FOUR_TO_1000),
    ),
    at_most(
        "CPU against `ideal`: 4 senders, 100 receivers, 16 each",
        2.5,
        2,
        |results| ratio(results, FOUR_TO_100_MANY),
    ),
    at_most(
        "CPU against `ideal`: 4 senders, 1,000 receivers, 16 each",
        2.5,
        2,
        |results| ratio(results, FOUR_TO_1000_MANY),
    ),
    at_most(
        "JSON against line, the worst of these works",
        1.3,
        2,
        json_to_line,
    ),
    at_most(
        "resident bytes of an idle connection, line",
        2_048.0,
        0,
        |results| results.value("idle", IDLE, "line", "resident_bytes_per_connection"),
    ),
    at_most(
        "resident bytes of an idle connection, JSON",
        4_096.0,
        0,
        |results| results.value("idle", IDLE, "json", "resident_bytes_per_connection"),
    ),
    at_most(
        "p99 at 100 a second to 1,000, beyond that of `ideal` and of a commit, ms",
        0.0,
        2,
        |results| {
            let ours = results.value("paced", PACED, "line", P99)?;
            let ideal = results.value("paced", PACED, "ideal", P99)?;
            let commit =
                results.value("single", "one message at a time", "line", "commit_p99_ms")?;
            Some(ours - ideal - commit)
        },
    ),
    at_most(
        "CPU of a login besides hashing, µs, new name",
        60.0,
        0,
        |results| results.value("login", "new names", "line", "cpu_besides_hashing_us"),
    ),
    at_most(
        "p99 with 100 who do not read, against none",
        1.1,
        2,
        |results| {
            let some = results.value("stalled", "100 of 201 do not read", "line", P99)?;
            Some(some / results.value("stalled", "0 of 101 do not read", "line", P99)?)
        },
    ),
    at_most(
        "1,000 people all in, against the CPU time of hashing their passwords over the cores",
        1.1,
        2,
        |results| results.value("storm", STORM, "line", "ratio_to_hashing"),
    ),
    at_most(
        "growth of the CPU from 100 to 10,000 receivers, against that of `floor`",
        1.0,
        2,
        |results| Some(growth(results, "line")? / growth(results, "floor")?),
    ),
    at_most(
        "CPU over IRC against `ideal`, one under way, the worst of these works",
        1.25,
        2,
        |results| irc_ratio(results, &[ONE_TO_1000, FOUR_TO_100, FOUR_TO_1000]),
    ),
    at_most(
        "CPU over IRC against `ideal`: 100 a second to 1,000",
        1.25,
        2,
        |results| results.value("irc_paced", PACED, "irc", "ratio_to_ideal"),
    ),
    at_most(
        "CPU over IRC against `ideal`, 16 under way, the worst of these works",
        2.5,
        2,
        |results| irc_ratio(results, &[FOUR_TO_100_MANY, FOUR_TO_1000_MANY]),
    ),
    at_most(
        "CPU of 1,000 who join one room, against InspIRCd",
        1.0,
        2,
        |results| {
            let used = |server| results.value("irc_join", JOIN, server, "cpu_until_all_told_s");
            Some(used("irc-guests")? / used("inspircd")?)
        },
    ),
];

const fn at_most(
    words: &'static str,
    bound: f64,
    digits: usize,
    value: fn(&Results) -> Option<f64>,
) -> Target {
    Target {
        words,
        bound: Bound::AtMost(bound),
        digits,
        value,
    }
}

fn ratio(results: &Results, work: &str) -> Option<f64> {
    results.value("cost", work, "line", "ratio_to_ideal")
}

fn json_to_line(results: &Results) -> Option<f64> {
    let works = [
        ONE_TO_1000,
        FOUR_TO_100,
        FOUR_TO_1000,
        FOUR_TO_100_MANY,
        FOUR_TO_1000_MANY,
    ];
    let ratios = works.iter().filter_map(|work| {
        let json = results.value("cost", work, "json", CPU)?;
        Some(json / results.value("cost", work, "line", CPU)?)
    });
    ratios.max_by(f64::total_cmp)
}

/// The worst ratio over IRC of several works.
fn irc_ratio(results: &Results, works: &[&str]) -> Option<f64> {
    let ratio = |work: &&str| results.value("irc_cost", work, "irc", "ratio_to_ideal");
    works.iter().filter_map(ratio).max_by(f64::total_cmp)
}

/// By what factor a delivery costs more when a hundred times as many hear.
fn growth(results: &Results, server: &str) -> Option<f64> {
    let many = results.value("cost", ONE_TO_10000, server, CPU)?;
    Some(many / results.value("cost", ONE_TO_100, server, CPU)?)
}

/// The table of targets.
pub(super) fn table(results: &Results) -> String {
    let mut table = "| target | | measured | |\n|---|---|---|---|".to_owned();
    for target in TARGETS {
        table.push_str(&format!("\n{}", target.row((target.value)(results))));
    }
    table
}

impl Target {
    fn row(&self, measured: Option<f64>) -> String {
        let (words, bound) = match self.bound {
            Bound::AtMost(bound) => ("at most", bound),
            Bound::AtLeast(bound) => ("at least", bound),
        };
        let bound = grouped(bound, if bound.fract() == 0.0 { 0 } else { 2 });
        let (measured, verdict) = match measured {
            Some(value) if self.is_met(value) => (grouped(value, self.digits), "met"),
            Some(value) => (grouped(value, self.digits), "**missed**"),
            None => ("–".to_owned(), "not measured"),
        };
        format!(
            "| {} | {words} {bound} | {measured} | {verdict} |",
            self.words
        )
    }

    fn is_met(&self, value: f64) -> bool {
        match self.bound {
            Bound::AtMost(bound) => value <= bound,
            Bound::AtLeast(bound) => value >= bound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Target, at_most};

    #[test]
    fn the_bound_itself_is_met() {
        let target = at_most("bytes", 2_048.0, 0, |_| None);
        assert_eq!(
            target.row(Some(2_048.0)),
            "| bytes | at most 2,048 | 2,048 | met |"
        );
        assert!(target.row(Some(2_049.0)).ends_with("| **missed** |"));
        assert!(target.row(None).ends_with("| – | not measured |"));
        let target = Target {
            bound: Bound::AtLeast(2.5),
            ..target
        };
        assert!(target.row(Some(2.5)).ends_with("| met |"));
        assert!(target.row(Some(2.4)).ends_with("| **missed** |"));
    }
}
