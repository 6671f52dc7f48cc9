//! What ties an answer to its command.

use hourglass_wire::irc::{Capabilities, Correlation, Reference, To, labelled, reply};
use proptest::prelude::{prop_assert_eq, proptest};

use super::sample::lines;

const BOTH: Capabilities = Capabilities::LABELED_RESPONSE;

fn tied(capabilities: Capabilities, correlation: Correlation<'_>, body: &str) -> String {
    let mut out = b"before\r\n".to_vec();
    labelled(capabilities, correlation, "chat.test", &mut out, |out| {
        out.extend_from_slice(body.as_bytes());
    });
    let out = String::from_utf8(out).unwrap();
    out.strip_prefix("before\r\n").unwrap().to_owned()
}

#[test]
fn one_line_has_the_label_and_several_a_batch() {
    let both = BOTH | Capabilities::BATCH;
    let label = Correlation::Label("l1");
    assert_eq!(tied(both, label, ""), "@label=l1 :chat.test ACK\r\n");
    assert_eq!(tied(both, label, ":a PONG\r\n"), "@label=l1 :a PONG\r\n");
    assert_eq!(
        tied(both, label, "@time=x :a PONG\r\n"),
        "@label=l1;time=x :a PONG\r\n"
    );
    assert_eq!(
        tied(both, label, "@time=x :a JOIN #b\r\n:a 366 c\r\n"),
        lines(&[
            "@label=l1 :chat.test BATCH +answer labeled-response",
            "@batch=answer;time=x :a JOIN #b",
            "@batch=answer :a 366 c",
            ":chat.test BATCH -answer",
        ])
    );
}

#[test]
fn a_batch_within_stays_one() {
    let both = BOTH | Capabilities::BATCH;
    let batch = ":a BATCH +h chathistory #b\r\n@batch=h :c PRIVMSG #b :d\r\n:a BATCH -h\r\n";
    let label = Correlation::Label("l1");
    assert_eq!(tied(both, label, batch), format!("@label=l1 {batch}"));
    let joined = format!(":c JOIN #b\r\n{batch}");
    assert_eq!(
        tied(both, label, &joined),
        lines(&[
            "@label=l1 :chat.test BATCH +answer labeled-response",
            "@batch=answer :c JOIN #b",
            "@batch=answer :a BATCH +h chathistory #b",
            "@batch=h :c PRIVMSG #b :d",
            "@batch=answer :a BATCH -h",
            ":chat.test BATCH -answer",
        ])
    );
    let twice = [batch, batch].concat();
    assert!(tied(both, label, &twice).starts_with("@label=l1 :chat.test BATCH +answer "));
}

#[test]
fn without_the_capability_nothing_is_added() {
    let label = Correlation::Label("l1");
    assert_eq!(tied(Capabilities::BATCH, label, ":a B\r\n"), ":a B\r\n");
    assert_eq!(tied(Capabilities::BATCH, label, ""), "");
    assert_eq!(
        tied(BOTH, label, ":a B\r\n:a C\r\n"),
        "@label=l1 :a B\r\n:a C\r\n"
    );
    assert_eq!(tied(BOTH, Correlation::None, ":a B\r\n"), ":a B\r\n");
}

#[test]
fn a_command_of_several_parts_has_a_batch_of_the_doors() {
    let to = To {
        server: "chat.test",
        name: "alice",
    };
    let mut out = Vec::new();
    reply::open_batch(to, "l1", "b1", &mut out);
    labelled(
        BOTH,
        Correlation::Batch("b1"),
        "chat.test",
        &mut out,
        |out| {
            reply::pong(to, "x", out);
        },
    );
    labelled(
        BOTH,
        Correlation::Batch("b1"),
        "chat.test",
        &mut out,
        |_| {},
    );
    reply::close_batch(to, "b1", &mut out);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        lines(&[
            "@label=l1 :chat.test BATCH +b1 labeled-response",
            "@batch=b1 :chat.test PONG chat.test :x",
            ":chat.test BATCH -b1",
        ])
    );
}

proptest! {
    #[test]
    fn a_reference_is_carried_whole(
        kind in 0..3,
        tie in "[a-z;+@]{1,10}",
        verb in "[A-Z]{1,8}",
        parameters in proptest::collection::vec("[a-z %,@+:#]{0,10}", 0..5),
    ) {
        let reference = Reference {
            correlation: match kind {
                0 => Correlation::None,
                1 => Correlation::Label(&tie),
                _ => Correlation::Batch(&tie),
            },
            verb: &verb,
            parameters: parameters.iter().map(String::as_str).collect(),
        };
        let carried = reference.encode();
        prop_assert_eq!(Reference::decode(&carried), reference);
    }

    #[test]
    fn any_label_is_decoded(carried in "\\PC{0,30}|[\n@+a]{0,10}") {
        let _ = Reference::decode(&carried).parameter(3);
    }
}
