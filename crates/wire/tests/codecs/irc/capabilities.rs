//! What is agreed on.

use hourglass_wire::irc::{Capabilities, CapabilityChange, CapabilityValues, To, reply};

use super::sample::lines;

const TO: To<'_> = To {
    server: "chat.test",
    name: "alice",
};

fn listed(capabilities: Capabilities, values: Option<CapabilityValues>) -> String {
    let mut out = Vec::new();
    reply::cap_list(TO, "LS", capabilities, values, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn names_and_sets_go_together() {
    for name in Capabilities::ALL.names() {
        let named = Capabilities::named(name).unwrap();
        assert!(Capabilities::ALL.has(named));
        assert_eq!(named.names().collect::<Vec<_>>(), [name]);
    }
    assert_eq!(Capabilities::ALL.names().count(), 27);
    assert_eq!(Capabilities::named("tls"), None);
    assert!(Capabilities::NONE.names().next().is_none());
}

#[test]
fn values_are_for_clients_that_know_of_them() {
    let some = Capabilities::SASL | Capabilities::ACCOUNT_REGISTRATION;
    assert_eq!(
        listed(some, None),
        lines(&[":chat.test CAP alice LS :sasl draft/account-registration"])
    );
    let values = CapabilityValues {
        registration_before_connect: true,
        registration_email_required: true,
    };
    let value = "draft/account-registration=before-connect,email-required";
    assert_eq!(
        listed(some, Some(values)),
        lines(&[&format!(":chat.test CAP alice LS :sasl=PLAIN {value}")])
    );
    assert_eq!(
        listed(some, Some(CapabilityValues::default())),
        lines(&[":chat.test CAP alice LS :sasl=PLAIN draft/account-registration"])
    );
}

#[test]
fn a_list_takes_as_many_lines_as_it_has_to() {
    let long = To {
        server: &"s".repeat(100),
        name: &"n".repeat(100),
    };
    let mut out = Vec::new();
    let values = Some(CapabilityValues::default());
    reply::cap_list(long, "LS", Capabilities::ALL, values, &mut out);
    let out = String::from_utf8(out).unwrap();
    let (first, last) = out.trim_end().split_once("\r\n").unwrap();
    assert!(first.contains(" LS * :account-notify "));
    assert!(!last.contains(" * "));
    assert!(first.len() <= 510 && last.len() <= 510);
    assert_eq!(out.matches("draft/read-marker").count(), 1);
}

#[test]
fn who_knows_of_one_line_only_is_told_what_it_has_room_for() {
    let long = To {
        server: "chat.test",
        name: &"n".repeat(150),
    };
    let mut out = Vec::new();
    reply::cap_list(long, "LS", Capabilities::ALL, None, &mut out);
    let line = String::from_utf8(out).unwrap();
    assert!(line.len() <= 512 && line.matches("\r\n").count() == 1);
    let (_, names) = line.trim_end().split_once(" :").unwrap();
    assert!(names.split(' ').count() > 20);
    assert!(
        names
            .split(' ')
            .all(|name| Capabilities::named(name).is_some())
    );
}

#[test]
fn metadata_is_offered_with_its_bounds() {
    let values = Some(CapabilityValues::default());
    let both = Capabilities::METADATA_2 | Capabilities::METADATA_3;
    let bounds = "before-connect,max-subs=50,max-keys=20";
    let second = format!("draft/metadata-2={bounds},max-value-bytes=300");
    let third = format!("draft/metadata-3={bounds},max-key-bytes=64,max-value-bytes=300");
    let expected = format!(":chat.test CAP alice LS :{second} {third}");
    assert_eq!(listed(both, values), lines(&[&expected]));
    assert_eq!(both.for_rendering(), Capabilities::NONE);
}

#[test]
fn a_request_is_done_as_a_whole_or_not_at_all() {
    let offered = Capabilities::ALL.without(Capabilities::SASL);
    let change = offered.read_request(" batch -echo-message  away-notify -away-notify");
    let expected = CapabilityChange {
        on: Capabilities::BATCH,
        off: Capabilities::ECHO_MESSAGE | Capabilities::AWAY_NOTIFY,
    };
    assert_eq!(change, Some(expected));
    let before = Capabilities::ECHO_MESSAGE | Capabilities::SETNAME;
    assert_eq!(
        before.changed(expected),
        Capabilities::SETNAME | Capabilities::BATCH
    );
    assert_eq!(offered.read_request("batch sasl"), None);
    assert_eq!(offered.read_request("batch nonsense"), None);
    assert_eq!(offered.read_request(""), Some(CapabilityChange::default()));
}

#[test]
fn few_capabilities_change_what_many_hear() {
    let answers = Capabilities::ECHO_MESSAGE | Capabilities::BATCH | Capabilities::MULTI_PREFIX;
    assert_eq!(answers.for_rendering(), Capabilities::NONE);
    let both = answers | Capabilities::SERVER_TIME;
    assert_eq!(both.for_rendering(), Capabilities::SERVER_TIME);
}
