//! Who is let in: many at once from one address, and new names where those are not for everybody.

use std::sync::Arc;

use hourglass_wire::json::Code;
use tokio::task::JoinSet;

use hourglass_server::config::{Config, Registration};

use crate::kit::{JsonUser, PASSWORD, World, verb};

const NAMES: usize = 60;
const DEVICES: usize = 10;

/// All of these come in at the same time.
async fn come_in_at_once(world: &Arc<World>, names: Vec<String>) -> Vec<JsonUser> {
    let mut logins = JoinSet::new();
    for name in names {
        let world = world.clone();
        logins.spawn(async move {
            let mut user = world.json(&name).await;
            user.hears_welcome().await;
            user
        });
    }
    logins.join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn right_passwords_are_never_held_up_and_wrong_ones_still_are() {
    let mut world = World::with_rules(|rules| rules.announce_up_to = 0).await;
    let name = |number| format!("Name{number}");
    for number in 0..NAMES {
        world.json(&name(number)).await.hears_welcome().await;
    }
    // A server that was started anew does not know where names were opened from.
    world.restart().await;
    let world = Arc::new(world);
    let _devices = come_in_at_once(&world, vec![name(0); DEVICES]).await;
    let _names = come_in_at_once(&world, (1..NAMES).map(name).collect()).await;
    let mut guesses = JoinSet::new();
    for _ in 0..10 * DEVICES {
        let world = world.clone();
        guesses.spawn(async move {
            let mut guesser = world.greeted().await;
            guesser.logs_in("Name0", "a guess", None).await;
            guesser.hears_refused().await.code
        });
    }
    let refusals = guesses.join_all().await;
    assert!(refusals.contains(&Code::WrongPassword));
    assert!(refusals.contains(&Code::Throttled));
    let mut owner = world.greeted().await;
    owner.logs_in("Name1", PASSWORD, None).await;
    owner.hears_welcome().await;
}

/// What a new name is told that comes in by lines, in the JSON protocol and over IRC.
async fn told_to_new_names(world: &World) -> (String, Code, Vec<String>) {
    let mut lines = world.visitor().await;
    lines.logs_in("Lyn", PASSWORD).await;
    let told = lines.line().await;
    lines.hears_bytes("Enter login: ").await;
    let mut json = world.greeted().await;
    json.logs_in("Jon", PASSWORD, None).await;
    let code = json.hears_refused().await.code;
    let mut irc = world.irc().await;
    irc.says(&format!("PASS :Ira:{PASSWORD}")).await;
    irc.says("NICK Ira").await;
    irc.says("USER ira 0 * :Ira").await;
    (told, code, irc.everything().await)
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_names_are_registered_new_ones_are_told_so_at_every_door() {
    let off = |config: &mut Config| config.irc.registration = Registration::Off;
    let world = World::configured(off).await;
    let (line, code, irc) = told_to_new_names(&world).await;
    let words = "Nobody has this name, and no new ones are registered here. \
                 Ask whoever runs the server for one.";
    assert_eq!(line, format!("* {words}"));
    assert_eq!(code, Code::RegistrationClosed);
    assert!(verb(&irc[0]) == "464" && irc[0].ends_with(words), "{irc:?}");
    // By SASL, too, and without a capability that nobody can use.
    let mut sasl = world.irc().await;
    sasl.says("CAP LS 302").await;
    let offered = sasl.line().await;
    assert!(!offered.contains("account-registration"), "{offered}");
    sasl.says("AUTHENTICATE PLAIN").await;
    sasl.says("AUTHENTICATE AEFubgBvcGVuIHNlc2FtZQ==").await;
    assert!(sasl.line_with(" 904 ").await.ends_with(words));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_an_address_is_needed_new_names_are_told_who_can_give_it() {
    let required = |config: &mut Config| config.irc.registration_email = true;
    let world = World::configured(required).await;
    let (line, code, irc) = told_to_new_names(&world).await;
    let words = "Registering a name takes an e-mail address here. \
                 A client of IRC can give it: REGISTER * EMAIL PASSWORD.";
    assert_eq!(line, format!("* {words}"));
    assert_eq!(code, Code::RegistrationClosed);
    assert!(verb(&irc[0]) == "464" && irc[0].ends_with(words), "{irc:?}");
    assert!(world.disk.stored().snapshot.accounts.is_empty());
}
