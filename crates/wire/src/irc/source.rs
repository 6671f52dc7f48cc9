//! Where a line comes from.

use hourglass_core::{AccountId, Person, Sequence};

use super::limits::USERNAME_BYTES_MAX;
use super::writer::{cut, put_number};

/// Who speaks for the chat itself: whom `/msg hourglass` is to.
pub const SERVICE: &str = "hourglass!chat@hourglass";

/// What is shown where a client gave no user name.
const USERNAME: &str = "user";

/// The host of a name's address: made of the account's number only, the same wherever it is shown.
pub fn host(account: AccountId) -> String {
    let mut host = Vec::new();
    put_host(account, &mut host);
    String::from_utf8_lossy(&host).into_owned()
}

/// The address of a person: `name!username@host`.
pub fn prefix(person: &Person) -> String {
    let mut address = Vec::new();
    put_address(&person.name, &person.username, person.account, &mut address);
    String::from_utf8_lossy(&address).into_owned()
}

/// Writes an address of its parts.
pub(super) fn put_address(name: &str, username: &str, account: AccountId, out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.push(b'!');
    out.extend_from_slice(shown_username(username).as_bytes());
    out.push(b'@');
    put_host(account, out);
}

/// A user name as it is shown: as far as it could stand in an address.
pub(super) fn shown_username(username: &str) -> &str {
    let end = username.find(|character: char| {
        character.is_ascii_control() || matches!(character, ' ' | '!' | '@' | ':')
    });
    match cut(
        &username[..end.unwrap_or(username.len())],
        USERNAME_BYTES_MAX,
    ) {
        "" => USERNAME,
        shown => shown,
    }
}

fn put_host(account: AccountId, out: &mut Vec<u8>) {
    let guest_bit = AccountId::guest(Sequence(0)).0;
    out.push(if account.is_guest() { b'g' } else { b'u' });
    put_number(account.0 & !guest_bit, out);
    out.extend_from_slice(b".hourglass");
}
