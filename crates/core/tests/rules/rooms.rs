//! Coming into rooms and leaving them.

use hourglass_core::{Answer, Query, RoomId, RoomsAtLogin, Settings};

use crate::kit::{MINUTE, World, said};

#[test]
fn who_opens_a_room_runs_it() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.forget_heard();
    let view = world.open(alice, "#den");
    assert!(!view.was_member);
    assert_eq!(view.member_count, 1);
    assert_eq!(world.names(alice, "#den"), "@alice");
    assert_eq!(world.heard(bob), [""; 0], "not in it");
    assert_eq!(world.join(bob, "#DEN"), "#den opened");
    assert_eq!(world.heard(alice), ["#den +bob"]);
    assert_eq!(world.names(bob, "#den"), "@alice bob");
    assert_eq!(world.join(bob, "#den"), "#den opened again");
    assert_eq!(world.heard(alice), [""; 0]);
}

#[test]
fn a_room_is_gone_with_its_last_member() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    let first = world.open(alice, "#den").room.id;
    world.join(bob, "#den");
    world.topic(alice, "#den", "bears");
    world.say_in(alice, "#den", "growl");
    assert_eq!(world.part(alice, "#den"), "#den -alice");
    assert_eq!(world.part(bob, "#den"), "#den -bob");
    assert_eq!(
        world.part(bob, "#den"),
        "refused: UnknownRoom { room: \"#den\" }"
    );
    assert_eq!(world.kept.snapshot().rooms.len(), 1);
    let again = world.open(bob, "#den");
    assert_ne!(again.room.id, first);
    assert!(again.messages.is_empty() && again.topic.is_none());
    assert_eq!(world.names(bob, "#den"), "@bob");
}

#[test]
fn a_newcomer_is_shown_the_last_lines() {
    let settings = Settings {
        history_lines: 2,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.join(alice, "#den");
    for text in ["1", "2", "3"] {
        world.say_in(alice, "#den", text);
    }
    let shown = world.open(bob, "#den").messages;
    let shown: Vec<_> = shown.iter().map(|message| said(message)).collect();
    assert_eq!(shown, ["#den alice: 2", "#den alice: 3"]);
    assert!(world.open(bob, "#den").messages.is_empty(), "shown before");
}

#[test]
fn all_devices_of_a_name_share_its_rooms() {
    let mut world = World::new(Settings::default());
    let phone = world.enter("alice");
    let laptop = world.enter("alice");
    let bob = world.enter("bob");
    world.join(bob, "#den");
    world.forget_heard();
    world.join(phone, "#den");
    assert_eq!(
        world.heard(laptop),
        ["#den opened"],
        "and not told who entered"
    );
    world.say_in(phone, "#den", "hello");
    assert_eq!(world.heard(laptop), ["#den alice: hello"]);
    world.part(laptop, "#den");
    assert_eq!(world.heard(phone), ["#den -alice"]);
    world.say_in(bob, "#den", "alone");
    assert_eq!(world.heard(phone), [""; 0]);
    assert_eq!(world.heard(laptop), [""; 0]);
}

#[test]
fn rooms_last_over_leaving_and_restarts() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    world.join(alice, "#den");
    world.join(bob, "#den");
    world.topic(alice, "#den", "bears");
    world.leave(alice);
    assert_eq!(
        world.heard_all(bob),
        ["#den is about bears, says alice", "alice quit", "-alice"]
    );
    assert_eq!(
        world.names(bob, "#den"),
        "bob",
        "who is offline is not shown"
    );
    world.say_in(bob, "#den", "missed");
    world.restart();
    let back = world.login("alice");
    let rooms: Vec<_> = back.rooms.iter().map(|view| &*view.room.name).collect();
    assert_eq!(rooms, ["#lobby", "#den"]);
    let topic = back.rooms[1].topic.as_ref().expect("kept");
    assert_eq!(topic.text.as_str(), "bears");
    assert_eq!(back.catch_up.messages.len(), 1);
    assert_eq!(said(&back.catch_up.messages[0]), "#den bob: missed");
    assert_eq!(world.names(back.session, "#den"), "@alice");
    world.enter("bob");
    assert_eq!(
        world.heard_all(back.session),
        ["#lobby +bob arrives", "#den +bob arrives", "+bob"]
    );
}

#[test]
fn the_office_passes_to_the_eldest() {
    let mut world = World::new(Settings::default());
    let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| world.enter(name));
    for session in [carol, bob, alice] {
        world.join(session, "#den");
    }
    world.forget_heard();
    world.part(carol, "#den");
    let told = ["#den -carol", "#den : +o bob"];
    assert_eq!(world.heard(alice), told);
    assert_eq!(world.heard(bob), told);
    assert_eq!(world.heard(carol), [""; 0]);
    world.restart();
    let alice = world.enter("alice");
    assert_eq!(
        world.kick(alice, "#den", "bob"),
        "refused: NotOperator { room: \"#den\" }"
    );
    let bob = world.enter("bob");
    world.forget_heard();
    assert_eq!(
        world.kick(bob, "#den", "alice"),
        "#den -alice by bob (enough)"
    );
    assert_eq!(world.heard(alice), ["#den -alice by bob (enough)"]);
    assert_eq!(
        world.join(alice, "#den"),
        "#den opened",
        "kicked is not banned"
    );
}

