//! Counts of instructions: as a table, as JSON, and against earlier ones.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::report::grouped;

/// Instructions of each case.
#[derive(Debug, Default)]
pub(crate) struct Counts(Vec<Count>);

#[derive(Debug)]
struct Count {
    key: String,
    title: String,
    instructions: f64,
}

impl Counts {
    /// Adds a case, which needs so many instructions each time.
    pub(crate) fn add(&mut self, key: &str, title: &str, instructions: f64) {
        self.0.push(Count {
            key: key.to_owned(),
            title: title.to_owned(),
            instructions,
        });
    }

    /// As a table, with the change against `before` where that is given.
    pub(crate) fn markdown(&self, before: Option<&Self>) -> String {
        let mut table = "| work | instructions |".to_owned();
        let mut rule = "|---|---|".to_owned();
        if before.is_some() {
            table.push_str(" before | change |");
            rule.push_str("---|---|");
        }
        table.push_str(&format!("\n{rule}\n"));
        for count in &self.0 {
            let number = grouped(count.instructions, 0);
            table.push_str(&format!("| {} | {number} |", count.title));
            if let Some(before) = before {
                table.push_str(&change(count.instructions, before.get(&count.key)));
            }
            table.push('\n');
        }
        table
    }

    /// From a file that [`Counts::write`] made.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let counts: Map<String, Value> = serde_json::from_str(&text)
            .with_context(|| format!("{} was not written by --json", path.display()))?;
        let mut read = Self::default();
        for (key, instructions) in &counts {
            let instructions = instructions
                .as_f64()
                .with_context(|| format!("{}: {key} is no number", path.display()))?;
            read.add(key, key, instructions);
        }
        Ok(read)
    }

    /// Writes them as JSON: one object, instructions by the key of the case.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        fs::write(path, format!("{:#}\n", self.json()))
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// One object: instructions by the key of the case.
    pub(crate) fn json(&self) -> Value {
        let counts = self.0.iter();
        let entries = counts.map(|count| (count.key.clone(), count.instructions.into()));
        Value::Object(entries.collect())
    }

    fn get(&self, key: &str) -> Option<f64> {
        let count = self.0.iter().find(|count| count.key == key)?;
        Some(count.instructions)
    }
}

/// Two cells: what it was, and by how much it changed.
fn change(now: f64, before: Option<f64>) -> String {
    match before {
        Some(before) if before > 0.0 => {
            let percent = (now / before - 1.0) * 100.0;
            format!(" {} | {percent:+.1} % |", grouped(before, 0))
        }
        _ => " – | – |".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn counts(of: &[(&str, f64)]) -> Counts {
        let mut counts = Counts::default();
        for (key, instructions) in of {
            counts.add(key, key, *instructions);
        }
        counts
    }

    #[test]
    fn what_was_written_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let written = counts(&[("say", 1234.5), ("login", 9.0)]);
        written.write(file.path()).unwrap();
        let read = Counts::read(file.path()).unwrap();
        assert_eq!(read.json(), written.json());
    }

    #[test]
    fn a_change_is_shown_and_a_new_case_is_none() {
        let before = counts(&[("say", 2_000.0)]);
        let now = counts(&[("say", 2_100.0), ("login", 9.0)]);
        let table = now.markdown(Some(&before));
        assert!(
            table.contains("| say | 2,100 | 2,000 | +5.0 % |"),
            "{table}"
        );
        assert!(table.contains("| login | 9 | – | – |"), "{table}");
        assert!(now.markdown(None).contains("| login | 9 |\n"));
    }
}
