//! A test waits for what it is about, not for a length of time.

use crate::tidy::finding::Finding;
use crate::tidy::source::Source;

const SLEEPS: &[&str] = &["sleep", "sleep_ms", "sleep_until"];

/// What a comment on the line, or on the line before, says of a sleep that synchronises nothing:
/// a pause between two looks at something that must come before a deadline.
const MARK: &str = "// deadline:";

/// A test that sleeps says which deadline bounds the loop that it sleeps in.
pub(crate) fn has_a_deadline(source: &Source) -> Vec<Finding> {
    let lines: Vec<&str> = source.text.lines().collect();
    let is_marked = |line: usize| {
        let around = &lines[line.saturating_sub(2)..line];
        around.iter().any(|text| text.contains(MARK))
    };
    source
        .tokens
        .windows(3)
        .filter(|around| around[1].word().is_some_and(|word| SLEEPS.contains(&word)))
        .filter(|around| around[2].is_mark('('))
        // A method, and its definition, belong to a simulated clock.
        .filter(|around| !around[0].is_mark('.') && !around[0].is_word("fn"))
        .map(|around| around[1].line)
        .filter(|&line| source.is_test(line) && !is_marked(line))
        .map(|line| {
            let text = format!(
                "a test must not rely on a sleep being long enough: wait for the event itself; \
                 a pause in a loop with a deadline says `{MARK} …`"
            );
            source.finding(line, text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::has_a_deadline;
    use crate::tidy::source::Source;

    fn found(path: &str, text: &str) -> usize {
        has_a_deadline(&Source::new(path, text)).len()
    }

    #[test]
    fn a_sleep_in_a_test_is_found() {
        let text = "fn a() {\n    tokio::time::sleep(LONG).await;\n    thread::sleep(LONG);\n}";
        assert_eq!(found("tests/restart.rs", text), 2);
        assert_eq!(
            found("src/a.rs", &format!("#[cfg(test)]\nmod tests {{ {text} }}")),
            2
        );
    }

    #[test]
    fn a_sleep_with_a_deadline_passes() {
        let path = "tests/restart.rs";
        let on_the_line = "{\nsleep(PAUSE); // deadline: STARTED_MAX\n}";
        let before_it = "{\n// deadline: STARTED_MAX\nsleep(PAUSE);\n}";
        let too_far_before = "{\n// deadline: STARTED_MAX\na();\nsleep(PAUSE);\n}";
        assert_eq!(found(path, on_the_line), 0);
        assert_eq!(found(path, before_it), 0);
        assert_eq!(found(path, too_far_before), 1);
    }

    #[test]
    fn a_simulated_clock_may_sleep() {
        let text = "fn sleep(&mut self) {}\nfn a() { world.sleep(HOUR); }";
        assert_eq!(found("crates/core/tests/rules.rs", text), 0);
    }

    #[test]
    fn code_that_is_no_test_may_sleep() {
        assert_eq!(
            found("crates/client/src/reconnect.rs", "sleep(pause).await;"),
            0
        );
    }
}
