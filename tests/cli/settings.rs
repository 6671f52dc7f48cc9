//! Settings that reach the program, and those that do not.

use std::fs::{self, OpenOptions};
use std::process::Stdio;

use tempfile::tempdir;

use crate::program::{ended, hourglass, run};

#[test]
fn the_settings_that_hold_are_printed_with_their_origin() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("ours.toml");
    fs::write(&path, "# Ours\nmessage-lifetime = \"15m\"\nport = 1\n").expect("a file");
    let arguments = ["server", "--check-config", "--port", "9000"];
    let environment = [
        ("HOURGLASS_CONFIG", path.as_os_str()),
        ("HOURGLASS_HOST", "::1".as_ref()),
    ];
    let ended = ended(hourglass(&arguments).envs(environment));
    assert_eq!((ended.code, ended.errors.as_str()), (Some(0), ""));
    let lines: Vec<_> = ended
        .output
        .lines()
        .map(|line| line.split_once("  # "))
        .collect();
    let has = |left: &str, right: &str| {
        let mut pairs = lines.iter().flatten();
        pairs.any(|(value, origin)| value.trim_end() == left && *origin == right)
    };
    assert!(has("port = 9000", "--port"), "{}", ended.output);
    assert!(has("host = \"::1\"", "HOURGLASS_HOST"), "{}", ended.output);
    assert!(has(
        "message-lifetime = \"15m\"",
        &format!("{}, line 2", path.display())
    ));
    assert!(has(
        "data = \"/home/somebody/.local/state/hourglass\"",
        "from $HOME"
    ));
    assert!(has("message-limit = 20", "default"));
}

#[test]
fn the_example_file_is_printed_and_accepted() {
    let example = run(&["server", "--print-example-config"]);
    assert_eq!(example.code, Some(0));
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("hourglass.toml");
    fs::write(&path, &example.output).expect("a file");
    let path = path.display().to_string();
    let ended = run(&["server", "--config", &path, "--check-config"]);
    assert_eq!(ended.output, run(&["server", "--check-config"]).output);
}

#[test]
fn a_setting_that_is_not_allowed_exits_with_2_and_names_its_place() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("hourglass.toml");
    fs::write(&path, "\nmessage-limit = -1\n").expect("a file");
    let problem = "\"-1\" is not allowed; give a whole number from 0 to 1000000\n";

    let flag = run(&["server", "--message-limit", "-1"]);
    assert_eq!(
        flag.errors,
        format!("hourglass: --message-limit: {problem}")
    );
    let variable = ended(hourglass(&["server"]).env("HOURGLASS_MESSAGE_LIMIT", "-1"));
    assert_eq!(
        variable.errors,
        format!("hourglass: HOURGLASS_MESSAGE_LIMIT: {problem}")
    );
    let file = ended(hourglass(&["server"]).env("HOURGLASS_CONFIG", &path));
    let place = format!("{}, line 2: message-limit", path.display());
    assert_eq!(file.errors, format!("hourglass: {place}: {problem}"));
    for run in [flag, variable, file] {
        assert_eq!((run.code, run.output.as_str()), (Some(2), ""));
    }
}

#[test]
fn a_settings_file_that_is_not_there_exits_with_2() {
    let ended = run(&["server", "--config", "/nowhere/hourglass.toml"]);
    assert_eq!(ended.code, Some(2));
    let start = "hourglass: cannot read the settings file /nowhere/hourglass.toml: ";
    assert!(ended.errors.starts_with(start), "{}", ended.errors);
    assert_eq!(ended.errors.lines().count(), 1);
}

#[test]
fn a_file_in_the_working_directory_is_not_read_unless_it_is_named() {
    let folder = tempdir().expect("a folder");
    fs::write(folder.path().join("hourglass.toml"), "port = 1").expect("a file");
    let ended = ended(hourglass(&["server", "--check-config"]).current_dir(&folder));
    assert_eq!(ended.output, run(&["server", "--check-config"]).output);
}

#[test]
fn a_variable_that_is_no_setting_is_warned_about() {
    let arguments = ["server", "--check-config"];
    let ended = ended(hourglass(&arguments).env("HOURGLASS_MESAGE_LIMIT", "5"));
    assert_eq!(ended.code, Some(0));
    let expected = "hourglass: warning: HOURGLASS_MESAGE_LIMIT is no setting and does nothing\n";
    assert_eq!(ended.errors, expected);
}

#[test]
fn nowhere_to_keep_data_exits_with_2() {
    let ended = ended(hourglass(&["server"]).env_remove("HOME"));
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.errors.ends_with("give --data DIR\n"),
        "{}",
        ended.errors
    );
}

#[test]
fn output_that_cannot_be_written_exits_with_1() {
    let full = OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("a device");
    let ended = hourglass(&["server", "--check-config"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output();
    let ended = ended.expect("the program starts");
    assert_eq!(ended.status.code(), Some(1));
    let start = b"hourglass: cannot write to standard output: ";
    assert!(ended.stderr.starts_with(start), "{ended:?}");
}
