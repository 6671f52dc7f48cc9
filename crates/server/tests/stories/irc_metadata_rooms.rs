//! Metadata over IRC: what those who run a room say of it.

use crate::kit::metadata::{Draft, asks, batch, told, with_guests};
use crate::kit::{PASSWORD, World};

const SET: &str = "METADATA #chan SET display-name";

#[tokio::test(flavor = "multi_thread")]
async fn who_runs_a_room_speaks_for_it() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut foo = draft.guest(&world, "foo").await;
        let mut bar = draft.guest(&world, "bar").await;
        asks(&mut bar, "METADATA * SUB avatar display-name").await;
        asks(&mut foo, "JOIN #chan").await;
        let is = |who: &str, value: &str| format!("761 {who} #chan display-name * :{value}");
        assert_eq!(
            asks(&mut foo, &format!("{SET} :Hash")).await,
            [is("foo", "Hash")]
        );
        assert!(told(&mut bar).await.is_empty(), "it is not in there");
        for line in ["GET display-name", "LIST", "SYNC", "SET url x"] {
            let refused = asks(&mut bar, &format!("METADATA #chan {line}")).await;
            let is_refused = refused.len() == 1 && refused[0].starts_with("FAIL METADATA ");
            assert!(is_refused, "{line}: {refused:?}");
        }
        let joined = asks(&mut bar, "JOIN #chan").await;
        let news = |value| draft.news("bar", "#chan", "display-name", value);
        assert!(
            joined.ends_with(&batch("#chan", &[&news(Some("Hash"))])),
            "{joined:?}"
        );
        told(&mut foo).await;
        asks(&mut foo, &format!("{SET} :Harsh")).await;
        assert_eq!(told(&mut bar).await, [news(Some("Harsh"))]);
        let listed = asks(&mut bar, "METADATA #CHAN LIST").await;
        assert_eq!(listed, batch("#chan", &[&is("bar", "Harsh")]));

        for (line, key) in [("SET display-name :Sharp", "display-name"), ("CLEAR", "*")] {
            let refused = asks(&mut bar, &format!("METADATA #chan {line}")).await;
            let expected = format!("FAIL METADATA KEY_NO_PERMISSION #chan {key} :");
            assert!(
                refused.len() == 1 && refused[0].starts_with(&expected),
                "{refused:?}"
            );
        }
        asks(&mut foo, SET).await;
        assert_eq!(told(&mut bar).await, [news(None)]);
        asks(&mut foo, &format!("{SET} :Hash")).await;
        asks(&mut foo, "METADATA #chan SET url x").await;
        told(&mut bar).await;
        let unset = |key: &str| format!("766 foo #chan {key} :Key not set");
        assert_eq!(
            asks(&mut foo, "METADATA #chan CLEAR").await,
            batch("#chan", &[&unset("display-name"), &unset("url")])
        );
        assert_eq!(told(&mut bar).await, [news(None)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_for_the_common_room() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let mut ann = world.irc_user_with("Ann", draft.capabilities()).await;
        let refused = asks(&mut ann, "METADATA #lobby SET url x").await;
        let expected = "FAIL METADATA KEY_NO_PERMISSION #lobby url :";
        assert!(refused[0].starts_with(expected), "{refused:?}");
        let listed = asks(&mut ann, "METADATA #lobby LIST").await;
        assert_eq!(listed, batch("#lobby", &[]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_of_a_room_goes_with_it() {
    let mut world = World::configured(with_guests).await;
    let draft = Draft::Third;
    let mut ann = world.irc_user_with("Ann", draft.capabilities()).await;
    asks(&mut ann, "JOIN #chan").await;
    asks(&mut ann, &format!("{SET} :Hash")).await;
    asks(&mut ann, "RENAME #chan #other").await;
    let is = |room: &str| format!("761 Ann {room} display-name * :Hash");
    let listed = asks(&mut ann, "METADATA #other LIST").await;
    assert_eq!(
        listed,
        batch("#other", &[&is("#other")]),
        "it has another name"
    );
    ann.says("QUIT").await;
    ann.everything().await;
    world.restart().await;
    let mut ann = world.irc().await;
    ann.comes_in_with("Ann", PASSWORD, draft.capabilities())
        .await;
    let listed = asks(&mut ann, "METADATA #other LIST").await;
    assert_eq!(listed, batch("#other", &[&is("#other")]), "it is kept");
    asks(&mut ann, "PART #other").await;
    let gone = asks(&mut ann, "METADATA #other LIST").await;
    assert!(
        gone[0].starts_with("FAIL METADATA INVALID_TARGET #other :"),
        "{gone:?}"
    );
    asks(&mut ann, "JOIN #other").await;
    let listed = asks(&mut ann, "METADATA #other LIST").await;
    assert_eq!(listed, batch("#other", &[]), "another room of that name");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_is_asked_for() {
    for draft in Draft::BOTH {
        let world = World::configured(with_guests).await;
        let keys: Vec<String> = (0..20).map(|number| format!("k{number:02}")).collect();
        let mut crowd = Vec::new();
        for number in 0..11 {
            let name = format!("crowd{number:02}");
            let mut user = draft.guest(&world, &name).await;
            user.says("JOIN #chan").await;
            for key in &keys {
                user.says(&format!("METADATA * SET {key} x")).await;
            }
            user.hears_all().await;
            crowd.push(user);
        }
        let mut bar = draft.guest(&world, "bar").await;
        for keys in keys.chunks(10) {
            asks(&mut bar, &format!("METADATA * SUB {}", keys.join(" "))).await;
        }
        let later =
            |target: &str| format!("774 bar {target} 0 :Ask with METADATA SYNC for what there is");
        let joined = asks(&mut bar, "JOIN #chan").await;
        assert_eq!(joined.last(), Some(&later("#chan")));
        let synced = asks(&mut bar, "METADATA #chan SYNC").await;
        assert_eq!(synced.len(), 2 + 11 * 20);
        let told = draft.news("bar", "crowd00", "k00", Some("x"));
        assert_eq!(synced[1], told);
        asks(
            &mut bar,
            &format!("METADATA * UNSUB {}", keys[..10].join(" ")),
        )
        .await;
        asks(
            &mut bar,
            &format!("METADATA * UNSUB {}", keys[10..].join(" ")),
        )
        .await;
        asks(&mut bar, "CAP REQ -batch").await;
        let synced = asks(&mut bar, "METADATA * SYNC").await;
        assert!(
            synced.is_empty(),
            "without batches nothing marks an empty answer"
        );
        let subscribed = asks(&mut bar, "METADATA * SUB k00").await;
        assert_eq!(subscribed.len(), 1 + 11, "{subscribed:?}");
        assert_eq!(subscribed[1], told);
    }
}
