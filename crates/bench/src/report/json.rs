//! The report as JSON, with every round.

use serde_json::{Map, Value, json};

use super::{Report, Row, Sample};

impl Report {
    /// Machine, command, and every round.
    pub(crate) fn json(&self) -> Value {
        json!({
            "command": self.command,
            "machine": self.machine,
            "rows": self.rows.iter().map(|row| self.entry(row)).collect::<Vec<_>>(),
        })
    }

    fn entry(&self, row: &Row) -> Value {
        let medians = self
            .metrics()
            .into_iter()
            .filter_map(|metric| Some((metric.key.to_owned(), self.value(row, metric)?.into())));
        json!({
            "work": row.work,
            "server": row.subject,
            "medians": medians.collect::<Map<_, _>>(),
            "rounds": row.samples.iter().map(sample).collect::<Vec<_>>(),
        })
    }
}

fn sample(sample: &Sample) -> Value {
    let values = sample
        .0
        .iter()
        .map(|(metric, value)| (metric.key.to_owned(), (*value).into()));
    Value::Object(values.collect())
}
