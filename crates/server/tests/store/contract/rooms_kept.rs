//! Rooms, how they are run, and who is in them.

use hourglass_core::{
    AccountId, MaskKind, RoomId, RoomMask, RoomModes, RoomName, RoomRecord, Standing, Text, Topic,
};

use super::{commit, two_people};
use crate::places::{Place, found};
use crate::samples::{
    common_room, joined, membership, name, nothing, room, room_gone, rooms, time,
};

contract! {
    rooms_and_memberships_come_back
    a_room_is_as_it_was_written_last
    a_room_that_is_gone_takes_its_members_along
    a_name_may_be_another_rooms_in_the_same_batch
    standings_change_and_memberships_end
}

fn mask(kind: MaskKind, mask: &str) -> RoomMask {
    RoomMask {
        kind,
        mask: mask.into(),
        by: "Ann".into(),
        at: time(9),
    }
}

/// A room of which everything is set.
fn full() -> RoomRecord {
    RoomRecord {
        topic: Some(Topic {
            text: Text::from_sanitised("Розы и шипы"),
            by: "Ann".into(),
            at: time(9),
        }),
        modes: RoomModes {
            invite_only: true,
            moderated: true,
            members_only: false,
            secret: true,
            topic_locked: false,
            no_ctcp: true,
            key: Some("sesame".into()),
            limit: Some(u32::MAX),
        },
        masks: vec![
            mask(MaskKind::Invitation, "bob!*@*"),
            mask(MaskKind::Ban, "m:*!*@*"),
            mask(MaskKind::Exception, &"x".repeat(128)),
        ],
        ..room(8, "#Garden")
    }
}

fn rooms_and_memberships_come_back(place: &impl Place) {
    let members = [membership(1, 1), membership(1, 2), membership(8, 2)];
    commit(
        place,
        &[two_people(), rooms(8, &[full()]), joined(9, &members)],
    );
    let snapshot = found(place).snapshot;
    assert_eq!(snapshot.rooms, [common_room(), full()]);
    assert_eq!(snapshot.memberships, members);
}

fn a_room_is_as_it_was_written_last(place: &impl Place) {
    let mut renamed = full();
    renamed.name = RoomName::from_checked(name(&format!("#{}", "long".repeat(20))));
    renamed.masks.remove(0);
    renamed.masks.push(mask(MaskKind::Ban, "eve"));
    if let Some(topic) = &mut renamed.topic {
        topic.text = Text::from_sanitised(&"Lilies ".repeat(50));
    }
    for (sequence, record) in
        (9..).zip([room(8, "#Garden"), full(), renamed, full(), room(8, "#g")])
    {
        commit(place, &[rooms(sequence, std::slice::from_ref(&record))]);
        assert_eq!(found(place).snapshot.rooms, [record]);
    }
}

fn a_room_that_is_gone_takes_its_members_along(place: &impl Place) {
    let members = [membership(1, 1), membership(8, 1), membership(8, 2)];
    commit(
        place,
        &[two_people(), rooms(8, &[full()]), joined(9, &members)],
    );
    commit(place, &[room_gone(10, 8), room_gone(11, 77)]);
    let snapshot = found(place).snapshot;
    assert_eq!(snapshot.rooms, [common_room()]);
    assert_eq!(snapshot.memberships, [membership(1, 1)]);
}

fn a_name_may_be_another_rooms_in_the_same_batch(place: &impl Place) {
    let before = [room(8, "#a"), room(9, "#b"), room(10, "#c")];
    let after = [room(8, "#b"), room(10, "#a"), room(11, "#c")];
    let mut changes = rooms(12, &after);
    changes.rooms.insert(RoomId(9), None);
    commit(place, &[rooms(10, &before), changes]);
    assert_eq!(found(place).snapshot.rooms, after);
}

fn standings_change_and_memberships_end(place: &impl Place) {
    let mut operator = membership(1, 1);
    operator.standing = Standing {
        operator: true,
        voice: false,
    };
    let mut speaker = membership(1, 2);
    speaker.standing.voice = true;
    let join = joined(3, &[membership(1, 1), membership(1, 2)]);
    commit(place, &[two_people(), join]);
    commit(place, &[joined(4, &[operator, speaker])]);
    assert_eq!(found(place).snapshot.memberships, [operator, speaker]);
    let mut over = nothing(5);
    for account in [1, 77] {
        over.memberships
            .insert((RoomId::COMMON, AccountId(account)), None);
    }
    commit(place, &[over]);
    assert_eq!(found(place).snapshot.memberships, [speaker]);
}
