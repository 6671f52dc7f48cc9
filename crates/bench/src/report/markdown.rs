//! The report as tables in Markdown.

use super::{Metric, Report, Row, SERVER_CPU, grouped};

impl Report {
    /// Machine, command, and everything that was measured.
    pub(super) fn markdown(&self) -> String {
        let keys: Vec<_> = self.metrics().iter().map(|metric| metric.key).collect();
        format!(
            "{}\n\n`{}`\n\n{}",
            self.machine,
            self.command,
            self.rows(&keys)
        )
    }

    /// A row for each work and server, with the quantities that have these keys.
    pub(crate) fn rows(&self, keys: &[&str]) -> String {
        let metrics = self.chosen(keys);
        let titles = metrics.iter().map(|metric| metric.title.to_owned());
        let mut table = head(&["work", "server"], titles);
        for row in &self.rows {
            let cells = metrics.iter().map(|metric| self.cell(row, metric));
            table.push_str(&line(&[&row.work, row.subject], cells));
        }
        table
    }

    /// A row for each quantity that has one of these keys, a column for each server.
    pub(crate) fn columns(&self, keys: &[&str]) -> String {
        let mut table = head(&[""], self.rows.iter().map(|row| row.subject.to_owned()));
        for metric in self.chosen(keys) {
            let cells = self.rows.iter().map(|row| self.cell(row, metric));
            table.push_str(&line(&[metric.title], cells));
        }
        table
    }

    /// A row for each work, a column for each server: the processor time of a delivery in
    /// microseconds, and its ratio to `ideal`.
    pub(crate) fn costs(&self) -> String {
        let mut works: Vec<&str> = Vec::new();
        let mut subjects: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !works.contains(&row.work.as_str()) {
                works.push(&row.work);
            }
            if !subjects.contains(&row.subject) {
                subjects.push(row.subject);
            }
        }
        let mut table = head(&["work"], subjects.iter().map(|name| (*name).to_owned()));
        for work in works {
            let cells = subjects.iter().map(|subject| {
                let row = self.row(work, subject);
                row.map_or_else(absent, |row| self.cost(row))
            });
            table.push_str(&line(&[work], cells));
        }
        table
    }

    fn cost(&self, row: &Row) -> String {
        let cost = self.cell(row, &SERVER_CPU);
        match self.ratio(row) {
            Some(ratio) if row.subject != "ideal" => format!("{cost} ({ratio:.2})"),
            _ => cost,
        }
    }

    /// The quantities that were measured and have these keys, in the order of the keys.
    fn chosen(&self, keys: &[&str]) -> Vec<&'static Metric> {
        let metrics = self.metrics();
        let find = |key: &&str| metrics.iter().copied().find(|metric| metric.key == *key);
        keys.iter().filter_map(find).collect()
    }

    fn cell(&self, row: &Row, metric: &Metric) -> String {
        match self.value(row, metric) {
            Some(value) => grouped(value, metric.digits),
            None => absent(),
        }
    }
}

fn absent() -> String {
    "–".to_owned()
}

fn head(first: &[&str], rest: impl Iterator<Item = String>) -> String {
    let head = line(first, rest);
    let columns = head.matches('|').count() - 1;
    format!("{head}|{}\n", "---|".repeat(columns))
}

fn line(first: &[&str], rest: impl Iterator<Item = String>) -> String {
    let mut line = "|".to_owned();
    for cell in first.iter().map(|cell| (*cell).to_owned()).chain(rest) {
        line.push_str(&format!(" {cell} |"));
    }
    line.push('\n');
    line
}
