//! What a person sees who opens the database with the `sqlite3` shell while the server runs.

use hourglass_core::Changes;
use hourglass_server::store::Store;
use rusqlite::Connection;

use crate::places::OnDisk;
use crate::samples::{account, common_room, forgotten, message, private, registered, said};

#[test]
fn messages_can_be_read_with_their_names_and_times() {
    let place = OnDisk::new();
    let mut store = place.store().unwrap();
    let people = Changes {
        rooms: vec![common_room()],
        ..registered(2, &[account(1, "Ann"), account(2, "Bob")])
    };
    let messages = vec![
        message(3, "over"),
        message(100, "hello"),
        private(200, "psst"),
    ];
    for changes in [people, said(messages), forgotten(200, 3)] {
        store.commit(&changes).unwrap();
    }

    let shell = Connection::open(place.database()).unwrap();
    let mut select = shell
        .prepare("SELECT concat_ws('|', id, sent_at_utc, author, destination, text) FROM messages_readable")
        .unwrap();
    let lines = select.query_map((), |row| row.get::<_, String>(0)).unwrap();
    let lines: Vec<String> = lines.collect::<Result<_, _>>().unwrap();
    let expected = [
        "100|2023-11-14 22:13:21|Ann|everybody in common|hello",
        "200|2023-11-14 22:13:22|Ann|Bob|psst",
    ];
    assert_eq!(lines, expected);
}
