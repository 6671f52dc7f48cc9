//! What a person sees who opens the database with the `sqlite3` shell while the server runs.

use hourglass_core::{Changes, Text, Topic};
use hourglass_server::store::Store;
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{
    account, common_room, forgotten, joined, membership, message, private, redacted, registered,
    room, rooms, said, time,
};

#[test]
fn messages_can_be_read_with_their_names_and_times() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    let people = Changes {
        rooms: rooms(2, &[common_room()]).rooms,
        ..registered(2, &[account(1, "Ann"), account(2, "Bob")])
    };
    let messages = vec![
        message(3, "over"),
        message(100, "hello"),
        private(200, "psst"),
        message(201, "oops"),
    ];
    for changes in [
        people,
        said(messages),
        forgotten(201, 3),
        redacted(202, &[201]),
    ] {
        store.commit(&changes).unwrap();
    }
    let expected = [
        "100|2023-11-14 22:13:21|Ann|everybody in #common|hello",
        "200|2023-11-14 22:13:22|Ann|Bob|psst",
    ];
    let columns = "id, sent_at_utc, author, destination, text";
    assert_eq!(lines(&place, columns, "messages_readable"), expected);
}

#[test]
fn rooms_can_be_read_with_their_names_and_topics() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    let mut garden = room(100, "#Garden");
    garden.topic = Some(Topic {
        text: Text::from_sanitised("Roses"),
        by: "Ann".into(),
        at: time(101),
    });
    for changes in [
        registered(1, &[account(1, "Ann")]),
        rooms(100, &[common_room(), garden]),
        joined(100, &[membership(100, 1)]),
    ] {
        store.commit(&changes).unwrap();
    }
    let expected = [
        "1|#common|2023-11-14 22:13:20|0",
        "100|#Garden|2023-11-14 22:13:21|1|Roses",
    ];
    let columns = "id, name, opened_at_utc, members, topic";
    assert_eq!(lines(&place, columns, "rooms_readable"), expected);
}

fn lines(place: &OnDisk, columns: &str, view: &str) -> Vec<String> {
    let shell = Connection::open(place.database()).unwrap();
    let mut select = shell
        .prepare(&format!("SELECT concat_ws('|', {columns}) FROM {view}"))
        .unwrap();
    let lines = select.query_map((), |row| row.get(0)).unwrap();
    lines.collect::<Result<_, _>>().unwrap()
}
