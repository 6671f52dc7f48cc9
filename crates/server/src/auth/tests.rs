//! Many who log in at once.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use futures_util::future::join_all;
use hourglass_core::{AccountId, Credential, Registration};
use hourglass_wire::{LoginRefusal, name};

use super::hasher::Hasher;
use super::{Authenticator, Cost, Pool};
use crate::directory::Directory;
use crate::limits;

const MEMORY: u64 = 1024 * 1024;
/// More than one address or name may fail at once.
const PROCESSORS: usize = 64;
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// An authenticator that knows these names; each has itself for a password.
fn knowing(names: &[String], processors: usize) -> Authenticator {
    knowing_only(names, processors, true)
}

/// The same, where others can be registered or not.
fn knowing_only(names: &[String], processors: usize, is_open: bool) -> Authenticator {
    let cost = Cost::new(MEMORY).unwrap();
    let mut hasher = Hasher::new(cost.clone());
    let registrations = names
        .iter()
        .enumerate()
        .map(|(account, shown)| Registration {
            account: AccountId(account as u64),
            key: name::parse(shown).unwrap().key().clone(),
            password_hash: hasher.hash(shown).unwrap(),
            email: None,
        });
    let directory = Directory::new(registrations.collect());
    let hashers = Pool::start(&cost, processors).unwrap();
    Authenticator::new(Arc::new(directory), hashers, true, is_open)
}

#[tokio::test]
async fn right_passwords_hold_nobody_up_however_many_are_looked_at_at_once() {
    let names: Vec<_> = (0..2 * limits::ADDRESS_FAILURES.0)
        .map(|number| format!("name{number}"))
        .collect();
    let authenticator = knowing(&names, PROCESSORS);
    let devices = vec![names[0].clone(); 4 * limits::PAIR_FAILURES.0 as usize];
    for crowd in [&devices, &names] {
        let checks = crowd.iter().map(|shown| {
            let authenticator = &authenticator;
            async move {
                let name = name::parse(shown).unwrap();
                authenticator.check(&name, shown, HERE).await
            }
        });
        for checked in join_all(checks).await {
            assert!(
                matches!(checked, Ok(Credential::Verified(_))),
                "{checked:?}"
            );
        }
    }
}

#[tokio::test]
async fn wrong_passwords_are_slowed_also_when_they_come_at_once() {
    let authenticator = knowing(&["ann".to_owned()], PROCESSORS);
    let ann = name::parse("ann").unwrap();
    let guesses = 4 * PROCESSORS;
    let checks = (0..guesses).map(|_| authenticator.check(&ann, "a guess", HERE));
    let checked = join_all(checks).await;
    let looked_at = checked
        .iter()
        .filter(|checked| matches!(checked, Err(LoginRefusal::WrongPassword)))
        .count();
    assert!(looked_at >= limits::PAIR_FAILURES.0 as usize, "{looked_at}");
    assert!(
        looked_at <= limits::PAIR_FAILURES.0 as usize + PROCESSORS,
        "{looked_at} of {guesses} guesses were looked at"
    );
    let next = authenticator.check(&ann, "ann", HERE).await;
    assert!(
        matches!(next, Err(LoginRefusal::Throttled { .. })),
        "{next:?}"
    );
}

#[tokio::test]
async fn where_none_can_be_registered_only_names_that_there_are_come_in() {
    let authenticator = knowing_only(&["ann".to_owned()], 1, false);
    let check = async |shown: &str, password: &str| {
        let name = name::parse(shown).unwrap();
        authenticator.check(&name, password, HERE).await
    };
    let closed = check("bob", "bob").await.unwrap_err();
    assert_eq!(closed, LoginRefusal::RegistrationClosed);
    let wrong = check("ann", "bob").await.unwrap_err();
    assert_eq!(wrong, LoginRefusal::WrongPassword);
    assert!(matches!(
        check("ANN", "ann").await,
        Ok(Credential::Verified(_))
    ));
}

#[tokio::test]
async fn a_guess_is_looked_at_again_when_its_turn_comes() {
    let authenticator = knowing(&["ann".to_owned()], 1);
    let ann = name::parse("ann").unwrap();
    // All of them pass the first look before the first one is hashed, or soon after.
    let checks = (0..100).map(|_| authenticator.check(&ann, "a guess", HERE));
    let checked = join_all(checks).await;
    let (looked_at, refused): (Vec<_>, Vec<_>) = checked
        .iter()
        .partition(|checked| matches!(checked, Err(LoginRefusal::WrongPassword)));
    assert_eq!(looked_at.len(), limits::PAIR_FAILURES.0 as usize);
    for checked in refused {
        assert!(
            matches!(checked, Err(LoginRefusal::Throttled { .. })),
            "{checked:?}"
        );
    }
}
