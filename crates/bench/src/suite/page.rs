//! The page: fixed prose, with the figures where its placeholders are.

use super::plan::{SECTIONS, Section, View};
use super::results::Results;
use super::targets;

/// The prose. A placeholder is a word in braces; there are no other braces.
const PROSE: &str = include_str!("performance.md");

const QUICK: &str = "\nThis was a quick run, one short round of everything: \
     its figures show that the suite runs, and little else.\n";

/// The page with these figures.
pub(super) fn render(results: &Results) -> String {
    let mut page = PROSE
        .replace("{quick}\n", if results.quick { QUICK } else { "" })
        .replace("{machine}", &results.machine)
        .replace("{load}", &results.load)
        .replace("{targets}", &targets::table(results))
        .replace("{micro.table}", results.micro.markdown(None).trim_end());
    for section in SECTIONS {
        page = page
            .replace(&commands_of(section), &commands(section, results))
            .replace(&table_of(section), table(section, results).trim_end());
    }
    page
}

fn commands_of(section: &Section) -> String {
    format!("{{{}.commands}}", section.key)
}

fn table_of(section: &Section) -> String {
    format!("{{{}.table}}", section.key)
}

fn commands(section: &Section, results: &Results) -> String {
    let commands = results
        .report(section.key)
        .map(|report| report.command.as_str());
    format!("```\n{}\n```", commands.unwrap_or_default())
}

fn table(section: &Section, results: &Results) -> String {
    let Some(report) = results.report(section.key) else {
        return String::new();
    };
    match section.view {
        View::Rows(keys) => report.rows(keys),
        View::Columns(keys) => report.columns(keys),
        View::Costs => report.costs(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PROSE, Results, SECTIONS, commands_of, render, table_of};

    #[test]
    fn the_prose_has_a_place_for_every_section() {
        for section in SECTIONS {
            assert!(PROSE.contains(&commands_of(section)), "{}", section.key);
            assert!(PROSE.contains(&table_of(section)), "{}", section.key);
        }
    }

    #[test]
    fn no_placeholder_is_left() {
        assert!(!render(&Results::default()).contains(['{', '}']));
    }
}
