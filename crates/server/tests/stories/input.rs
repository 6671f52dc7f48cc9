//! The forms in which lines come in, good and bad.

use crate::kit::{LineUser, PASSWORD, World};

async fn ann_and_bob() -> (World, LineUser, LineUser) {
    let world = World::start().await;
    let [ann, bob] = world.newcomers(["Ann", "Bob"]).await;
    (world, ann, bob)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_is_text_whatever_was_sent() {
    let (_world, mut ann, mut bob) = ann_and_bob().await;
    let cases: [(&[u8], &str); 9] = [
        (b"ends in both\r\n", "ends in both"),
        (b"ends in one\n", "ends in one"),
        (b"not \xff UTF-8 \xc3\n", "not \u{fffd} UTF-8 \u{fffd}"),
        (b"\x1b[31mred\x1b[0m \x1b]0;title\x07text\n", "red text"),
        (b"be\x07ll and \x00nul\n", "bell and nul"),
        ("a\u{202e}b\u{9b}31mc\n".as_bytes(), "abc"),
        (b"tab\tinside\n", "tab\tinside"),
        (
            b"  space before, none behind  \n",
            "  space before, none behind",
        ),
        // Telnet's negotiation, which is no text.
        (b"\xff\xfb\x01telnet\r\n", "telnet"),
    ];
    for (sent, heard) in cases {
        ann.sends(sent).await;
        bob.hears(&format!("Ann:\t{heard}")).await;
    }
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_visible_is_no_message() {
    let (_world, mut ann, mut bob) = ann_and_bob().await;
    for empty in ["", "   ", "\t", "\u{1b}[31m", "\u{200b}"] {
        ann.says(empty).await;
    }
    ann.hears_nothing_else("Ann").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn controls_before_a_slash_make_no_speech_of_a_command() {
    let (_world, mut ann, mut bob) = ann_and_bob().await;
    ann.says("\u{1b}[0m/private Bob for you alone").await;
    bob.hears(">> Ann:\tfor you alone").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_over_the_limit_is_refused_with_its_length() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    let limit = world.rules().max_message;
    let longest = "é".repeat(limit);
    ann.says(&longest).await;
    bob.hears(&format!("Ann:\t{longest}")).await;
    for length in [limit + 1, limit * 4, 1_000_000] {
        ann.says(&"é".repeat(length)).await;
        ann.hears(&format!(
            "* The message has {length} characters, and 2000 are allowed. \
             Nothing of it was sent: shorten it and send it again."
        ))
        .await;
    }
    ann.says("short").await;
    bob.hears("Ann:\tshort").await;
    bob.hears_nothing_else("Bob").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_megabyte_without_an_end_costs_nobody_anything() {
    let (world, mut ann, mut bob) = ann_and_bob().await;
    let mut visitor = world.visitor().await;
    for user in [&mut ann, &mut visitor] {
        user.sends(&vec![b'x'; 1 << 20]).await;
    }
    bob.says("still here").await;
    ann.hears("Bob:\tstill here").await;
    ann.says("").await;
    ann.hears(
        "* The message has 1048576 characters, and 2000 are allowed. \
         Nothing of it was sent: shorten it and send it again.",
    )
    .await;
    visitor.says("").await;
    visitor.hears_bytes("Enter login: ").await;
    visitor
        .hears(
            "* A name has at most 32 characters, and this one has 1048576. Choose a shorter one.",
        )
        .await;
    visitor.logs_in("Vic", PASSWORD).await;
    visitor.hears("Welcome to chat, Vic!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_without_an_end_is_said_when_the_input_ends() {
    let (_world, mut ann, mut bob) = ann_and_bob().await;
    ann.sends(b"first\nlast").await;
    ann.ends_input().await;
    bob.hears_all(&["Ann:\tfirst", "Ann:\tlast", "User Ann has left the chat"])
        .await;
    ann.hears_the_end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_ends_the_input_still_hears_the_answers() {
    let (_world, mut ann, mut bob) = ann_and_bob().await;
    ann.sends(b"/private Zoe x\n/ban Zoe\n/nothing\n/private Zoe y\n")
        .await;
    ann.ends_input().await;
    ann.hears_all(&[
        "No such user - \"Zoe\"",
        "Ban error: check username",
        "* There is no command /nothing. See /rules for those there are.",
        "No such user - \"Zoe\"",
    ])
    .await;
    ann.hears_the_end().await;
    bob.hears("User Ann has left the chat").await;
}
