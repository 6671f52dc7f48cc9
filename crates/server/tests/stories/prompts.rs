//! The line door's prompts, byte for byte.

use crate::kit::{PASSWORD, World, registered};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_silent_is_asked_for_the_name() {
    let world = World::start().await;
    let mut ann = world.visitor().await;
    ann.hears_bytes("Enter login: ").await;
    ann.says("Ann").await;
    ann.hears_bytes("Enter password: ").await;
    ann.says(PASSWORD).await;
    ann.hears("Welcome to chat, Ann!").await;
    ann.hears(&registered("Ann")).await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_opens_the_name_that_it_registered() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut phone = world.enter("Ann").await;
    phone.hears_nothing_else("Ann").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_shown_as_it_was_first_written() {
    let world = World::start().await;
    let _ann = world.newcomer("Ann").await;
    let mut phone = world.visitor().await;
    phone.logs_in("aNN", PASSWORD).await;
    phone.hears("Welcome to chat, Ann!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_asked_for_again_and_the_third_ends_the_connection() {
    let world = World::start().await;
    let mut ann = world.newcomer("Ann").await;
    let mut guesser = world.visitor().await;
    for guess in ["one", "two"] {
        guesser.logs_in("Ann", guess).await;
        guesser.hears("Wrong password. Try again.").await;
    }
    guesser.logs_in("Ann", "three").await;
    guesser.hears("Wrong password. Try again.").await;
    guesser
        .hears("* That was the last attempt on this connection. Connect again to try once more.")
        .await;
    guesser.hears_the_end().await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_after_a_wrong_one_lets_in() {
    let world = World::start().await;
    let _ann = world.newcomer("Ann").await;
    let mut phone = world.visitor().await;
    phone.logs_in("Ann", "opens nothing").await;
    phone.hears("Wrong password. Try again.").await;
    phone.logs_in("Ann", PASSWORD).await;
    phone.hears("Welcome to chat, Ann!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_name_is_explained_and_asked_for_again() {
    let world = World::start().await;
    let cases = [
        ("Ann Smith", "login must consist of one word"),
        ("", "* A name cannot be empty. Enter one word."),
        (
            "abcdefghijklmnopqrstuvwxyz0123456",
            "* A name has at most 32 characters, and this one has 33. Choose a shorter one.",
        ),
        (
            "-Ann",
            "* A name begins with a letter or a digit. Choose another one.",
        ),
        (
            "An\u{7}n",
            "* A name cannot contain the character U+0007. Use letters, digits, - and _.",
        ),
        (
            "server",
            "* The name server is kept for the chat itself. Choose another one.",
        ),
    ];
    let mut visitor = world.visitor().await;
    for (name, words) in cases {
        visitor.says(name).await;
        visitor.hears_bytes("Enter login: ").await;
        visitor.hears(words).await;
    }
    visitor.logs_in("Ann", PASSWORD).await;
    visitor.hears("Welcome to chat, Ann!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_not_empty() {
    let world = World::start().await;
    let mut visitor = world.visitor().await;
    visitor.logs_in("Ann", "").await;
    visitor
        .hears("* A password cannot be empty. Choose one and try again.")
        .await;
    visitor.logs_in("Ann", PASSWORD).await;
    visitor.hears("Welcome to chat, Ann!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_gives_a_name_is_sent_away_after_a_while() {
    let world = World::start().await;
    let mut visitor = world.visitor().await;
    for _ in 0..20 {
        visitor.says("no such name").await;
        visitor.hears_bytes("Enter login: ").await;
        visitor.hears("login must consist of one word").await;
    }
    visitor
        .hears("* That was the last attempt on this connection. Connect again to try once more.")
        .await;
    visitor.hears_the_end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_broken_off_registers_nothing() {
    let world = World::start().await;
    let mut visitor = world.visitor().await;
    visitor.says("Ann").await;
    visitor.hears_bytes("Enter login: Enter password: ").await;
    visitor.ends_input().await;
    visitor.hears_the_end().await;
    // Another password registers the name now.
    let mut ann = world.visitor().await;
    ann.logs_in("Ann", "another password").await;
    ann.hears("Welcome to chat, Ann!").await;
    ann.hears(&registered("Ann")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_login_may_come_in_one_packet_with_what_is_said() {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut bob = world.newcomer("Bob").await;
    let mut ann = world.visitor().await;
    let all = format!("Ann\n{PASSWORD}\nhello\n/exit\n");
    ann.sends(all.as_bytes()).await;
    ann.hears_bytes("Enter login: Enter password: ").await;
    ann.hears("Welcome to chat, Ann!").await;
    ann.hears(&registered("Ann")).await;
    ann.hears("* You have left the chat. Connect again to come back.")
        .await;
    ann.hears_the_end().await;
    bob.hears("Ann:\thello").await;
    // What one said oneself was not missed.
    world.is_left_by("Ann").await;
    let mut ann = world.enter("Ann").await;
    ann.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_byte_may_come_in_a_packet_of_its_own() {
    let world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let mut bob = world.newcomer("Bob").await;
    let mut ann = world.visitor().await;
    for byte in format!("Ann\r\n{PASSWORD}\r\nhéllo\r\n").as_bytes() {
        ann.sends(&[*byte]).await;
        // The packet is on its way before the next one is made.
        tokio::task::yield_now().await;
    }
    ann.hears_bytes("Enter login: Enter password: ").await;
    ann.hears("Welcome to chat, Ann!").await;
    bob.hears("Ann:\théllo").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_begins_like_a_request_is_a_name() {
    let world = World::start().await;
    let mut user = world.visitor().await;
    user.sends(b"GE").await;
    user.hears_bytes("Enter login: ").await;
    user.sends(format!("RDA\n{PASSWORD}\n").as_bytes()).await;
    user.hears_bytes("Enter password: ").await;
    user.hears("Welcome to chat, GERDA!").await;
}
