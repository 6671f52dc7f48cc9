//! All that the suite measured.

use serde_json::{Map, Value, json};

use crate::micro::Counts;
use crate::report::Report;

/// All that the suite measured, and where.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// The machine in words.
    pub(super) machine: String,
    /// How busy it was before.
    pub(super) load: String,
    /// Whether it was measured once and briefly only.
    pub(super) quick: bool,
    /// Instructions of single functions.
    pub(super) micro: Counts,
    /// The scenarios, by section.
    pub(super) sections: Vec<(&'static str, Report)>,
}

impl Results {
    /// The report of a section.
    pub(super) fn report(&self, section: &str) -> Option<&Report> {
        let (_, report) = self.sections.iter().find(|(key, _)| *key == section)?;
        Some(report)
    }

    /// The median of a quantity.
    pub(super) fn value(&self, section: &str, work: &str, server: &str, key: &str) -> Option<f64> {
        self.report(section)?.find(work, server, key)
    }

    /// Everything, with every round.
    pub(super) fn json(&self) -> Value {
        let sections = self.sections.iter();
        let sections = sections.map(|(key, report)| ((*key).to_owned(), report.json()));
        json!({
            "machine": self.machine,
            "load_before": self.load,
            "instructions": self.micro.json(),
            "sections": sections.collect::<Map<_, _>>(),
        })
    }
}
