//! What people say of themselves over IRC, and who hears of it.

use std::time::Duration;

use hourglass_server::config::Config;
use hourglass_wire::irc::put_timestamp;

use crate::kit::{IrcUser, World, tag, verb};

fn guests(config: &mut Config) {
    config.chat.message_limit = 0;
    config.irc.guests = true;
    config.flood_guard = false;
}

async fn guest(world: &World, name: &str, capabilities: &str) -> IrcUser {
    let mut user = world.irc().await;
    user.says("CAP LS 302").await;
    if !capabilities.is_empty() {
        user.says(&format!("CAP REQ :{capabilities}")).await;
        user.line_with(" ACK ").await;
    }
    user.says("CAP END").await;
    user.comes_in(name).await;
    user
}

async fn verbs(user: &mut IrcUser, line: &str) -> Vec<String> {
    user.says(line).await;
    let lines = user.hears_all().await;
    lines.iter().map(|line| verb(line).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_followed_by_clients_that_agreed_on_it() {
    let world = World::configured(guests).await;
    let follows = "extended-monitor away-notify setname account-notify";
    let mut follower = guest(&world, "Fay", follows).await;
    let mut watcher = guest(&world, "Wim", "away-notify setname account-notify").await;
    for user in [&mut follower, &mut watcher] {
        assert_eq!(verbs(user, "MONITOR + Gil").await, ["731"]);
    }
    let mut gil = guest(&world, "Gil", "").await;
    gil.says("AWAY :tea").await;
    gil.says("SETNAME :Gilbert").await;
    gil.says("REGISTER * * sesame-sesame").await;
    gil.line_with("REGISTER SUCCESS").await;
    assert_eq!(
        verbs(&mut follower, "MONITOR S").await,
        ["730", "AWAY", "SETNAME", "ACCOUNT", "730"]
    );
    assert_eq!(verbs(&mut watcher, "MONITOR S").await, ["730", "730"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_not_to_be_found_is_found_by_name_only() {
    let world = World::configured(guests).await;
    let mut gil = guest(&world, "Gil", "").await;
    let mut eve = guest(&world, "Eve", "").await;
    gil.says("JOIN #den").await;
    gil.hears_all().await;
    assert_eq!(verbs(&mut gil, "MODE Gil +i").await, ["MODE"]);
    assert_eq!(verbs(&mut gil, "MODE gil +i").await, [""; 0], "it is so");
    assert_eq!(verbs(&mut eve, "WHO g*").await, ["315"]);
    assert_eq!(verbs(&mut eve, "WHO Gil").await, ["352", "315"]);
    let whois = verbs(&mut eve, "WHOIS Gil").await;
    assert!(!whois.contains(&"319".to_owned()), "{whois:?}");
    eve.says("JOIN #den").await;
    eve.hears_all().await;
    assert_eq!(verbs(&mut eve, "WHO g*").await, ["352", "315"]);
    assert_eq!(verbs(&mut eve, "WHO g* o").await, ["315"], "no operators");
}

#[tokio::test(flavor = "multi_thread")]
async fn masks_know_accounts_and_the_mark_of_other_servers() {
    let world = World::configured(guests).await;
    let mut gil = guest(&world, "Gil", "").await;
    let mut ann = world.irc_user("Ann").await;
    let mut eve = guest(&world, "Eve", "").await;
    gil.says("JOIN #den").await;
    gil.says("MODE #den +b a:ann").await;
    gil.hears_all().await;
    assert_eq!(verbs(&mut ann, "JOIN #den").await, ["474"]);
    gil.says("MODE #den -b+b a:ANN *!~eve@*").await;
    let told = gil.hears_all().await;
    assert!(
        told[0].ends_with(" MODE #den -b+b a:ann *!eve@*"),
        "{told:?}"
    );
    assert_eq!(verbs(&mut eve, "JOIN #den").await, ["474"]);
    assert_eq!(verbs(&mut ann, "JOIN #den").await[0], "JOIN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_opens_once_to_each_device() {
    let world = World::configured(guests).await;
    let mut desk = world.irc_user_with("Ann", "labeled-response").await;
    let mut phone = world.irc_user("Ann").await;
    desk.says("JOIN #den").await;
    assert_eq!(desk.hears_all().await.len(), 3);
    assert_eq!(phone.hears_all().await.len(), 3);
    for user in [&mut desk, &mut phone] {
        assert_eq!(verbs(user, "JOIN #den,#lobby").await, [""; 0]);
    }
    desk.says("@label=x JOIN #den").await;
    let told = desk.hears_all().await;
    assert!(told.len() == 1 && told[0].starts_with("@label=x ") && told[0].ends_with(" ACK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_do_tells_when() {
    let world = World::configured(guests).await;
    let knows = "server-time message-tags away-notify setname draft/channel-rename \
                 draft/message-redaction";
    let mut ann = guest(&world, "Ann", knows).await;
    ann.says("JOIN #den").await;
    ann.hears_all().await;
    world.pass(Duration::from_mins(1));
    let mut gil = guest(
        &world,
        "Gil",
        "message-tags draft/message-redaction setname",
    )
    .await;
    for line in [
        "JOIN #den",
        "AWAY :tea",
        "SETNAME :Gilbert",
        "@+typing=active TAGMSG #den",
        "NICK Gus",
        "PART #den",
        "JOIN #den",
    ] {
        gil.says(line).await;
    }
    gil.hears_all().await;
    ann.says("KICK #den Gus").await;
    ann.says("MODE #den +m").await;
    ann.says("RENAME #den #cave").await;
    let mut told = ann.hears_all().await;
    gil.says("JOIN #cave").await;
    gil.hears_all().await;
    gil.says("QUIT").await;
    gil.everything().await;
    let mut verbs = Vec::new();
    let mut now = Vec::new();
    put_timestamp(world.clock.shows(), &mut now);
    let now = String::from_utf8(now).unwrap();
    told.extend(ann.hears_all().await);
    for line in told {
        let known = verb(&line).to_owned();
        if !known.starts_with(|character: char| character.is_ascii_digit()) {
            assert_eq!(tag(&line, "time"), Some(now.as_str()), "{line}");
            verbs.push(known);
        }
    }
    for expected in [
        "JOIN", "AWAY", "SETNAME", "TAGMSG", "NICK", "PART", "KICK", "MODE", "RENAME", "QUIT",
    ] {
        assert!(
            verbs.iter().any(|verb| verb == expected),
            "{expected} in {verbs:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mode_of_a_person_is_that_of_all_its_devices() {
    let world = World::configured(guests).await;
    let mut desk = world.irc_user("Ann").await;
    let mut phone = world.irc_user("Ann").await;
    let mut bob = world.irc_user("Bob").await;
    let mut lines = world.enter("Ann").await;
    for user in [&mut desk, &mut phone, &mut bob] {
        user.hears_all().await;
    }
    for mode in ["B", "i"] {
        assert_eq!(
            verbs(&mut desk, &format!("MODE Ann +{mode}")).await,
            ["MODE"]
        );
        let told = phone.hears_all().await;
        assert!(
            told.len() == 1 && told[0].ends_with(&format!(" MODE Ann +{mode}")),
            "{told:?}"
        );
    }
    phone.says("MODE Ann").await;
    assert!(phone.line().await.ends_with(" 221 Ann +Bi"));
    let mut late = world.irc_user("Ann").await;
    late.says("MODE Ann").await;
    assert!(late.line().await.ends_with(" 221 Ann +Bi"));
    assert_eq!(verbs(&mut phone, "MODE Ann -B-i").await, ["MODE", "MODE"]);
    assert_eq!(desk.hears_all().await.len(), 2);
    desk.says("MODE Ann").await;
    assert!(desk.line().await.ends_with(" 221 Ann +"));
    assert_eq!(
        bob.hears_all().await,
        [""; 0],
        "others see it where they ask"
    );
    lines.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_rooms_with_somebody_in_them_are_listed() {
    let world = World::configured(guests).await;
    let mut gil = guest(&world, "Gil", "").await;
    assert_eq!(verbs(&mut gil, "LIST").await, ["321", "323"]);
    gil.says("JOIN #den").await;
    gil.hears_all().await;
    assert_eq!(verbs(&mut gil, "LIST").await, ["321", "322", "323"]);
}
