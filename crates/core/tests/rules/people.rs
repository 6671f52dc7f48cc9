//! What people say of themselves, what they take back and have read, and whom they watch.

use hourglass_core::{
    Answer, Command, MessageId, Profile, Query, SessionId, Settings, Speech, Target, Text,
    Timestamp, limits,
};

use crate::kit::{MINUTE, START, World, answer, name, room};

fn away(session: SessionId, message: Option<&str>) -> Command {
    let message = message.map(Text::from_sanitised);
    Command::SetAway { session, message }
}

#[test]
fn away_is_told_to_those_who_share_a_room() {
    let mut world = World::new(Settings::default());
    let phone = world.enter("alice");
    let laptop = world.enter("alice");
    let bob = world.enter("bob");
    world.join(phone, "#den");
    world.join(bob, "#den");
    world.forget_heard();
    assert_eq!(
        world.ask(phone, away(phone, Some("tea"))),
        "alice away (tea)"
    );
    assert_eq!(world.heard(laptop), ["alice away (tea)"]);
    assert_eq!(
        world.heard(bob),
        ["alice away (tea)"],
        "once, for all rooms"
    );
    assert_eq!(world.names(bob, "#den"), "@alice~ bob");
    let said = world.apply(Command::Say {
        session: bob,
        to: Target::Name(name("alice")),
        text: Text::from_sanitised("there?"),
        key: None,
        speech: Speech::Message,
        tags: None,
    });
    let hourglass_core::Event::Said(said) = answer(&said, bob) else {
        panic!("not taken");
    };
    assert_eq!(said.away.expect("away").as_str(), "tea");
    world.forget_heard();
    assert_eq!(
        world.ask(phone, away(phone, Some("tea"))),
        "alice away (tea)"
    );
    assert_eq!(world.heard(bob), [""; 0], "no change");
    assert_eq!(world.ask(laptop, away(laptop, None)), "alice back");
    assert_eq!(world.heard(bob), ["alice back"]);
}

#[test]
fn what_one_calls_oneself() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    let mut login = world.request("alice");
    login.profile = Some(Profile {
        username: "al".into(),
        realname: "Alice L.".into(),
    });
    let alice = world.try_login(login).expect("let in");
    assert_eq!(
        (&*alice.person.username, &*alice.person.realname),
        ("al", "Alice L.")
    );
    assert_eq!(
        alice.person.host(),
        format!("u{}.hourglass", alice.account.0)
    );
    let session = alice.session;
    world.forget_heard();
    let realname = "A.".into();
    let command = Command::SetRealname { session, realname };
    assert_eq!(world.ask(session, command), "alice is A.");
    assert_eq!(world.heard(bob), ["alice is A."]);
    let is_bot = true;
    let command = Command::SetBot { session, is_bot };
    assert_eq!(world.ask(session, command), "alice bot: true");
    assert_eq!(world.heard(bob), [""; 0]);
    world.say(session, "beep");
    let output = world.apply(Command::Ask {
        session: bob,
        query: Query::Whois(name("alice")),
    });
    let hourglass_core::Event::Answer(answer) = answer(&output, bob) else {
        panic!("no answer");
    };
    let Answer::Whois(whois) = *answer else {
        panic!("no answer");
    };
    assert!(whois.person.is_bot);
    assert_eq!(&*whois.person.realname, "A.");
    let kept = &world.kept.snapshot().messages[0];
    assert!(kept.author_is_bot);
    assert_eq!(&*kept.author_username, "al");
}

#[test]
fn own_messages_are_taken_back() {
    let redact = |session, to, id| Command::Redact {
        session,
        to,
        id: MessageId(id),
        reason: None,
    };
    let den = || Target::RoomNamed(room("#den"));
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.join(alice, "#den");
    world.join(bob, "#den");
    world.say_in(alice, "#den", "secret");
    let id = world.stamp.sequence.0;
    world.forget_heard();
    let refused = |is_others| {
        format!(
            "refused: CannotRedact {{ target: \"#den\", id: MessageId({id}), is_others: {is_others} }}"
        )
    };
    assert_eq!(world.ask(bob, redact(bob, den(), id)), refused(true));
    let elsewhere = redact(alice, Target::Name(name("bob")), id);
    assert!(world.ask(alice, elsewhere).contains("is_others: false"));
    assert_eq!(
        world.ask(alice, redact(alice, den(), id)),
        format!("alice took {id} back")
    );
    assert_eq!(world.heard(bob), [format!("alice took {id} back")]);
    assert!(world.kept.texts().is_empty());
    assert_eq!(world.ask(alice, redact(alice, den(), id)), refused(false));
    world.whisper(bob, "alice", "psst");
    let id = world.stamp.sequence.0;
    let to = Target::Name(name("alice"));
    world.forget_heard();
    assert_eq!(
        world.ask(bob, redact(bob, to, id)),
        format!("bob took {id} back")
    );
    assert_eq!(world.heard(alice), [format!("bob took {id} back")]);
    assert!(world.kept.texts().is_empty());
}

