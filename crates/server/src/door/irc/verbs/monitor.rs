//! `MONITOR`: whom the device watches.

use hourglass_core::{Command, Name, Query, limits};
use hourglass_wire::irc::reply;
use hourglass_wire::name;

use crate::door::irc::call::{Call, list};

pub(super) fn run(call: &mut Call<'_>) {
    let targets = call.parameter(1);
    match call.parameter(0) {
        "+" => add(call, targets),
        "-" => {
            let names = list(targets).filter_map(|typed| name::parse(typed).ok());
            change(
                call,
                names.take(limits::WATCHED_MAX).collect(),
                false,
                Vec::new(),
            );
        }
        "C" | "c" => change(call, Vec::new(), true, Vec::new()),
        "L" | "l" => call.query(Query::Watched, &["L"]),
        "S" | "s" => call.query(Query::Watched, &["S"]),
        _ => call.need_more(),
    }
}

/// What cannot be a name is nobody's, and will never be online.
fn add(call: &mut Call<'_>, targets: &str) {
    let mut names = Vec::new();
    for typed in list(targets).take(limits::WATCHED_MAX + 1) {
        match name::parse(typed) {
            Ok(name) => names.push(name),
            Err(_) => call.tell(|to, out| reply::numeric(to, "731", &[], typed, out)),
        }
    }
    if !names.is_empty() {
        change(call, Vec::new(), false, names);
    }
}

fn change(call: &mut Call<'_>, remove: Vec<Name>, clear: bool, add: Vec<Name>) {
    let command = Command::Watch {
        session: call.session(),
        remove,
        clear,
        add,
    };
    call.ask(command, &[]);
}
