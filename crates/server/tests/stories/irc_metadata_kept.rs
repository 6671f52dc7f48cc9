//! Metadata over IRC: what a device brings along, what is kept, and what goes.

use crate::kit::metadata::{Draft, asks, bare, batch, told, with_guests};
use crate::kit::{IrcUser, PASSWORD, World};

/// Comes in as an account after these lines; what the greeting says of metadata.
async fn brings(world: &World, draft: Draft, name: &str, lines: &[&str]) -> (IrcUser, Vec<String>) {
    let mut user = world.irc().await;
    user.says("CAP LS 302").await;
    user.says(&format!("CAP REQ :{}", draft.capabilities()))
        .await;
    user.line_with(" ACK ").await;
    for line in lines {
        user.says(line).await;
    }
    user.says(&format!("PASS :{name}:{PASSWORD}")).await;
    user.says("CAP END").await;
    let greeting = user.comes_in(name).await;
    let greeting: Vec<String> = greeting.iter().map(|line| bare(line)).collect();
    let end = greeting.iter().position(|line| line.starts_with("422 "));
    let start = greeting
        .iter()
        .position(|line| line.starts_with("BATCH +metadata"));
    let own = greeting[start.unwrap()..end.unwrap()].to_vec();
    (user, own)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_before_the_greeting_is_set() {
    for draft in Draft::BOTH {
        let mut world = World::configured(with_guests).await;
        let lines = [
            "METADATA * SET display-name :Foo The First",
            "METADATA * SUB display-name",
        ];
        let (mut foo, own) = brings(&world, draft, "foo", &lines).await;
        let first = draft.news("foo", "foo", "display-name", Some("Foo The First"));
        assert_eq!(own, batch("foo", &[&first]));
        let subscriptions = asks(&mut foo, "METADATA * SUBS").await;
        assert!(subscriptions.contains(&"772 foo display-name".to_owned()));
        let got = asks(&mut foo, "METADATA * GET display-name").await;
        let answer = "761 foo foo display-name * :Foo The First";
        assert_eq!(got, batch("foo", &[answer]));
        foo.says("QUIT").await;
        foo.everything().await;
        world.restart().await;

        let (mut foo, own) = brings(&world, draft, "foo", &[]).await;
        assert_eq!(own, batch("foo", &[&first]), "the value is kept");
        let subscriptions = asks(&mut foo, "METADATA * SUBS").await;
        assert!(
            !subscriptions.iter().any(|line| line.starts_with("772")),
            "the device's keys are not"
        );
        let (_phone, own) = brings(&world, draft, "foo", &["METADATA * SET display-name"]).await;
        assert_eq!(own, batch("foo", &[]), "taken away on the way in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_of_one_name_hear_of_each_other() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut desk = world.irc_user_with("Ann", draft.capabilities()).await;
        let (mut phone, _) = brings(&world, draft, "Ann", &["METADATA * SUB url"]).await;
        asks(&mut desk, "METADATA * SUB url").await;
        asks(&mut desk, "METADATA * SET url x").await;
        assert_eq!(
            told(&mut phone).await,
            [draft.news("Ann", "Ann", "url", Some("x"))]
        );
        asks(&mut phone, "METADATA * SET url").await;
        assert_eq!(
            told(&mut desk).await,
            [draft.news("Ann", "Ann", "url", None)]
        );
        desk.says("JOIN #tea").await;
        desk.hears_all().await;
        asks(&mut desk, "METADATA #tea SET url y").await;
        let news = draft.news("Ann", "#tea", "url", Some("y"));
        assert!(told(&mut phone).await.ends_with(&[news]));

        let capability = draft.capabilities().split(' ').next().unwrap();
        asks(&mut phone, &format!("CAP REQ -{capability}")).await;
        asks(&mut desk, "METADATA * SET url z").await;
        assert!(
            told(&mut phone).await.is_empty(),
            "it does not want to hear of it"
        );
        let refused = asks(&mut phone, "METADATA * SUBS").await;
        assert!(
            refused[0].starts_with("FAIL METADATA INVALID_PARAMS SUBS :"),
            "{refused:?}"
        );
        asks(&mut phone, &format!("CAP REQ {capability}")).await;
        let subscriptions = asks(&mut phone, "METADATA * SUBS").await;
        assert!(!subscriptions.iter().any(|line| line.starts_with("772")));
        let joined = asks(&mut phone, "METADATA Ann GET url").await;
        assert_eq!(joined, batch("Ann", &["761 Ann Ann url * :z"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_guest_said_goes_with_it_or_over_to_the_account() {
    let mut world = World::configured(with_guests).await;
    let draft = Draft::Third;
    let mut gil = draft.guest(&world, "Gil").await;
    asks(&mut gil, "METADATA * SET url x").await;
    gil.says("QUIT").await;
    gil.everything().await;
    let mut gil = draft.guest(&world, "Gil").await;
    assert_eq!(asks(&mut gil, "METADATA * LIST").await, batch("Gil", &[]));
    asks(&mut gil, "METADATA * SET url y").await;
    gil.says(&format!("REGISTER * * :{PASSWORD}")).await;
    gil.line_with("REGISTER SUCCESS").await;
    gil.says("QUIT").await;
    gil.everything().await;
    world.restart().await;
    let (_gil, own) = brings(&world, draft, "Gil", &[]).await;
    assert_eq!(own, batch("Gil", &["761 Gil Gil url * :y"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_silenced_says_nothing_here_either() {
    for draft in Draft::BOTH {
        let world = World::configured(|config| {
            with_guests(config);
            config.chat.ban_complaints = 1;
        })
        .await;
        let mut ann = world.irc_user_with("Ann", draft.capabilities()).await;
        let mut bob = world.irc_user("Bob").await;
        asks(&mut ann, "METADATA * SET url x").await;
        bob.says("COMPLAIN Ann").await;
        bob.hears_all().await;
        told(&mut ann).await;
        let refused = asks(&mut ann, "METADATA * SET url y").await;
        let expected = "FAIL METADATA RATE_LIMITED * url 14400 :You are banned";
        assert!(
            refused.len() == 1 && refused[0].starts_with(expected),
            "{refused:?}"
        );
        let gone = asks(&mut ann, "METADATA * SET url").await;
        assert_eq!(
            gone,
            ["766 Ann Ann url :Key not set"],
            "what there is may go"
        );
        let (_phone, own) = brings(&world, draft, "Ann", &["METADATA * SET url z"]).await;
        assert_eq!(own, batch("Ann", &[]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_may_have_so_many_values_and_keys() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        for number in 0..20 {
            let set = asks(&mut foo, &format!("METADATA * SET k{number} x")).await;
            assert!(set[0].starts_with("761 "), "{set:?}");
        }
        for number in 0..50 {
            let heard = asks(&mut foo, &format!("METADATA * SUB k{number}")).await;
            assert_eq!(heard[0], format!("770 foo k{number}"));
        }
        let (full, keys) = match draft {
            Draft::Second => ("LIMIT_REACHED * :", "TOO_MANY_SUBS k50 :"),
            Draft::Third => ("LIMIT_REACHED * 20 :", "LIMIT_REACHED k50 50 :"),
        };
        let refused = asks(&mut foo, "METADATA * SET k20 x").await;
        assert!(
            refused[0].starts_with(&format!("FAIL METADATA {full}")),
            "{refused:?}"
        );
        let refused = asks(&mut foo, "METADATA * SUB k7 k50 k8").await;
        assert_eq!(refused[0], "770 foo k7");
        assert!(
            refused[1].starts_with(&format!("FAIL METADATA {keys}")),
            "{refused:?}"
        );
        assert_eq!(refused.len(), 2);
    }
}
