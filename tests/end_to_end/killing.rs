//! `kill -9` under load, again and again: what anybody saw is there afterwards, and the data is whole.

mod audit;
mod speakers;

use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::kit::{Line, RealServer, assert_sound};
use audit::Audit;
use speakers::{JsonSpeaker, LineSpeaker, Seen, listen};

/// How often the server is killed.
const ROUNDS: usize = 30;

/// After so long no further round begins.
const TIME_MAX: Duration = Duration::from_secs(20);

/// A round ends at a random moment before the observer has heard so many messages.
const HEARD_MAX: u64 = 250;

#[test]
fn nothing_that_anybody_saw_is_lost() {
    let data = tempdir().expect("a folder");
    let flags = ["--message-limit", "0", "--history-lines", "1000"];
    let mut server = RealServer::start(data.path(), &flags);
    let mut speakers: Vec<_> = ["json0", "json1"].map(JsonSpeaker::new).into();
    let mut audit = Audit::default();
    let started = Instant::now();
    let mut round = 0;
    while round < ROUNDS && started.elapsed() < TIME_MAX {
        round += 1;
        let seen = talk_until_it_dies(&mut server, &mut speakers, &mut audit, round);
        assert_sound(data.path());
        server.restart();
        audit.check(server.address, &seen);
    }
    // Whoever resumes was checked against what was seen; so is somebody new.
    let newcomer = Line::join(server.address, "newcomer").leave();
    audit.check_newcomer(&newcomer);
}

/// One round: everybody speaks and listens as fast as they can until the server is killed.
fn talk_until_it_dies(
    server: &mut RealServer,
    speakers: &mut [JsonSpeaker],
    audit: &mut Audit,
    round: usize,
) -> Seen {
    let address = server.address;
    let watcher = audit.join(address);
    let observer = Line::join(address, "observer");
    let lines: Vec<_> = ["line0", "line1", "line2"]
        .map(|name| LineSpeaker::join(address, name))
        .into();
    thread::scope(|scope| {
        let watching = scope.spawn(move || listen(watcher));
        let json: Vec<_> = speakers
            .iter_mut()
            .map(|speaker| {
                let json = speaker.join(address);
                scope.spawn(move || speaker.speak(json, round))
            })
            .collect();
        let lines: Vec<_> = lines
            .into_iter()
            .map(|speaker| scope.spawn(move || speaker.speak(round)))
            .collect();
        let moment = 1 + RandomState::new().hash_one(round) % HEARD_MAX;
        let spoken = format!(":\tround {round} ");
        observer
            .heard
            .wait_for_times(&spoken, usize::try_from(moment).expect("it is small"));
        server.kill();
        let mut seen = Seen::default();
        seen.hear(&observer.heard.wait_for_end());
        seen.add(watching.join().expect("the watcher"));
        for speaker in json {
            seen.add(speaker.join().expect("a speaker"));
        }
        for speaker in lines {
            seen.hear(&speaker.join().expect("a speaker"));
        }
        seen
    })
}
