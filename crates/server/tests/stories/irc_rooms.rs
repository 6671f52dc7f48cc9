//! Rooms, as clients of IRC have them.

use hourglass_core::Settings;

use crate::kit::{IrcUser, World, verb};

const QUIET: fn(&mut Settings) = |rules| {
    rules.announce_up_to = 0;
    rules.message_limit = 0;
};

/// Says a line; the verbs of all that is answered.
async fn answer(user: &mut IrcUser, line: &str) -> Vec<String> {
    user.says(line).await;
    let lines = user.hears_all().await;
    lines.iter().map(|line| verb(line).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_opened_run_and_left() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user("Ann").await;
    let mut bob = world.irc_user("Bob").await;
    ann.hears_all().await;
    let joined = answer(&mut ann, "JOIN #tea").await;
    assert_eq!(joined.first().map(String::as_str), Some("JOIN"));
    assert!(
        joined.ends_with(&["353".to_owned(), "366".to_owned()]),
        "{joined:?}"
    );
    answer(&mut bob, "JOIN #TEA").await;
    let line = ann.line().await;
    assert!(
        line.starts_with(":Bob!") && line.ends_with(" JOIN #tea"),
        "{line}"
    );

    bob.says("TOPIC #tea :green only").await;
    assert_eq!(verb(&bob.line().await), "482");
    ann.says("TOPIC #tea :green only").await;
    for user in [&mut ann, &mut bob] {
        assert!(user.line().await.ends_with(" TOPIC #tea :green only"));
    }
    assert_eq!(answer(&mut bob, "TOPIC #tea").await, ["332", "333"]);
    // What changes nothing is told to nobody.
    ann.says("TOPIC #tea :green only").await;
    ann.says("MODE #tea +mv Bob").await;
    for user in [&mut ann, &mut bob] {
        assert!(user.line().await.ends_with(" MODE #tea +mv Bob"));
    }
    ann.says("MODE #tea +k").await;
    assert_eq!(verb(&ann.line().await), "696");
    for mask in ["a:".to_owned(), "y".repeat(200)] {
        ann.says(&format!("MODE #tea +b {mask}")).await;
        let line = ann.line().await;
        assert!(
            line.contains(&format!(" 696 Ann #tea b {mask} :")),
            "{line}"
        );
    }
    ann.says("MODE #tea +X").await;
    assert_eq!(verb(&ann.line().await), "472");
    bob.says("PRIVMSG #tea :sencha").await;
    assert!(ann.line().await.ends_with(" PRIVMSG #tea :sencha"));
    bob.says("PRIVMSG @#tea :only for those who run it").await;
    assert!(ann.line().await.contains(" PRIVMSG @#tea :"));

    ann.says("KICK #tea Bob :no sencha here").await;
    for user in [&mut ann, &mut bob] {
        let line = user.line().await;
        assert!(line.ends_with(" KICK #tea Bob :no sencha here"), "{line}");
    }
    bob.says("PRIVMSG #tea :what?").await;
    assert_eq!(verb(&bob.line().await), "404");
    ann.says("PART #tea :bye").await;
    assert!(ann.line().await.contains(" PART #tea"));
    assert_eq!(answer(&mut bob, "MODE #tea").await, ["403"]);
    ann.says("PART #lobby").await;
    assert_eq!(verb(&ann.line().await), "482");
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_answered_to_their_end() {
    let world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user("Ann").await;
    let _bob = world.irc_user("Bob").await;
    ann.hears_all().await;
    answer(&mut ann, "JOIN #tea").await;
    for (line, last) in [
        ("NAMES #lobby", "366"),
        ("NAMES #nowhere", "366"),
        ("NAMES", "366"),
        ("LIST", "323"),
        ("LIST >0,#t*", "323"),
        ("WHO #lobby", "315"),
        ("WHO B*", "315"),
        ("WHO #lobby %tnuha,42", "315"),
        ("WHOIS Bob", "318"),
        ("WHOIS nobody", "318"),
        ("WHOWAS nobody", "369"),
        ("USERHOST Bob", "302"),
        ("ISON Bob Carl", "303"),
        ("LUSERS", "266"),
        ("MOTD", "422"),
        ("VERSION", "005"),
        ("TIME", "391"),
        ("INFO", "374"),
        ("ADMIN", "259"),
        ("HELP", "706"),
        ("HELPOP JOIN", "706"),
        ("MODE Ann", "221"),
        ("MODE #tea", "329"),
        ("MODE #tea b", "368"),
        ("INVITE", "337"),
        ("INVITE Bob #tea", "341"),
        ("AWAY :tea time", "306"),
        ("AWAY", "305"),
        ("MONITOR + Bob,Carl", "731"),
        ("MONITOR S", "731"),
        ("MONITOR L", "733"),
        ("LINKS", "365"),
    ] {
        let answered = answer(&mut ann, line).await;
        assert_eq!(
            answered.last().map(String::as_str),
            Some(last),
            "{line}: {answered:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_is_in_the_same_rooms() {
    let mut world = World::with_rules(QUIET).await;
    let mut ann = world.irc_user("Ann").await;
    answer(&mut ann, "JOIN #tea,#milk").await;
    ann.says("QUIT :see you").await;
    ann.everything().await;
    world.restart().await;
    let mut ann = world.irc().await;
    let greeting = ann.logs_in("Ann", crate::kit::PASSWORD).await;
    let joined = greeting.iter().filter(|line| verb(line) == "JOIN").count();
    assert_eq!(joined, 3, "{greeting:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_told_as_a_whole_however_long_they_are() {
    const PEOPLE: usize = 40;
    let world = World::configured(|config| {
        config.chat.announce_up_to = 0;
        config.flood_guard = false;
    })
    .await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let mut user = world.irc_user(&format!("Name{number}")).await;
        for room in 0..3 {
            user.says(&format!("JOIN #room-{number}-{room}")).await;
        }
        user.hears_all().await;
        people.push(user);
    }
    let asker = &mut people[0];
    asker.hears_all().await;
    for (line, item, end, expected) in [
        ("LIST", "322", "323", 3 * PEOPLE + 1),
        ("WHO #lobby", "352", "315", PEOPLE),
        ("WHO Name*", "352", "315", PEOPLE),
    ] {
        asker.says(line).await;
        let told = asker.hears_all().await;
        let mut items: Vec<_> = told.iter().filter(|line| verb(line) == item).collect();
        items.sort();
        items.dedup();
        assert_eq!(items.len(), expected, "{line}");
        assert_eq!(verb(told.last().unwrap()), end, "{line}");
    }
}