#[test]
fn a_name_given_up_leaves_its_rooms() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.join(alice, "#den");
    world.join(alice, "#nest");
    let bob = world.enter("bob");
    world.join(bob, "#den");
    let snapshot = {
        world.leave(alice);
        let mut snapshot = world.kept.snapshot();
        snapshot
            .accounts
            .retain(|record| &**record.name.key() != "alice");
        snapshot
    };
    let mut world = World::with(Settings::default(), snapshot);
    world.advance();
    let rooms = world.kept.snapshot().rooms;
    let rooms: Vec<_> = rooms.iter().map(|room| room.name.to_string()).collect();
    assert_eq!(rooms, ["#lobby", "#den"], "nobody is left in the other");
    let bob = world.enter("bob");
    assert_eq!(world.names(bob, "#den"), "@bob", "somebody has to");
}

#[test]
fn the_common_room_is_nobodys() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.enter("bob");
    let refused = "refused: CommonRoom { room: \"#lobby\" }";
    assert_eq!(world.part(alice, "#lobby"), refused);
    assert_eq!(world.kick(alice, "#lobby", "bob"), refused);
    assert_eq!(world.topic(alice, "#lobby", "bears"), refused);
    assert_eq!(world.modes(alice, "#lobby", Vec::new()), refused);
    assert_eq!(world.join(alice, "#lobby"), "#lobby opened again");
}

#[test]
fn a_device_may_come_without_rooms() {
    let mut world = World::new(Settings::default());
    let bob = world.enter("bob");
    let mut login = world.request("alice");
    login.rooms = RoomsAtLogin::None;
    let phone = world.try_login(login).expect("let in");
    assert!(phone.rooms.is_empty());
    world.say(bob, "hello");
    assert_eq!(world.heard(phone.session), [""; 0]);
    assert_eq!(world.heard_all(bob), [""; 0], "not in the common room");
    let laptop = world.enter("alice");
    assert_eq!(world.heard_all(bob), ["#lobby +alice", "+alice"]);
    assert_eq!(
        world.heard_all(phone.session),
        ["#lobby opened"],
        "her rooms are all her devices'"
    );
    world.leave(laptop);
    world.leave(phone.session);
    let mut login = world.request("alice");
    login.rooms = RoomsAtLogin::None;
    let phone = world.try_login(login).expect("let in").session;
    world.forget_heard();
    world.say(bob, "hello again");
    assert_eq!(world.heard(phone), [""; 0]);
    assert_eq!(world.join(phone, "#lobby"), "#lobby opened again");
    world.say(bob, "now");
    assert_eq!(world.heard(phone), ["bob: now"]);
}

#[test]
fn a_device_may_ask_for_the_members() {
    let mut world = World::new(Settings::default());
    world.enter("bob");
    let mut login = world.request("alice");
    login.rooms = RoomsAtLogin::AllWithMembers;
    let alice = world.try_login(login).expect("let in");
    let members = alice.rooms[0].members.as_ref().expect("asked for");
    let names: Vec<_> = members.iter().map(|member| &*member.person.name).collect();
    assert_eq!(names, ["bob", "alice"]);
}

#[test]
fn always_on_shows_the_absent_as_away() {
    let settings = Settings {
        always_on: true,
        ..Settings::default()
    };
    let mut world = World::new(settings);
    let alice = world.enter("alice");
    let bob = world.enter("bob");
    assert_eq!(
        world.heard_all(alice),
        ["#lobby +bob arrives", "bob back", "+bob"]
    );
    world.join(alice, "#den");
    world.join(bob, "#den");
    world.forget_heard();
    world.leave(bob);
    assert_eq!(world.heard_all(alice), ["bob away (offline)", "-bob"]);
    assert_eq!(world.names(alice, "#den"), "@alice bob~");
    world.enter("bob");
    assert_eq!(world.heard_all(alice), ["bob back", "+bob"]);
    assert_eq!(world.names(alice, "#den"), "@alice bob");
    world.restart();
    let alice = world.enter("alice");
    assert_eq!(world.names(alice, "#den"), "@alice bob~");
}

#[test]
fn a_room_that_looks_like_another_is_not_opened() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.join(alice, "#pool");
    assert_eq!(
        world.join(alice, "#p00l"),
        "refused: RoomResembles { room: \"#p00l\", other: \"#pool\" }"
    );
    assert_eq!(
        world.join(alice, "#l0bby"),
        "refused: RoomResembles { room: \"#l0bby\", other: \"#lobby\" }"
    );
}

#[test]
fn the_common_room_takes_the_name_that_is_set() {
    let mut world = World::new(Settings::default());
    let alice = world.enter("alice");
    world.join(alice, "#hall");
    world.say_in(alice, "#hall", "mine");
    world.sleep(MINUTE);
    world.restart_with(Settings {
        lobby: crate::kit::room("#hall"),
        ..Settings::default()
    });
    world.advance();
    let rooms = world.kept.snapshot().rooms;
    let rooms: Vec<_> = rooms.iter().map(|room| room.name.to_string()).collect();
    assert_eq!(rooms, ["#hall", "#hall_"], "the other one gives way");
    let alice = world.enter("alice");
    assert_eq!(
        world.say_in(alice, "#hall_", "still mine"),
        "said 2 of 20, anew in 3540 s"
    );
    let Answer::Rooms(own) = world.question(alice, Query::OwnRooms) else {
        panic!("not a list of rooms");
    };
    assert_eq!(own.len(), 2);
    assert_eq!(own[0].room.id, RoomId::COMMON);
}
