//! Messages that arrive while a key was pressed that stands for nothing yet.

use crate::kit::{Line, Room};

#[test]
fn messages_are_shown_while_a_completion_is_ambiguous() {
    let mut room = Room::new(&[]);
    let _bert = Line::join(room.server.address, "bert");
    let _berta = Line::join(room.server.address, "berta");
    room.alice.wait_for("* User berta has joined the chat");
    room.alice.type_keys("/msg be\t");
    room.alice.wait_for_line("[20 left] > /msg bert");
    room.bob.say("meanwhile");
    room.alice.wait_for("bob: meanwhile");
    room.alice.type_keys("\t");
    room.alice.wait_for("bert  berta");
    room.alice.wait_for_line("[20 left] > /msg bert");
    room.bob.say("one more");
    room.alice.wait_for("bob: one more");
    room.alice.type_keys("a\tchosen\r");
    room.alice.wait_for_line("[19 left] >");
    let typed = room.alice.screen();
    assert!(typed.contains("> /msg berta chosen"), "{typed}");
}

#[test]
fn messages_are_shown_after_keys_that_other_editors_wait_behind() {
    let mut room = Room::new(&[]);
    room.alice.type_line("needle");
    room.alice.wait_for_line("[19 left] >");
    // Searching, the next key as it is, two keys in a row, looking for a letter, and escape alone.
    for (number, key) in ["\x12", "\x13", "\x16", "\x11", "\x18", "\x1d", "\x1b"]
        .iter()
        .enumerate()
    {
        room.alice.type_keys(&format!("{number}{key}"));
        room.bob.say(&format!("meanwhile {number}"));
        room.alice.wait_for(&format!("bob: meanwhile {number}"));
    }
    room.alice.wait_for_line("[19 left] > 0123456");
}
