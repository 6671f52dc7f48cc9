//! The report as a table in Markdown.

use super::{Report, grouped};

impl Report {
    pub(super) fn markdown(&self) -> String {
        let metrics = self.metrics();
        let mut table = format!(
            "{}\n\n`{}`\n\n| work | server |",
            self.machine, self.command
        );
        for metric in &metrics {
            table.push_str(&format!(" {} |", metric.title));
        }
        table.push_str("\n|---|---|");
        table.push_str(&"---|".repeat(metrics.len()));
        table.push('\n');
        for row in &self.rows {
            table.push_str(&format!("| {} | {} |", row.work, row.subject));
            for metric in &metrics {
                match self.value(row, metric) {
                    Some(value) => {
                        table.push_str(&format!(" {} |", grouped(value, metric.digits)));
                    }
                    None => table.push_str(" – |"),
                }
            }
            table.push('\n');
        }
        table
    }
}
