//! What several shards owe each other.

use std::sync::Arc;
use std::time::Instant;

use hourglass_core::SessionId;
use tokio::sync::mpsc;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use super::kit::{Connection, PATIENCE, Talk, encoders};
use super::{Fanout, Input, Told, start_shard};
use crate::limits::SHARD_QUEUE_MAX;

/// One that the first of two shards tells.
const SESSION: SessionId = SessionId(2);

/// On a runtime of one thread, where the shard runs only while the test waits.
#[tokio::test]
async fn no_shard_begins_what_another_has_not_got() {
    let mut talk = Talk::new();
    let shard = start_shard(&Arc::new(encoders()), &TaskTracker::new());
    let (other, mut queue_of_other) = mpsc::channel(1);
    other.try_send(Input::Stop).ok().unwrap();
    let fanout = Fanout {
        shards: [shard, other].into(),
    };
    let (mut connection, attachment) = Connection::open(SESSION).await;
    fanout.attach(attachment).await;
    let shard = fanout.shards[0].clone();
    let has_taken_all = async || {
        while shard.capacity() < SHARD_QUEUE_MAX {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, has_taken_all()).await.unwrap();

    let emissions = talk.login(SESSION, "Ann");
    let (position, told) = (talk.position(), Told::new(mpsc::channel(1).0));
    let releasing = std::thread::spawn(move || fanout.release(position, emissions, told));
    let end = Instant::now() + PATIENCE;
    while shard.capacity() == SHARD_QUEUE_MAX {
        assert!(Instant::now() < end, "nothing is released");
        std::thread::yield_now();
    }
    timeout(PATIENCE, has_taken_all()).await.unwrap();
    let answer = connection.login.try_recv();
    assert_eq!(answer, Err(TryRecvError::Empty), "it was told already");

    let queued = timeout(PATIENCE, async {
        [queue_of_other.recv().await, queue_of_other.recv().await]
    });
    let queued = queued.await.unwrap();
    assert!(matches!(queued, [Some(Input::Stop), Some(Input::Batch(_))]));
    let answer = timeout(PATIENCE, connection.login).await.unwrap();
    assert_eq!(answer, Ok(Ok(())));
    releasing.join().unwrap();
}
