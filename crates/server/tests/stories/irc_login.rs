//! The ways into the IRC door, and those that lead nowhere.

use hourglass_server::config::{Config, Registration};

use crate::kit::{IrcUser, PASSWORD, World, verb};

/// `\0Ann\0open sesame`, as SASL PLAIN carries it.
const ANN_BY_SASL: &str = "AEFubgBvcGVuIHNlc2FtZQ==";

/// `\0Ann\0wrong`.
const WRONG_BY_SASL: &str = "AEFubgB3cm9uZw==";

fn with_guests(config: &mut Config) {
    config.irc.guests = true;
}

fn has(lines: &[String], numeric: &str) -> bool {
    lines.iter().any(|line| verb(line) == numeric)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_with_the_name_before_it_opens_and_registers() {
    let world = World::start().await;
    let mut ann = world.irc().await;
    let greeting = ann.logs_in("Ann", PASSWORD).await;
    for numeric in [
        "001", "002", "003", "004", "005", "251", "254", "265", "422", "JOIN", "353", "366",
    ] {
        assert!(has(&greeting, numeric), "{numeric} in {greeting:?}");
    }
    assert!(greeting[0].contains(" 001 Ann "), "{}", greeting[0]);
    // The same name, the same password, another door.
    let mut phone = world.enter("Ann").await;
    phone.hears_nothing_else("Ann").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_alone_is_for_the_name_said() {
    let world = World::start().await;
    let mut ann = world.irc().await;
    ann.says(&format!("PASS :{PASSWORD}")).await;
    ann.comes_in("Ann").await;
    let mut wrong = world.irc().await;
    wrong.says("PASS nonsense").await;
    wrong.says("NICK ann").await;
    wrong.says("USER ann 0 * :Ann").await;
    let told = wrong.everything().await;
    assert_eq!(verb(&told[0]), "464");
    assert!(told.last().unwrap().starts_with("ERROR "), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_keeps_its_name_whatever_nick_says() {
    let world = World::start().await;
    world.irc_user("Ann").await.says("QUIT").await;
    world.is_left_by("Ann").await;
    let mut ann = world.irc().await;
    ann.says(&format!("PASS :ANN:{PASSWORD}")).await;
    ann.says("NICK somebody").await;
    ann.says("USER x 0 * :x").await;
    assert_eq!(ann.line().await, ":somebody NICK ANN");
    assert!(ann.line_with(" 001 ").await.contains(" 001 Ann "));
    ann.hears_all().await;
    ann.says("NICK other").await;
    assert_eq!(verb(&ann.line().await), "447");
}

#[tokio::test(flavor = "multi_thread")]
async fn sasl_tells_before_the_greeting() {
    let world = World::start().await;
    world.irc_user("Ann").await;
    let mut ann = world.irc().await;
    ann.says("CAP LS 302").await;
    assert!(ann.line().await.contains(" sasl=PLAIN"));
    ann.says("CAP REQ :sasl").await;
    ann.line_with(" ACK ").await;
    ann.says("NICK Ann").await;
    ann.says("USER ann 0 * :Ann").await;
    ann.says("AUTHENTICATE EXTERNAL").await;
    assert_eq!(verb(&ann.line().await), "908");
    assert_eq!(verb(&ann.line().await), "904");
    for (data, numeric) in [(WRONG_BY_SASL, "904"), ("*", "906"), (ANN_BY_SASL, "900")] {
        ann.says("AUTHENTICATE PLAIN").await;
        ann.hears("AUTHENTICATE +").await;
        ann.says(&format!("AUTHENTICATE {data}")).await;
        assert_eq!(verb(&ann.line().await), numeric);
    }
    assert_eq!(verb(&ann.line().await), "903");
    ann.says("AUTHENTICATE PLAIN").await;
    assert_eq!(verb(&ann.line().await), "907");
    ann.says("CAP END").await;
    assert_eq!(verb(&ann.line().await), "001");
    ann.hears_all().await;
    ann.says("AUTHENTICATE PLAIN").await;
    assert_eq!(verb(&ann.line().await), "907");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_by_sasl_are_limited() {
    let world = World::start().await;
    world.irc_user("Ann").await;
    let mut visitor = world.irc().await;
    for _ in 0..3 {
        visitor.says("AUTHENTICATE PLAIN").await;
        visitor.says(&format!("AUTHENTICATE {WRONG_BY_SASL}")).await;
    }
    let told = visitor.everything().await;
    assert_eq!(told.iter().filter(|line| verb(line) == "904").count(), 3);
    assert!(told.last().unwrap().starts_with("ERROR "), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_login_it_is_said_how_to_log_in() {
    let world = World::start().await;
    let mut visitor = world.irc().await;
    visitor.says("NICK Ann").await;
    visitor.says("USER ann 0 * :Ann").await;
    let told = visitor.everything().await;
    assert_eq!(verb(&told[0]), "464");
    assert!(told[0].contains("NAME:PASSWORD"), "{}", told[0]);
    assert!(told.last().unwrap().starts_with("ERROR "), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_line_may_be_the_last() {
    let world = World::start().await;
    for line in ["QUIT", "quit :bye", "QUIT :"] {
        let mut visitor = world.irc().await;
        visitor.says(line).await;
        let told = visitor.everything().await;
        assert!(told[0].starts_with("ERROR "), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_greeting_only_the_way_in_is_known() {
    let world = World::configured(with_guests).await;
    let mut visitor = world.irc().await;
    for (line, numeric) in [
        ("CAP LIST", "CAP"),
        ("CAP NONSENSE", "410"),
        ("JOIN #x", "451"),
        ("NICK", "431"),
        ("NICK *", "432"),
        ("NICK hourglass", "432"),
        ("USER ann", "461"),
        ("USER ann 0 * :", "461"),
        ("PASS", "461"),
        ("PING", "409"),
        ("REGISTER * * secret", "FAIL"),
    ] {
        visitor.says(line).await;
        assert_eq!(verb(&visitor.line().await), numeric, "{line}");
    }
    visitor.says("CAP REQ :nonsense sasl").await;
    assert!(visitor.line().await.contains(" NAK :nonsense sasl"));
    visitor.says("PING token").await;
    let pong = visitor.line().await;
    assert!(verb(&pong) == "PONG" && pong.ends_with(" :token"), "{pong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_have_names_of_their_own() {
    let world = World::configured(with_guests).await;
    let _ann = world.irc_user("Ann").await;
    let mut guest = world.irc().await;
    // A name that is registered, or looks like it, is not for guests.
    guest.says("USER guest 0 * :A guest").await;
    for taken in ["Ann", "ANN", "\u{410}nn"] {
        guest.says(&format!("NICK {taken}")).await;
        assert_eq!(verb(&guest.line().await), "433", "{taken}");
    }
    guest.says("NICK Gil").await;
    assert_eq!(verb(&guest.line().await), "001");
    let greeting = guest.hears_all().await;
    assert!(!has(&greeting, "JOIN"), "{greeting:?}");
    let mut other = world.irc().await;
    other.says("NICK gil").await;
    other.says("USER x 0 * :x").await;
    assert_eq!(verb(&other.line().await), "433");
    guest.says("NICK Gina").await;
    let changed = guest.line().await;
    assert!(
        changed.starts_with(":Gil!") && changed.contains(" NICK "),
        "{changed}"
    );
    guest.says("NICK Gina").await;
    assert!(guest.hears_all().await.is_empty());
    // Free at once.
    other.says("NICK Gil").await;
    assert_eq!(verb(&other.line().await), "001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_may_register() {
    let world = World::configured(with_guests).await;
    let mut guest = world.irc().await;
    guest.comes_in("Gil").await;
    guest.says("REGISTER Other * secret").await;
    let told = guest.line().await;
    assert!(
        told.contains("FAIL REGISTER ACCOUNT_NAME_MUST_BE_NICK"),
        "{told}"
    );
    guest.says(&format!("REGISTER * * :{PASSWORD}")).await;
    let told = guest.line_with("REGISTER").await;
    assert!(told.contains("REGISTER SUCCESS Gil"), "{told}");
    guest.says("QUIT").await;
    guest.everything().await;
    world.irc_user("Gil").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn registration_can_be_off_or_before_the_greeting() {
    let world = World::configured(|config| config.irc.registration = Registration::Off).await;
    let mut ann = world.irc().await;
    ann.says(&format!("PASS :Ann:{PASSWORD}")).await;
    ann.says("NICK Ann").await;
    ann.says("USER ann 0 * :Ann").await;
    assert_eq!(verb(&ann.everything().await[0]), "464");

    let early = |config: &mut Config| {
        config.irc.registration = Registration::BeforeConnect;
        config.irc.registration_email = true;
    };
    let world = World::configured(early).await;
    let mut ann = world.irc().await;
    ann.says("CAP LS 302").await;
    let offered = ann.line_with("account-registration").await;
    assert!(offered.contains("account-registration=before-connect,email-required"));
    ann.says("NICK Ann").await;
    ann.says("REGISTER * * secret").await;
    assert!(ann.line_with("FAIL").await.contains(" INVALID_EMAIL "));
    ann.says(&format!("REGISTER * ann@example.org :{PASSWORD}"))
        .await;
    assert!(ann.line_with("REGISTER").await.contains(" SUCCESS Ann "));
    ann.says("USER ann 0 * :Ann").await;
    ann.says("CAP END").await;
    ann.line_with(" 001 Ann ").await;
    // Whoever gives no address registers nothing.
    let mut bob = world.irc().await;
    bob.says("PASS Bob:secret").await;
    bob.says("NICK Bob").await;
    bob.says("USER bob 0 * :Bob").await;
    assert_eq!(verb(&bob.everything().await[0]), "464");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_registered_before_the_greeting_is_so_at_once() {
    let mut world = World::configured(|config| {
        with_guests(config);
        config.irc.registration = Registration::BeforeConnect;
    })
    .await;
    let mut guest = world.irc().await;
    guest.comes_in("Gil").await;
    let mut ann = world.irc().await;
    for (nick, told) in [
        ("GIL", "FAIL REGISTER USERNAME_EXISTS GIL"),
        ("Gi1", "FAIL REGISTER BAD_ACCOUNT_NAME Gi1"),
        ("Ann", "REGISTER SUCCESS Ann"),
    ] {
        ann.says(&format!("NICK {nick}")).await;
        ann.says(&format!("REGISTER * * :{PASSWORD}")).await;
        let line = ann.line().await;
        assert!(line.contains(told), "{line}");
    }
    let mut other = world.irc().await;
    other.says("NICK ann").await;
    other.says("REGISTER * * :something else").await;
    assert!(other.line().await.contains("FAIL REGISTER ACCOUNT_EXISTS"));
    // Whoever does not come in has the account all the same.
    ann.says("QUIT").await;
    ann.everything().await;
    world.restart().await;
    let greeting = world.irc().await.logs_in("Ann", PASSWORD).await;
    assert!(has(&greeting, "JOIN"), "{greeting:?}");
    // It is no login that registers the name, and says so.
    assert!(!has(&greeting, "NOTICE"), "{greeting:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_look_like_commands_come_in_by_lines() {
    let world = World::start().await;
    for name in ["Nick", "pass", "Quit", "JOINER"] {
        let mut user = world.visitor().await;
        user.says(name).await;
        user.hears_bytes("Enter login: Enter password: ").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_are_none_are_answered() {
    let world = World::start().await;
    let mut ann: IrcUser = world.irc_user("Ann").await;
    ann.sends(b"PRIVMSG #lobby :\xff\xfe\r\n").await;
    assert!(ann.line().await.contains("FAIL PRIVMSG INVALID_UTF8"));
    ann.says(&format!("PRIVMSG #lobby :{}", "x".repeat(600)))
        .await;
    assert_eq!(verb(&ann.line().await), "417");
    for (line, numeric) in [
        ("NONSENSE", "421"),
        ("USER a 0 * :a", "462"),
        ("PASS x", "462"),
        ("JOIN", "461"),
        ("JOIN 0", "403"),
        ("JOIN room", "403"),
        ("PRIVMSG", "411"),
        ("PRIVMSG #lobby", "412"),
        ("PRIVMSG nobody-there hi", "401"),
        ("MODE other +i", "502"),
        ("OPER root root", "491"),
        ("HELP nonsense", "524"),
        ("CHATHISTORY NONSENSE", "FAIL"),
        ("CHATHISTORY LATEST #lobby", "FAIL"),
        ("CHATHISTORY LATEST #lobby * 10 more", "FAIL"),
        ("MARKREAD", "FAIL"),
    ] {
        ann.says(line).await;
        assert_eq!(verb(&ann.line().await), numeric, "{line}");
    }
    assert!(ann.hears_all().await.is_empty());
}
