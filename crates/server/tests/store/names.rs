//! Names that were kept from other Unicode tables.

use hourglass_core::{Name, NameParts, RoomName};
use hourglass_server::store::{NameTables, SqliteStore, Store};

use crate::places::OnDisk;
use crate::samples::{account, registered, room, rooms};

fn later_tables(parse: fn(&str) -> Option<Name>) -> NameTables {
    NameTables {
        unicode_version: "2.0",
        parse,
        parse_room: |_| None,
    }
}

fn keys(place: &OnDisk, tables: NameTables) -> Vec<(String, String)> {
    let mut store = SqliteStore::open(place.path(), tables).unwrap();
    let loaded = store.load().unwrap();
    for (account, registration) in loaded.snapshot.accounts.iter().zip(&loaded.credentials) {
        assert_eq!(*account.name.key(), registration.key);
    }
    let accounts = loaded.snapshot.accounts.iter();
    accounts
        .map(|account| {
            (
                account.name.key().to_string(),
                account.name.skeletons()[0].to_string(),
            )
        })
        .collect()
}

fn place_with(names: &[&str]) -> OnDisk {
    let place = OnDisk::new();
    let accounts: Vec<_> = (1_u64..)
        .zip(names)
        .map(|(id, name)| account(id, name))
        .collect();
    let mut store = place.store().unwrap();
    store
        .commit(&registered(accounts.len() as u64, &accounts))
        .unwrap();
    place
}

fn made_of(shown: &str, key: &str) -> Option<Name> {
    Some(Name::from_checked(NameParts {
        shown: shown.into(),
        key: key.into(),
        skeletons: [format!("2~{shown}").into(), format!("2~{key}").into()],
    }))
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(key, skeleton): &(&str, &str)| ((*key).to_owned(), (*skeleton).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn keys_and_skeletons_follow_the_tables() {
    let place = place_with(&["Ann", "Bob"]);
    let later = later_tables(|shown| made_of(shown, &shown.to_uppercase()));
    let expected = owned(&[("ANN", "2~Ann"), ("BOB", "2~Bob")]);
    assert_eq!(keys(&place, later), expected);
    assert_eq!(
        keys(&place, later_tables(|_| None)),
        expected,
        "made anew once"
    );
}

#[test]
fn a_name_that_became_impossible_or_somebody_elses_keeps_its_key() {
    let place = place_with(&["Ann", "Bob", "Cy"]);
    let later = later_tables(|shown| match shown {
        "Ann" => None,
        "Bob" => made_of(shown, "cy"),
        _ => made_of(shown, "ccc"),
    });
    let first = owned(&[("ann", "~Ann"), ("bob", "~Bob"), ("ccc", "2~Cy")]);
    assert_eq!(keys(&place, later), first);
    let second = owned(&[("ann", "~Ann"), ("cy", "2~Bob"), ("ccc", "2~Cy")]);
    assert_eq!(keys(&place, later), second, "the key became free");
}

fn rooms_of(place: &OnDisk, parse_room: fn(&str) -> Option<RoomName>) -> Vec<(String, String)> {
    let tables = NameTables {
        parse_room,
        ..later_tables(|_| None)
    };
    let mut store = SqliteStore::open(place.path(), tables).unwrap();
    let rooms = store.load().unwrap().snapshot.rooms;
    let forms = |room: RoomName| {
        (
            room.key().to_string(),
            room.name().skeletons()[0].to_string(),
        )
    };
    rooms.into_iter().map(|room| forms(room.name)).collect()
}

#[test]
fn rooms_follow_the_tables_and_keep_their_key_where_they_cannot() {
    let place = OnDisk::new();
    let names = ["#Ann", "#Bob", "#Cy"];
    let records: Vec<_> = (1..).zip(names).map(|(id, name)| room(id, name)).collect();
    let mut store = place.store().unwrap();
    store.commit(&rooms(3, &records)).unwrap();
    drop(store);
    let first = rooms_of(&place, |shown| match shown {
        "#Ann" => None,
        "#Bob" => made_of(shown, "#cy").map(RoomName::from_checked),
        _ => made_of(shown, "#ccc").map(RoomName::from_checked),
    });
    let expected = [("#ann", "~#Ann"), ("#bob", "~#Bob"), ("#ccc", "2~#Cy")];
    assert_eq!(first, owned(&expected));
    let long = "#".repeat(100);
    let second = rooms_of(&place, |shown| {
        made_of(shown, &"#".repeat(100)).map(RoomName::from_checked)
    });
    let expected = [(&*long, "2~#Ann"), ("#bob", "~#Bob"), ("#ccc", "2~#Cy")];
    assert_eq!(second, owned(&expected));
}
