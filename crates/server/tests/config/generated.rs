//! What is made from the definitions and kept in the tree has not drifted from them.

use std::fs;
use std::path::{Path, PathBuf};

use hourglass_server::config::{ALL, example_file, settings_table};

use crate::sources::{bare, resolved, with_file};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_example_file_is_up_to_date() {
    let kept = fs::read_to_string(root().join("hourglass.example.toml")).unwrap_or_default();
    assert!(
        kept == example_file(),
        "write it anew: cargo run -- server --print-example-config > hourglass.example.toml"
    );
}

#[test]
fn the_table_in_the_readme_is_up_to_date() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap_or_default();
    let begin = readme.split_once("<!-- settings:begin -->");
    let Some((kept, _)) = begin.and_then(|(_, rest)| rest.split_once("<!-- settings:end -->"))
    else {
        return;
    };
    let table = settings_table();
    assert!(
        kept.trim() == table.trim(),
        "put this between the marks in README.md:\n\n{table}"
    );
}

#[test]
fn the_example_file_sets_nothing() {
    let example = resolved(&with_file(&example_file())).report.to_string();
    assert_eq!(example, resolved(&bare()).report.to_string());
}

#[test]
fn every_line_of_the_example_file_can_be_switched_on() {
    let switched_on = |line: &str| {
        let setting = ALL
            .iter()
            .any(|setting| line.starts_with(&format!("#{} = ", setting.key())));
        if setting {
            line[1..].to_owned()
        } else {
            line.to_owned()
        }
    };
    let text: Vec<_> = example_file().lines().map(switched_on).collect();
    for row in resolved(&with_file(&text.join("\n"))).report.rows() {
        let origin = row.origin.to_string();
        assert!(
            origin.starts_with("hourglass.toml, line "),
            "{}: {origin}",
            row.key
        );
    }
}

#[test]
fn its_lines_fit_a_narrow_window() {
    let longest = example_file()
        .lines()
        .map(|line| line.chars().count())
        .max();
    assert!(longest.is_some_and(|columns| columns <= 100), "{longest:?}");
}

#[test]
fn the_table_has_a_row_for_every_setting() {
    let table = settings_table();
    assert_eq!(table.lines().count(), ALL.len() + 2);
    assert!(
        table.lines().all(|line| line.matches('|').count() == 5),
        "{table}"
    );
}
