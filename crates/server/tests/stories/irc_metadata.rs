//! Metadata over IRC: what people say of themselves, and who hears of it.

use crate::kit::metadata::{Draft, asks, bare, batch, told, with_guests};
use crate::kit::{IrcUser, World, tag};

const SET: &str = "METADATA * SET display-name";

#[tokio::test(flavor = "multi_thread")]
async fn values_are_set_asked_for_and_taken_back() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        let unset = |key: &str| format!("766 foo foo {key} :Key not set");
        let is = |value: &str| format!("761 foo foo display-name * :{value}");
        assert_eq!(
            asks(&mut foo, "METADATA * GET display-name avatar").await,
            batch("foo", &[&unset("display-name"), &unset("avatar")])
        );
        assert_eq!(asks(&mut foo, "METADATA * LIST").await, batch("foo", &[]));
        assert_eq!(asks(&mut foo, "METADATA * CLEAR").await, batch("foo", &[]));
        assert_eq!(asks(&mut foo, SET).await, [unset("display-name")]);
        for (target, value) in [("*", "Foo The First"), ("foo", "->💜<-"), ("FOO", "a:b c")] {
            let line = format!("metadata {target} set Display-Name :{value}");
            for _ in 0..2 {
                assert_eq!(asks(&mut foo, &line).await, [is(value)]);
            }
            for target in ["*", "foo"] {
                let line = format!("METADATA {target} GET display-name");
                assert_eq!(asks(&mut foo, &line).await, batch("foo", &[&is(value)]));
            }
        }
        assert_eq!(
            asks(&mut foo, &format!("{SET} :")).await,
            [unset("display-name")]
        );
        assert_eq!(asks(&mut foo, "METADATA * LIST").await, batch("foo", &[]));
        asks(&mut foo, &format!("{SET} :x")).await;
        asks(&mut foo, "METADATA * SET avatar y").await;
        let both = [&*unset("avatar"), &*unset("display-name")];
        assert_eq!(
            asks(&mut foo, "METADATA * CLEAR").await,
            batch("foo", &both)
        );
        assert_eq!(asks(&mut foo, "METADATA * LIST").await, batch("foo", &[]));
        let wrong = asks(&mut foo, "METADATA foobar LIST").await;
        assert_eq!(wrong.len(), 1);
        assert!(
            wrong[0].starts_with("FAIL METADATA INVALID_TARGET foobar :"),
            "{wrong:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_subscribed_hears_of_those_in_the_same_room() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        let mut bar = draft.guest(&world, "bar").await;
        let mut deaf = draft.guest(&world, "deaf").await;
        let subscribed = asks(&mut bar, "METADATA * SUB avatar display-name").await;
        assert_eq!(subscribed[0], "770 bar avatar display-name");
        asks(&mut foo, &format!("{SET} :Foo The First")).await;
        assert!(told(&mut bar).await.is_empty(), "they share no room");
        for user in [&mut foo, &mut deaf] {
            user.says("JOIN #chan").await;
            user.hears_all().await;
        }
        let joined = asks(&mut bar, "JOIN #chan").await;
        let first = draft.news("bar", "foo", "display-name", Some("Foo The First"));
        let expected = batch("#chan", &[&first]);
        assert!(joined.ends_with(&expected), "{joined:?}");
        told(&mut foo).await;

        for value in [Some("Foo The Second"), None] {
            let line = value.map_or(SET.to_owned(), |value| format!("{SET} :{value}"));
            for is_news in [true, false] {
                asks(&mut foo, &line).await;
                let news = draft.news("bar", "foo", "display-name", value);
                let expected: Vec<String> = is_news.then_some(news).into_iter().collect();
                assert_eq!(told(&mut bar).await, expected);
            }
        }
        asks(&mut foo, "METADATA * SET url x").await;
        assert!(told(&mut bar).await.is_empty(), "of that it does not hear");
        asks(&mut deaf, "PART #chan").await;
        told(&mut bar).await;
        let bye = asks(&mut bar, "METADATA * UNSUB display-name avatar").await;
        assert_eq!(bye, ["771 bar display-name avatar"]);
        asks(&mut foo, &format!("{SET} :Foo")).await;
        assert!(told(&mut bar).await.is_empty());
        let of_deaf = told(&mut deaf).await;
        assert!(
            !of_deaf.iter().any(|line| line.contains("Foo")),
            "{of_deaf:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_for_somebody_else() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        let mut bar = draft.guest(&world, "bar").await;
        asks(&mut bar, "METADATA * SET color #c90076").await;
        for (line, key) in [
            (
                "METADATA bar SET display-name :Totally Not Foo",
                "display-name",
            ),
            ("METADATA bar CLEAR", "*"),
        ] {
            let refused = asks(&mut foo, line).await;
            let expected = format!("FAIL METADATA KEY_NO_PERMISSION bar {key} :");
            assert!(
                refused.len() == 1 && refused[0].starts_with(&expected),
                "{refused:?}"
            );
        }
        assert!(told(&mut bar).await.is_empty());
        let listed = asks(&mut foo, "METADATA bar LIST").await;
        assert_eq!(listed, batch("bar", &["761 foo bar color * :#c90076"]));
        for line in [
            "METADATA bar SUB url",
            "METADATA #x UNSUB url",
            "METADATA bar SUBS",
        ] {
            let refused = asks(&mut foo, line).await;
            assert!(
                refused[0].starts_with("FAIL METADATA INVALID_TARGET "),
                "{refused:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_value_is_told_to_nobody() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        let mut bar = draft.guest(&world, "bar").await;
        asks(&mut bar, "METADATA * SUB display-name").await;
        for user in [&mut foo, &mut bar] {
            user.says("JOIN #chan").await;
            user.hears_all().await;
        }
        told(&mut foo).await;
        let code = match draft {
            Draft::Second => "VALUE_INVALID :",
            Draft::Third => "INVALID_VALUE display-name :",
        };
        for value in ["abcd".repeat(120), "💜".repeat(120), "\u{202e}".to_owned()] {
            let refused = asks(&mut foo, &format!("{SET} :{value}")).await;
            let expected = format!("FAIL METADATA {code}");
            assert!(
                refused.len() == 1 && refused[0].starts_with(&expected),
                "{refused:?}"
            );
        }
        foo.sends(b"METADATA * SET display-name :invalid UTF-8 ->\xc3<-\r\n")
            .await;
        let refused = told(&mut foo).await;
        assert!(
            refused[0].starts_with("FAIL METADATA INVALID_UTF8 :"),
            "{refused:?}"
        );
        assert!(told(&mut bar).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_watched_is_heard_of() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut bar = draft.guest(&world, "bar").await;
        asks(&mut bar, "METADATA * SUB url").await;
        asks(&mut bar, "MONITOR + foo").await;
        let mut foo = draft.guest(&world, "foo").await;
        let came = told(&mut bar).await;
        assert!(came[0].starts_with("730 bar :foo!"), "{came:?}");
        asks(&mut foo, "METADATA * SET url x").await;
        let news = draft.news("bar", "foo", "url", Some("x"));
        assert_eq!(told(&mut bar).await, [&*news]);
        asks(&mut bar, "MONITOR C").await;
        let watched = asks(&mut bar, "MONITOR + foo").await;
        assert_eq!(watched[1..], batch("foo", &[&news]));
        let synced = asks(&mut bar, "METADATA *ALL SYNC").await;
        assert_eq!(synced, batch("*ALL", &[&news]));
        let synced = asks(&mut bar, "METADATA foo SYNC").await;
        assert_eq!(synced, batch("foo", &[&news]));
        let again = asks(&mut bar, "METADATA * SUB url").await;
        assert_eq!(again, ["770 bar url"], "nothing is new");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_some_of_it_in_whois() {
    let world = World::configured(with_guests).await;
    let mut foo = Draft::Third.guest(&world, "foo").await;
    let mut bar = Draft::Third.guest(&world, "bar").await;
    asks(&mut foo, "METADATA * SET homepage https://foo.example").await;
    asks(&mut foo, "METADATA * SET vendor/key 7").await;
    let of_people = |lines: Vec<String>| {
        let kept = lines.into_iter().filter(|line| line.starts_with("760 "));
        kept.collect::<Vec<String>>()
    };
    let whois = of_people(asks(&mut bar, "WHOIS foo").await);
    assert_eq!(whois, ["760 bar foo homepage * :https://foo.example"]);
    bar.says("CAP REQ -draft/metadata-3").await;
    bar.hears_all().await;
    assert!(of_people(asks(&mut bar, "WHOIS foo").await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_answers_a_label_is_in_one_batch() {
    let world = World::configured(with_guests).await;
    let capabilities = "draft/metadata-3 batch labeled-response";
    let mut foo = world.irc_user_with("foo", capabilities).await;
    let labelled = async |user: &mut IrcUser, line: &str| {
        user.says(&format!("@label=l {line}")).await;
        user.hears_all().await
    };
    let set = labelled(&mut foo, "METADATA * SET url x").await;
    assert_eq!(set.len(), 1);
    assert_eq!(tag(&set[0], "label"), Some("l"));
    let listed = labelled(&mut foo, "METADATA * LIST").await;
    assert_eq!(tag(&listed[0], "label"), Some("l"));
    assert!(bare(&listed[0]).starts_with("BATCH +metadata metadata foo"));
    let subscribed = labelled(&mut foo, "METADATA * SUB url").await;
    assert!(
        bare(&subscribed[0]).ends_with(" labeled-response"),
        "{subscribed:?}"
    );
    let value = subscribed
        .iter()
        .find(|line| bare(line).starts_with("761 "));
    assert_eq!(value.and_then(|line| tag(line, "batch")), Some("metadata"));
    let nested = subscribed
        .iter()
        .find(|line| line.contains("BATCH +metadata"));
    assert_eq!(nested.and_then(|line| tag(line, "batch")), Some("answer"));
    let keys = labelled(&mut foo, "METADATA * SUBS").await;
    assert_eq!(bare(&keys[1]), "772 foo url");
}
