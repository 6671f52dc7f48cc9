//! What `--check-config` prints: the settings that hold, and where each comes from.

use std::collections::BTreeMap;
use std::fmt;

use super::definitions::ALL;
use super::kind::Shown;
use super::place::Origin;

/// The settings that hold. Its `Display` form is a valid `hourglass.toml`.
#[derive(Clone, Debug)]
pub struct Report {
    rows: Vec<Row>,
}

/// One setting that holds.
#[derive(Clone, Debug)]
pub struct Row {
    /// The setting.
    pub key: &'static str,
    /// Its value.
    pub shown: Shown,
    /// Where the value comes from.
    pub origin: Origin,
}

impl Report {
    /// The settings in the order of their definitions.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn new(mut taken: BTreeMap<&'static str, (Shown, Origin)>) -> Self {
        let rows = ALL.iter().filter_map(|definition| {
            let key = definition.key();
            let (shown, origin) = taken.remove(key)?;
            Some(Row { key, shown, origin })
        });
        Self {
            rows: rows.collect(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = || self.rows.iter().map(assignment);
        let width = lines().map(|line| line.chars().count()).max().unwrap_or(0);
        for (row, line) in self.rows.iter().zip(lines()) {
            writeln!(formatter, "{line:width$}  # {}", row.origin)?;
        }
        Ok(())
    }
}

fn assignment(row: &Row) -> String {
    match &row.shown {
        Shown::Hidden | Shown::Unset { .. } => format!("#{}: {}", row.key, row.shown.plain()),
        shown => format!("{} = {}", row.key, shown.toml()),
    }
}
