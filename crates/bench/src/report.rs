//! What was measured: samples of rounds, rows of medians, tables.

mod json;
mod markdown;

use std::path::Path;

use anyhow::{Context, Result};

/// A quantity that is measured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Metric {
    /// Its key in JSON, with its unit.
    pub key: &'static str,
    /// The head of its column.
    pub title: &'static str,
    /// Digits behind the point in the table.
    pub digits: usize,
}

/// What one round measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<(&'static Metric, f64)>);

/// One kind of work, done by one server.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The work, in words.
    pub work: String,
    /// Who did it.
    pub subject: &'static str,
    /// One sample for each round.
    pub samples: Vec<Sample>,
}

/// All that a run measured.
#[derive(Debug)]
pub(crate) struct Report {
    /// What was run, with its options.
    pub command: String,
    /// On which machine.
    pub machine: String,
    /// What was measured.
    pub rows: Vec<Row>,
}

/// What is compared with the row of `ideal` that did the same work, and as what.
const COMPARED: (&Metric, &Metric) = (&SERVER_CPU, &RATIO);

/// Processor time of the server for each delivery.
pub(crate) const SERVER_CPU: Metric = Metric {
    key: "server_cpu_us_per_delivery",
    title: "server CPU, µs a delivery",
    digits: 3,
};

const RATIO: Metric = Metric {
    key: "ratio_to_ideal",
    title: "ratio to `ideal`",
    digits: 2,
};

impl Sample {
    /// Adds what was measured of a quantity.
    #[must_use]
    pub(crate) fn with(mut self, metric: &'static Metric, value: f64) -> Self {
        self.0.push((metric, value));
        self
    }

    /// In one line.
    pub(crate) fn summary(&self) -> String {
        let parts = self.0.iter().map(|(metric, value)| {
            let digits = metric.digits;
            format!("{} {value:.digits$}", metric.title)
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn get(&self, metric: &Metric) -> Option<f64> {
        self.0
            .iter()
            .find(|(own, _)| own.key == metric.key)
            .map(|(_, value)| *value)
    }
}

impl Row {
    /// The median of a quantity over all rounds that measured it.
    fn median(&self, metric: &Metric) -> Option<f64> {
        median(
            self.samples
                .iter()
                .filter_map(|sample| sample.get(metric))
                .collect(),
        )
    }
}

impl Report {
    /// Prints the table, and writes everything to `json` where that is given.
    pub(crate) fn publish(&self, json: Option<&Path>) -> Result<()> {
        println!("{}", self.markdown());
        if let Some(path) = json {
            std::fs::write(path, format!("{:#}\n", self.json()))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    /// The median of the quantity with this key, for the work that a server did.
    pub(crate) fn find(&self, work: &str, subject: &str, key: &str) -> Option<f64> {
        let metrics = self.metrics();
        let metric = metrics.into_iter().find(|metric| metric.key == key)?;
        self.value(self.row(work, subject)?, metric)
    }

    fn row(&self, work: &str, subject: &str) -> Option<&Row> {
        self.rows
            .iter()
            .find(|row| row.work == work && row.subject == subject)
    }

    /// All quantities that a row has, in the order in which they were first measured.
    fn metrics(&self) -> Vec<&'static Metric> {
        let mut metrics: Vec<&'static Metric> = Vec::new();
        let samples = self.rows.iter().flat_map(|row| &row.samples);
        for (metric, _) in samples.flat_map(|sample| &sample.0) {
            if !metrics.contains(metric) {
                metrics.push(metric);
            }
        }
        let (compared, ratio) = COMPARED;
        let has_ratio = self.rows.iter().any(|row| self.ratio(row).is_some());
        if let Some(place) = metrics.iter().position(|metric| *metric == compared)
            && has_ratio
        {
            metrics.insert(place + 1, ratio);
        }
        metrics
    }

    /// The median that stands in the table.
    fn value(&self, row: &Row, metric: &Metric) -> Option<f64> {
        if *metric == RATIO {
            self.ratio(row)
        } else {
            row.median(metric)
        }
    }

    fn ratio(&self, row: &Row) -> Option<f64> {
        let ideal = self.row(&row.work, "ideal")?;
        Some(row.median(COMPARED.0)? / ideal.median(COMPARED.0)?)
    }
}

/// A number with its thousands set apart, as in 1,234.5.
pub(crate) fn grouped(value: f64, digits: usize) -> String {
    let plain = format!("{value:.digits$}");
    let whole = plain.find('.').unwrap_or(plain.len());
    let begin = usize::from(plain.starts_with('-'));
    let mut grouped = String::new();
    for (place, character) in plain.char_indices() {
        if place > begin && place < whole && (whole - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(character);
    }
    grouped
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().checked_sub(1)? / 2)?;
    Some((lower + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{Metric, Report, Row, SERVER_CPU, Sample, grouped, median};

    const RATE: Metric = Metric {
        key: "rate",
        title: "rate",
        digits: 0,
    };

    fn row(subject: &'static str, values: &[f64]) -> Row {
        let sample = |value: &f64| Sample::default().with(&SERVER_CPU, *value).with(&RATE, 9.4);
        Row {
            work: "work".to_owned(),
            subject,
            samples: values.iter().map(sample).collect(),
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(123.0, 0), "123");
        assert_eq!(grouped(1_234_567.89, 1), "1,234,567.9");
        assert_eq!(grouped(-123_456.0, 2), "-123,456.00");
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn a_table_has_medians_and_the_ratio() {
        let report = Report {
            command: "fanout".to_owned(),
            machine: "a machine".to_owned(),
            rows: vec![row("line", &[3.0, 9.0, 1.0]), row("ideal", &[2.0])],
        };
        let table = report.markdown();
        let line = table.lines().find(|line| line.contains("line")).unwrap();
        assert_eq!(line, "| work | line | 3.000 | 1.50 | 9 |");
        assert_eq!(
            report.costs().lines().last(),
            Some("| work | 3.000 (1.50) | 2.000 |")
        );
        assert!(report.columns(&["rate"]).ends_with("| rate | 9 | 9 |\n"));
        assert_eq!(report.find("work", "ideal", SERVER_CPU.key), Some(2.0));
        let json = report.json();
        assert_eq!(json["rows"][0]["medians"]["ratio_to_ideal"], 1.5);
        assert_eq!(json["rows"][0]["rounds"][1][SERVER_CPU.key], 9.0);
    }
}
