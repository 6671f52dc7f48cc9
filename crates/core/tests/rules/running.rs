//! Running a room: what its operators may do, and what follows for others.

use hourglass_core::{
    Command, MaskKind, ModeChange, Rank, RoomFlag, SessionId, Settings, Speech, Target, limits,
};

use crate::kit::{World, flag, mask, rank, room};

/// A chat with a room `#den` that alice runs and bob is in; carol is not.
pub(crate) fn den() -> (World, [SessionId; 3]) {
    let mut world = World::new(Settings::default());
    let sessions = ["alice", "bob", "carol"].map(|name| world.enter(name));
    world.join(sessions[0], "#den");
    world.join(sessions[1], "#den");
    world.forget_heard();
    (world, sessions)
}

fn off(flag: RoomFlag) -> ModeChange {
    ModeChange::Flag { flag, on: false }
}

#[test]
fn only_operators_run_a_room() {
    let (mut world, [_, bob, carol]) = den();
    let not_operator = "refused: NotOperator { room: \"#den\" }";
    assert_eq!(
        world.modes(bob, "#den", vec![flag(RoomFlag::Secret)]),
        not_operator
    );
    assert_eq!(world.kick(bob, "#den", "alice"), not_operator);
    assert_eq!(world.topic(bob, "#den", "bears"), not_operator);
    let outside = "refused: NotInRoom { room: \"#den\" }";
    assert_eq!(world.modes(carol, "#den", Vec::new()), outside);
    assert_eq!(world.topic(carol, "#den", "bears"), outside);
    assert_eq!(world.invite(carol, "#den", "bob"), outside);
}

#[test]
fn a_topic_is_told_and_kept() {
    let (mut world, [alice, bob, carol]) = den();
    assert_eq!(
        world.topic(alice, "#den", "bears"),
        "#den is about bears, says alice"
    );
    assert_eq!(world.heard(bob), ["#den is about bears, says alice"]);
    assert_eq!(world.heard(carol), [""; 0]);
    world.topic(alice, "#den", "bears");
    assert_eq!(world.heard(bob), [""; 0], "no change");
    world.modes(alice, "#den", vec![off(RoomFlag::TopicLocked)]);
    assert_eq!(
        world.topic(bob, "#den", ""),
        "#den is about nothing, says bob"
    );
    let long = "ä".repeat(limits::TOPIC_CHARACTERS_MAX + 1);
    world.topic(bob, "#den", &long);
    let topic = world.open(carol, "#den").topic.expect("set");
    assert_eq!(topic.text.characters(), limits::TOPIC_CHARACTERS_MAX);
}

#[test]
fn what_keeps_people_out() {
    let cases = [
        (flag(RoomFlag::InviteOnly), "InviteOnly { room: \"#den\" }"),
        (ModeChange::Limit(Some(2)), "RoomFull { room: \"#den\" }"),
        (
            mask(MaskKind::Ban, "CAROL"),
            "BannedFromRoom { room: \"#den\" }",
        ),
        (
            mask(MaskKind::Ban, "*!*@u3.*"),
            "BannedFromRoom { room: \"#den\" }",
        ),
        (
            ModeChange::Key(Some("honey".into())),
            "WrongRoomKey { room: \"#den\" }",
        ),
    ];
    for (change, refusal) in cases {
        let (mut world, [alice, _, carol]) = den();
        world.modes(alice, "#den", vec![change.clone()]);
        assert_eq!(world.join(carol, "#den"), format!("refused: {refusal}"));
        assert_eq!(
            world.invite(alice, "#den", "carol"),
            "carol is invited to #den by alice"
        );
        assert_eq!(world.heard(carol), ["carol is invited to #den by alice"]);
        if matches!(change, ModeChange::Key(_)) {
            let still = world.join(carol, "#den");
            assert!(still.starts_with("refused"), "an invitation opens no lock");
            assert_eq!(world.join_with(carol, "#den", "honey"), "#den opened");
        } else {
            assert_eq!(world.join(carol, "#den"), "#den opened", "{change:?}");
        }
        world.part(carol, "#den");
        let spent = world.join(carol, "#den");
        assert!(spent.starts_with("refused"), "an invitation is for once");
    }
}

#[test]
fn a_long_key_opens_as_it_was_given() {
    let (mut world, [alice, _, carol]) = den();
    let long = "x".repeat(40);
    world.modes(
        alice,
        "#den",
        vec![ModeChange::Key(Some(long.as_str().into()))],
    );
    assert!(world.join_with(carol, "#den", "xxx").starts_with("refused"));
    assert_eq!(world.join_with(carol, "#den", &long), "#den opened");
}