#[test]
fn what_is_taken_back_at_once_is_never_written() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.hold_back();
    world.say_under(alice, "secret", "k1");
    let id = MessageId(world.stamp.sequence.0);
    let to = Target::Room(hourglass_core::RoomId::COMMON);
    world.ask(
        alice,
        Command::Redact {
            session: alice,
            to,
            id,
            reason: None,
        },
    );
    world.commit();
    assert!(world.kept.texts().is_empty());
    assert!(
        world.say_under(alice, "other", "k1").starts_with("said 2"),
        "its key is free"
    );
}

#[test]
fn read_markers_only_move_on() {
    let mark = |session, to, at| Command::MarkRead {
        session,
        target: to,
        at: Timestamp(at),
    };
    let lobby = || Target::RoomNamed(room("#lobby"));
    let mut world = World::new(Settings::default());
    let phone = world.enter("alice");
    let laptop = world.enter("alice");
    let now = START.0;
    assert_eq!(
        world.ask(phone, mark(phone, lobby(), now - 5)),
        format!("#lobby read up to {}", now - 5)
    );
    assert_eq!(
        world.heard(laptop),
        [format!("#lobby read up to {}", now - 5)]
    );
    assert_eq!(
        world.ask(phone, mark(phone, lobby(), now - 9)),
        format!("#lobby read up to {}", now - 5)
    );
    assert_eq!(world.heard(laptop), [""; 0]);
    assert_eq!(
        world.ask(phone, mark(phone, lobby(), now + 9)),
        format!("#lobby read up to {now}"),
        "nobody has read what is to come"
    );
    world.restart();
    let back = world.login("alice");
    assert_eq!(back.rooms[0].read_up_to, Some(START));
    let unknown = mark(back.session, Target::Name(name("bob")), now);
    assert!(
        world
            .ask(back.session, unknown)
            .starts_with("refused: UnknownName")
    );
    let guest = world.guest("gus").session;
    world.join(guest, "#lobby");
    let marked = format!("#lobby read up to {now}");
    assert_eq!(world.ask(guest, mark(guest, lobby(), now)), marked);
    let kept = world.kept.snapshot().read_markers.len();
    assert_eq!(kept, 1, "nothing of a guest's is kept");
}

#[test]
fn read_markers_are_bounded() {
    let mut world = World::new(Settings::default());
    let alice = world.login("alice");
    for number in 0..=limits::READ_MARKERS_MAX {
        let name = format!("n{number}-");
        world.enter(&name);
        world.sleep(MINUTE);
        let command = Command::MarkRead {
            session: alice.session,
            target: Target::Name(crate::kit::name(&name)),
            at: world.stamp.time,
        };
        world.ask(alice.session, command);
    }
    let kept = world.kept.snapshot().read_markers;
    assert_eq!(kept.len(), limits::READ_MARKERS_MAX);
    assert!(kept.iter().all(|marker| &*marker.target != "n0-"));
}

#[test]
fn the_silenced_do_not_speak_by_the_way() {
    let settings = Settings {
        ban_complaints: 1,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let mallory = world.enter("mallory");
    let alice = world.enter("alice");
    world.join(mallory, "#den");
    world.join(alice, "#den");
    world.complain(alice, "mallory");
    let silenced = "refused: silenced for 14400 s";
    assert_eq!(world.topic(mallory, "#den", "no"), silenced);
    assert_eq!(world.ask(mallory, away(mallory, Some("no"))), silenced);
    assert_eq!(world.ask(mallory, away(mallory, None)), "mallory back");
    let typing = |world: &mut World| {
        let to = Target::RoomNamed(room("#den"));
        world.utter(mallory, to, Speech::TagsOnly, Some("+typing=active"))
    };
    assert_eq!(typing(&mut world), silenced);
    assert_eq!(
        world.kick(mallory, "#den", "alice"),
        "#den -alice by mallory"
    );
}

#[test]
fn tags_are_told_and_counted_but_for_typing() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.forget_heard();
    let to = || Target::Name(name("bob"));
    world.utter(alice, to(), Speech::TagsOnly, Some("+typing=active"));
    assert_eq!(world.status(alice).allowance.used, 0);
    world.utter(alice, to(), Speech::TagsOnly, Some("+typing=done;+react=x"));
    assert_eq!(world.status(alice).allowance.used, 1);
    world.utter(alice, to(), Speech::Notice, None);
    assert_eq!(world.status(alice).allowance.used, 2);
    assert_eq!(
        world.heard(bob),
        ["alice > bob: ", "alice > bob: ", "alice > bob: hi"]
    );
    assert_eq!(world.kept.texts(), ["hi"]);
}
