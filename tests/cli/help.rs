//! What the program says about itself.

use crate::program::run;

#[test]
fn alone_it_prints_its_help() {
    let ended = run(&[]);
    assert_eq!(ended.code, Some(0));
    assert_eq!(ended.output, run(&["--help"]).output);
    for line in [
        "hourglass server",
        "hourglass client alice",
        "nc 127.0.0.1 8000",
    ] {
        assert!(
            ended.output.contains(&format!("\n  {line}  ")),
            "{}",
            ended.output
        );
    }
}

#[test]
fn every_subcommand_has_examples_and_exit_codes() {
    for subcommand in ["server", "client", "check"] {
        let ended = run(&[subcommand, "--help"]);
        assert_eq!(ended.code, Some(0));
        let example = format!("Examples:\n  hourglass {subcommand}");
        assert!(ended.output.contains(&example), "{}", ended.output);
        assert!(
            ended.output.contains("Exit codes:\n  0  "),
            "{}",
            ended.output
        );
    }
}

#[test]
fn the_help_of_a_setting_tells_default_range_and_variable() {
    let help = run(&["server", "--help"]).output;
    let words: Vec<_> = help.split_whitespace().collect();
    let expected = "--message-lifetime <DURATION> How long a message lives [default: 1h] [allowed: a \
                    duration from 1s to 7d, such as 90s, 15m or 1h30m] \
                    [env: HOURGLASS_MESSAGE_LIFETIME]";
    assert!(words.join(" ").contains(expected), "{help}");
}

#[test]
fn it_tells_its_version() {
    let ended = run(&["--version"]);
    assert_eq!(ended.code, Some(0));
    assert_eq!(
        ended.output,
        format!("hourglass {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_is_wrong() {
    let cases = [
        (vec!["serve"], "serve"),
        (vec!["server", "--prot", "1"], "--prot"),
        (vec!["server", "surplus"], "surplus"),
        (vec!["server", "--port"], "--port"),
        (vec!["server", "--port", "1", "--port", "2"], "--port"),
        (vec!["check", "--port", "1"], "--port"),
        (vec!["client"], "USERNAME"),
    ];
    for (arguments, named) in cases {
        let ended = run(&arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}");
        assert!(ended.errors.contains(named), "{}", ended.errors);
        assert_eq!(ended.output, "");
    }
}