#[test]
fn exceptions_let_in_all_the_same() {
    let (mut world, [alice, _, carol]) = den();
    world.modes(alice, "#den", vec![mask(MaskKind::Ban, "c*")]);
    world.modes(alice, "#den", vec![mask(MaskKind::Exception, "carol!*@*")]);
    assert_eq!(world.join(carol, "#den"), "#den opened");
    world.part(carol, "#den");
    world.modes(alice, "#den", vec![flag(RoomFlag::InviteOnly)]);
    world.modes(alice, "#den", vec![mask(MaskKind::Invitation, "carol")]);
    assert_eq!(world.join(carol, "#den"), "#den opened");
}

#[test]
fn who_may_speak() {
    let here = || Target::RoomNamed(room("#den"));
    let cannot = "refused: CannotSpeak { room: \"#den\" }";
    let (mut world, [alice, bob, carol]) = den();
    assert_eq!(
        world.say_in(carol, "#den", "hi"),
        "refused: NotInRoom { room: \"#den\" }"
    );
    world.modes(alice, "#den", vec![off(RoomFlag::MembersOnly)]);
    assert!(world.say_in(carol, "#den", "hi").starts_with("said"));
    assert_eq!(world.heard(bob).last().expect("heard"), "#den carol: hi");
    world.modes(alice, "#den", vec![mask(MaskKind::Ban, "m:bob")]);
    assert_eq!(world.say_in(bob, "#den", "hi"), cannot);
    world.modes(alice, "#den", vec![rank(Rank::Voice, "bob", true)]);
    assert!(
        world.say_in(bob, "#den", "hi").starts_with("said"),
        "a voice is heard"
    );
    world.modes(alice, "#den", vec![rank(Rank::Voice, "bob", false)]);
    let on = false;
    let (kind, unmuted) = (MaskKind::Ban, "m:BOB".into());
    let unmute = ModeChange::Mask {
        kind,
        mask: unmuted,
        on,
    };
    assert_eq!(
        world.modes(alice, "#den", vec![unmute]),
        "#den alice: -Ban m:bob!*@*"
    );
    world.modes(alice, "#den", vec![flag(RoomFlag::Moderated)]);
    assert_eq!(world.say_in(bob, "#den", "hi"), cannot);
    assert!(world.say_in(alice, "#den", "hi").starts_with("said"));
    world.modes(
        alice,
        "#den",
        vec![off(RoomFlag::Moderated), flag(RoomFlag::NoCtcp)],
    );
    assert_eq!(
        world.utter(bob, here(), Speech::Request, None),
        "refused: NoCtcp { room: \"#den\" }"
    );
    assert!(
        world
            .utter(bob, here(), Speech::Action, None)
            .starts_with("said")
    );
}

#[test]
fn changes_are_told_as_they_came_about() {
    let (mut world, [alice, bob, _]) = den();
    let changes = vec![
        flag(RoomFlag::Secret),
        flag(RoomFlag::Secret),
        rank(Rank::Voice, "bob", true),
        rank(Rank::Voice, "carol", true),
        ModeChange::Limit(Some(0)),
        mask(MaskKind::Ban, ""),
    ];
    assert_eq!(
        world.modes(alice, "#den", changes),
        "#den alice: +Secret +v bob NotAMember { room: \"#den\", name: \"carol\" } \
         TooManyMasks { room: \"#den\", mask: \"\" }"
    );
    assert_eq!(world.heard(bob), ["#den alice: +Secret +v bob"]);
    assert_eq!(
        world.modes(alice, "#den", vec![flag(RoomFlag::Secret)]),
        "#den alice:"
    );
    assert_eq!(world.heard(bob), [""; 0], "no change");
    world.restart();
    let alice = world.enter("alice");
    world.enter("bob");
    assert_eq!(world.names(alice, "#den"), "@alice +bob");
}

#[test]
fn masks_are_bounded() {
    let (mut world, [alice, _, _]) = den();
    for number in 0..limits::ROOM_MASKS_MAX {
        let answer = world.modes(
            alice,
            "#den",
            vec![mask(MaskKind::Ban, &format!("x{number}"))],
        );
        assert!(!answer.contains("TooMany"));
    }
    let answer = world.modes(alice, "#den", vec![mask(MaskKind::Ban, "one too many")]);
    assert!(answer.contains("TooManyMasks"));
    let answer = world.modes(alice, "#den", vec![mask(MaskKind::Ban, "X5")]);
    assert_eq!(answer, "#den alice:", "listed already");
}

