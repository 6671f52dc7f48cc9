//! Where a line comes from.

use hourglass_core::{AccountId, Person, Sequence};

use super::limits::USERNAME_BYTES_MAX;
use super::writer::cut;

/// Who speaks for the chat itself: whom `/msg hourglass` is to.
pub const SERVICE: &str = "hourglass!chat@hourglass";

/// What is shown where a client gave no user name.
const USERNAME: &str = "user";

/// The host of a name's address: made of the account's number only, the same wherever it is shown.
pub fn host(account: AccountId) -> String {
    let mut host = String::new();
    push_host(account, &mut host);
    host
}

/// The address of a person: `name!username@host`.
pub fn prefix(person: &Person) -> String {
    address(&person.name, &person.username, person.account)
}

/// An address of its parts.
pub(super) fn address(name: &str, username: &str, account: AccountId) -> String {
    let mut address = String::with_capacity(name.len() + username.len() + 24);
    address.push_str(name);
    address.push('!');
    address.push_str(shown_username(username));
    address.push('@');
    push_host(account, &mut address);
    address
}

/// A user name as it is shown.
pub(super) fn shown_username(username: &str) -> &str {
    if username.is_empty() {
        USERNAME
    } else {
        cut(username, USERNAME_BYTES_MAX)
    }
}

fn push_host(account: AccountId, host: &mut String) {
    let guest_bit = AccountId::guest(Sequence(0)).0;
    host.push(if account.is_guest() { 'g' } else { 'u' });
    host.push_str(&(account.0 & !guest_bit).to_string());
    host.push_str(".hourglass");
}
