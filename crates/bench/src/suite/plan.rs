//! What the suite runs, and how the page shows it.

/// A section of the page with figures.
pub(super) struct Section {
    /// Its name in the page's placeholders, and in JSON.
    pub(super) key: &'static str,
    /// How its figures are shown.
    pub(super) view: View,
    /// What gives them.
    pub(super) runs: &'static [Run],
}

/// How figures become a table.
pub(super) enum View {
    /// A row for each work and server, with these quantities.
    Rows(&'static [&'static str]),
    /// The same the other way round: a row for each of these quantities.
    Columns(&'static [&'static str]),
    /// A row for each work, with the cost of a delivery for each server and its ratio.
    Costs,
}

/// A scenario with its options.
pub(super) struct Run {
    line: &'static str,
    /// Whether server and load generator keep to a core each, where there are two.
    pinned: bool,
    /// How often it is measured for the page.
    rounds: u8,
}

/// Rounds of most runs.
const ROUNDS: u8 = 5;

/// Rounds of those that take long.
const ROUNDS_RARELY: u8 = 2;

/// How often everything is measured.
#[derive(Clone, Copy)]
pub(super) enum Effort {
    /// As the page wants it.
    Full,
    /// To see that everything runs.
    Quick,
}

impl Run {
    /// The words after `cargo xtask bench`, on a machine with so many cores.
    pub(super) fn arguments(&self, effort: Effort, cores: usize) -> Vec<String> {
        let rounds = match effort {
            Effort::Full => self.rounds,
            Effort::Quick => 1,
        };
        let pin = (self.pinned && cores >= 2).then_some("--pin");
        let words = self.line.split(' ').chain(["--seconds", "1"]).chain(pin);
        let rounds = ["--rounds".to_owned(), rounds.to_string()];
        words.map(str::to_owned).chain(rounds).collect()
    }
}

const fn free(line: &'static str) -> Run {
    Run {
        line,
        pinned: false,
        rounds: ROUNDS,
    }
}

const fn pinned(line: &'static str) -> Run {
    Run {
        line,
        pinned: true,
        rounds: ROUNDS,
    }
}

/// The same, where a round takes long and varies little.
const fn rarely(run: Run) -> Run {
    Run {
        rounds: ROUNDS_RARELY,
        ..run
    }
}

/// A pinned `fanout` with so many senders and receivers, and so many messages of each under way.
macro_rules! fanout {
    ($senders:literal, $receivers:literal, $window:literal) => {
        pinned(concat!(
            "fanout --senders ",
            $senders,
            " --receivers ",
            $receivers,
            " --window ",
            $window,
            " --servers line,json,ideal,floor"
        ))
    };
}

/// A pinned `fanout` over IRC, beside the IRC servers of others.
macro_rules! irc_fanout {
    ($senders:literal, $receivers:literal, $window:literal) => {
        pinned(concat!(
            "fanout --senders ",
            $senders,
            " --receivers ",
            $receivers,
            " --window ",
            $window,
            " --servers irc,inspircd,ngircd,ideal"
        ))
    };
}

