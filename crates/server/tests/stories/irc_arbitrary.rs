//! Whatever a client of IRC sends, the server goes on, and holds no more than it has to.

mod babble;
mod framed;

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};

use hourglass_wire::irc::limits::LINE_BYTES_MAX;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::kit::{World, untagged};
use babble::Babble;

/// Sessions, each with a seed of its own, and lines of each.
const SESSIONS: u64 = 150;
const LINES: usize = 100;

/// One session in so many comes by a WebSocket.
const FRAMED_EACH: u64 = 3;

/// Bytes of a line that does not end, on each of so many connections.
const ENDLESS_BYTES: usize = 32 * 1024 * 1024;
const ENDLESS_LINES: usize = 8;

/// How much more memory those may take, and all stories that are told meanwhile: less than what is sent.
const GROWTH_MAX: usize = 160 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn arbitrary_sessions_end_nothing_but_themselves() {
    watch_for_panics();
    let world = World::configured(|config| {
        config.flood_guard = false;
        config.chat.message_limit = 0;
        config.chat.announce_up_to = 0;
        // Some complain, and those who listen have to be heard to the end.
        config.chat.ban_complaints = u32::MAX;
        config.irc.guests = true;
    })
    .await;
    let mut ann = world.newcomer("Ann").await;
    let mut witness = world.irc_user("Witness").await;
    for seed in 0..SESSIONS {
        let mut babble = Babble::new(seed);
        let heard = if seed % FRAMED_EACH == 0 {
            framed::session(&world, &mut babble, seed / FRAMED_EACH).await
        } else {
            session(world.connect().await, &mut babble, seed).await
        };
        check(&heard, seed);
        // Those who are there hear each other as before.
        let text = format!("still here after {seed}");
        ann.says(&text).await;
        let line = witness.line_with(&text).await;
        assert!(line.ends_with(&text), "seed {seed}: {line}");
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "seed {seed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_without_an_end_take_no_memory() {
    let world = World::configured(|config| config.flood_guard = false).await;
    let mut witness = world.irc_user("Witness").await;
    let before = resident();
    let mut endless = Vec::new();
    for number in 0..ENDLESS_LINES {
        let mut socket = world.connect().await;
        let begin = [
            "PRIVMSG #lobby :",
            "@tag=",
            "NICK x\r\nUSER x 0 * :",
            "CAP LS 302\r\n@",
        ];
        socket
            .write_all(begin[number % begin.len()].as_bytes())
            .await
            .unwrap();
        let piece = vec![b'x'; 64 * 1024];
        for _ in 0..ENDLESS_BYTES / piece.len() {
            if socket.write_all(&piece).await.is_err() {
                break;
            }
        }
        endless.push(socket);
    }
    let growth = resident().saturating_sub(before);
    assert!(growth < GROWTH_MAX, "{growth} bytes more");
    witness.hears_all().await;
}

/// Panics in what is tested; those of a failing test are its own.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn watch_for_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or("", |location| location.file());
        if !file.contains("tests") {
            PANICS.fetch_add(1, Ordering::Relaxed);
        }
        usual(panic);
    }));
}

/// Says all that there is to say, in pieces; everything that is answered.
async fn session(socket: TcpStream, babble: &mut Babble, seed: u64) -> Vec<u8> {
    let (mut reader, mut writer) = socket.into_split();
    // An answer that nobody reads would be the end of the session.
    let answers = tokio::spawn(async move {
        let mut heard = Vec::new();
        // A reset may follow what was sent after the session's end.
        let _ = reader.read_to_end(&mut heard).await;
        heard
    });
    let mut bytes = babble.greeting(seed);
    for _ in 0..LINES {
        bytes.extend(babble.line());
        let whole = babble.below(bytes.len() + 1);
        let piece: Vec<u8> = bytes.drain(..whole).collect();
        if writer.write_all(&piece).await.is_err() {
            break;
        }
    }
    let _ = writer.write_all(&bytes).await;
    let _ = writer.write_all(b"\r\nQUIT\r\n").await;
    let _ = writer.shutdown().await;
    answers.await.unwrap()
}

/// What is answered is lines as they have to be, whatever they answer.
fn check(heard: &[u8], seed: u64) {
    let heard = std::str::from_utf8(heard).unwrap();
    let whole = heard.rsplit_once("\r\n").map_or("", |(whole, _)| whole);
    assert!(
        whole.ends_with("ERROR :Closing link: Quit"),
        "seed {seed}: {whole}"
    );
    for line in whole.split("\r\n") {
        let plain = untagged(line);
        assert!(plain.len() + 2 <= LINE_BYTES_MAX, "seed {seed}: {line}");
        assert!(!line.contains(['\r', '\n', '\0']), "seed {seed}: {line:?}");
    }
}

/// Bytes of this process that are resident.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kibibytes: usize = kibibytes.and_then(|number| number.parse().ok()).unwrap();
    kibibytes * 1024
}
