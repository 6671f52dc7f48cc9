//! Invitations into rooms.

use hourglass_core::{Answer, Query, RoomFlag, limits};

use crate::kit::flag;
use crate::running::den;

#[test]
fn invitations_are_bounded_and_seen_by_operators() {
    let (mut world, [alice, bob, carol]) = den();
    assert_eq!(
        world.invite(bob, "#den", "carol"),
        "carol is invited to #den by bob"
    );
    assert_eq!(world.heard(alice), ["carol is invited to #den by bob"]);
    let already = "refused: AlreadyAMember { room: \"#den\", name: \"bob\" }";
    assert_eq!(world.invite(alice, "#den", "bob"), already);
    world.modes(alice, "#den", vec![flag(RoomFlag::InviteOnly)]);
    assert!(
        world
            .invite(bob, "#den", "carol")
            .starts_with("refused: NotOperator")
    );
    for number in 0..limits::INVITATIONS_MAX {
        let room = format!("#r{number}-");
        world.join(alice, &room);
        world.invite(alice, &room, "carol");
    }
    let Answer::Invitations(open) = world.question(carol, Query::Invitations) else {
        panic!("not a list of invitations");
    };
    assert_eq!(open.len(), limits::INVITATIONS_MAX);
    assert!(
        world.join(carol, "#den").starts_with("refused"),
        "the oldest is void"
    );
    world.part(alice, "#r3-");
    let Answer::Invitations(open) = world.question(carol, Query::Invitations) else {
        panic!("not a list of invitations");
    };
    assert_eq!(open.len(), limits::INVITATIONS_MAX - 1, "one room is gone");
}