pub(super) const SECTIONS: &[Section] = &[
    Section {
        key: "single",
        view: View::Columns(&[
            "latency_p50_ms",
            "latency_p99_ms",
            "commit_p50_ms",
            "commit_p99_ms",
            "append_p50_ms",
            "append_p99_ms",
            "beyond_fdatasync_p50_ms",
        ]),
        runs: &[free("single --servers line")],
    },
    Section {
        key: "throughput",
        view: View::Rows(&[
            "deliveries_per_second",
            "server_cpu_us_per_delivery",
            "ratio_to_ideal",
            "server_cores",
            "generator_cpu_us_per_delivery",
            "latency_p50_ms",
            "latency_p99_ms",
        ]),
        runs: &[free("fanout --servers line,json,ideal,floor")],
    },
    Section {
        key: "cost",
        view: View::Costs,
        runs: &[
            fanout!(1, 100, 1),
            fanout!(1, 1000, 1),
            rarely(fanout!(1, 10000, 1)),
            rarely(pinned(
                "fanout --senders 1 --receivers 19000 --window 1 --servers line,ideal,floor",
            )),
            fanout!(4, 100, 1),
            fanout!(4, 1000, 1),
            fanout!(4, 100, 16),
            fanout!(4, 1000, 16),
            rarely(fanout!(2, 10000, 1)),
        ],
    },
    Section {
        key: "paced",
        view: View::Rows(&[
            "server_cpu_us_per_delivery",
            "ratio_to_ideal",
            "generator_cpu_us_per_delivery",
            "latency_p50_ms",
            "latency_p99_ms",
        ]),
        runs: &[pinned("paced --servers line,json,ideal,floor")],
    },
    Section {
        key: "idle",
        view: View::Rows(&[
            "resident_bytes_per_connection",
            "resident_base_mib",
            "resident_mib",
        ]),
        runs: &[rarely(free(
            "idle --connections 10000 --servers line,json,ideal",
        ))],
    },
    Section {
        key: "login",
        view: View::Rows(&[
            "cpu_besides_hashing_us",
            "cpu_hashing_us",
            "logins_per_second",
        ]),
        runs: &[free("login --servers line,json")],
    },
    Section {
        key: "storm",
        view: View::Rows(&[
            "all_in_after_s",
            "hashing_s",
            "ratio_to_hashing",
            "server_cores",
            "latency_p50_ms",
            "latency_p99_ms",
            "latency_during_p50_ms",
            "latency_during_p99_ms",
        ]),
        runs: &[rarely(free("storm --servers line,json"))],
    },
    Section {
        key: "stalled",
        view: View::Rows(&[
            "server_cpu_us_per_delivery",
            "latency_p50_ms",
            "latency_p99_ms",
        ]),
        runs: &[pinned("stalled --servers line,json")],
    },
    Section {
        key: "irc_cost",
        view: View::Costs,
        runs: &[
            irc_fanout!(1, 1000, 1),
            irc_fanout!(4, 100, 1),
            irc_fanout!(4, 1000, 1),
            irc_fanout!(4, 100, 16),
            irc_fanout!(4, 1000, 16),
        ],
    },
    Section {
        key: "irc_paced",
        view: View::Rows(&[
            "server_cpu_us_per_delivery",
            "ratio_to_ideal",
            "latency_p50_ms",
            "latency_p99_ms",
        ]),
        runs: &[pinned("paced --servers irc,inspircd,ngircd,ideal")],
    },
    Section {
        key: "irc_join",
        view: View::Rows(&[
            "cpu_until_all_in_s",
            "cpu_besides_hashing_s",
            "cpu_until_all_told_s",
            "all_in_after_s",
        ]),
        runs: &[rarely(pinned(
            "join --servers irc,irc-guests,inspircd,ngircd",
        ))],
    },
    Section {
        key: "irc_idle",
        view: View::Rows(&[
            "resident_bytes_per_connection",
            "resident_base_mib",
            "resident_mib",
        ]),
        runs: &[rarely(free(
            "idle --connections 1000 --servers irc,inspircd",
        ))],
    },
];

#[cfg(test)]
mod tests {
    use super::{Effort, SECTIONS};
    use crate::command_line;

    #[test]
    fn every_line_can_be_said() {
        for run in SECTIONS.iter().flat_map(|section| section.runs) {
            for effort in [Effort::Full, Effort::Quick] {
                let mut words = run.arguments(effort, 2);
                words.insert(0, "hourglass-bench".to_owned());
                command_line::command().try_get_matches_from(words).unwrap();
            }
        }
    }

    #[test]
    fn one_core_is_shared() {
        let runs = SECTIONS.iter().flat_map(|section| section.runs);
        let pinned = |cores| {
            let lines = runs.clone().map(|run| run.arguments(Effort::Full, cores));
            lines
                .filter(|line| line.contains(&"--pin".to_owned()))
                .count()
        };
        assert_eq!(pinned(1), 0);
        assert_ne!(pinned(2), 0);
    }
}