#[test]
fn the_office_is_handed_on() {
    let (mut world, [alice, bob, _]) = den();
    world.modes(alice, "#den", vec![rank(Rank::Operator, "bob", true)]);
    world.modes(bob, "#den", vec![rank(Rank::Operator, "alice", false)]);
    world.forget_heard();
    assert_eq!(
        world.modes(bob, "#den", vec![rank(Rank::Operator, "bob", false)]),
        "#den bob: -o bob"
    );
    assert_eq!(world.heard(alice), ["#den bob: -o bob", "#den : +o alice"]);
    world.part(bob, "#den");
    world.modes(alice, "#den", vec![rank(Rank::Operator, "alice", false)]);
    assert_eq!(world.names(alice, "#den"), "alice", "nobody else is there");
    world.join(bob, "#den");
    assert_eq!(world.names(bob, "#den"), "@alice bob", "never stuck");
}

#[test]
fn a_secret_room_is_hidden_from_strangers() {
    use hourglass_core::{Answer, Query, RoomFilter};
    let (mut world, [alice, bob, carol]) = den();
    world.modes(alice, "#den", vec![flag(RoomFlag::Secret)]);
    let listed = |world: &mut World, session| {
        let query = Query::Rooms(RoomFilter::default());
        let Answer::Rooms(rooms) = world.question(session, query) else {
            panic!("not a list of rooms");
        };
        rooms.len()
    };
    assert_eq!((listed(&mut world, bob), listed(&mut world, carol)), (2, 1));
    assert_eq!(world.names(carol, "#den"), "");
    let unknown = "refused: UnknownRoom { room: \"#den\" }";
    assert_eq!(world.say_in(carol, "#den", "hi"), unknown);
    assert_eq!(world.part(carol, "#den"), unknown);
    assert_eq!(
        world.refused_question(carol, Query::Topic(room("#den"))),
        unknown
    );
    assert_eq!(
        world.refused_question(carol, Query::Modes(room("#den"))),
        unknown
    );
    assert_eq!(
        world.join(carol, "#den"),
        "#den opened",
        "who knows of it comes in"
    );
}

#[test]
fn a_room_gets_another_name() {
    let (mut world, [alice, bob, carol]) = den();
    let rename = |session, to: &str| Command::RenameRoom {
        session,
        room: room("#den"),
        to: room(to),
        reason: None,
    };
    world.join(carol, "#nest");
    world.say_in(bob, "#den", "hi");
    world.forget_heard();
    let taken = "refused: RoomNameTaken { room: \"#den\", to: \"#nest\" }";
    assert_eq!(world.ask(alice, rename(alice, "#nest")), taken);
    assert!(
        world
            .ask(bob, rename(bob, "#cave"))
            .starts_with("refused: NotOperator")
    );
    assert_eq!(
        world.ask(alice, rename(alice, "#cave")),
        "#den is now #cave"
    );
    assert_eq!(world.heard(bob), ["#den is now #cave"]);
    assert_eq!(world.open(carol, "#cave").messages.len(), 1);
    assert_eq!(
        world.join(carol, "#den"),
        "#den opened",
        "the old name is free"
    );
    world.restart();
    let bob = world.enter("bob");
    assert!(world.say_in(bob, "#cave", "hi").starts_with("said"));
}

#[test]
fn a_word_to_those_with_a_rank() {
    let (mut world, [alice, bob, carol]) = den();
    world.join(carol, "#den");
    world.modes(alice, "#den", vec![rank(Rank::Voice, "bob", true)]);
    world.forget_heard();
    let to = |rank| Target::Ranked {
        room: room("#den"),
        rank,
    };
    world.utter(carol, to(Rank::Voice), Speech::Message, None);
    assert_eq!(world.heard(alice), ["+#den carol: hi"]);
    assert_eq!(world.heard(bob), ["+#den carol: hi"]);
    world.utter(carol, to(Rank::Operator), Speech::Notice, None);
    assert_eq!(world.heard(alice), ["@#den carol: hi"]);
    assert_eq!(world.heard(bob), [""; 0]);
    assert_eq!(world.status(carol).allowance.used, 2);
    assert!(world.kept.texts().is_empty(), "told, and not kept");
}
