//! Much at once: what gathers while a commit takes long is told together, and everybody hears just their part
//! of it, in order and on both doors.

use hourglass_wire::json::{ChatMessage, ClientMessage, ServerMessage};

use crate::kit::{JsonUser, LineUser, PASSWORD, World, registered};

/// Devices that speak. All others only listen.
const PENS: usize = 4;

const JOINED: &str = "User Finn has joined the chat";
const LEFT: &str = "User Eve has left the chat";

/// Who says it, to whom where it is private, and what. There is no Zoe.
const SAID: [(&str, Option<&str>, &str); 11] = [
    ("Ann", None, "one"),
    ("Bob", None, "two"),
    ("Ann", Some("Bob"), "three"),
    ("Ann", Some("Zoe"), "four"),
    ("Bob", None, "five"),
    ("Bob", Some("Ann"), "six"),
    ("Bob", Some("Carl"), "seven"),
    ("Ann", None, "eight"),
    // Somebody who is only refused, and somebody who has nothing private.
    ("Ian", Some("Zoe"), "nine"),
    ("Hal", None, "ten"),
    ("Bob", None, "eleven"),
];

/// A device, and whose it is.
struct Device {
    name: &'static str,
    door: Door,
}

enum Door {
    Line(LineUser),
    Web(Box<JsonUser>),
}

impl Device {
    async fn line(world: &World, name: &'static str) -> Self {
        let door = Door::Line(world.enter(name).await);
        Self { name, door }
    }

    async fn web(world: &World, name: &'static str) -> Self {
        let mut user = world.json(name).await;
        user.hears_welcome().await;
        let door = Door::Web(Box::new(user));
        Self { name, door }
    }

    fn client(&mut self) -> &mut JsonUser {
        match &mut self.door {
            Door::Web(user) => user,
            Door::Line(_) => panic!("it is at the line door"),
        }
    }

    /// All that is heard until Dora says `end`, as the line door words it.
    async fn hears_until(&mut self, end: &str) -> Vec<String> {
        let end = format!("Dora:\t{end}");
        let mut heard = Vec::new();
        loop {
            let line = match &mut self.door {
                Door::Line(user) => user.line().await,
                Door::Web(user) => worded(self.name, &user.hears().await),
            };
            if line == end {
                return heard;
            }
            heard.push(line);
        }
    }
}

fn worded(name: &str, message: &ServerMessage<'_>) -> String {
    match message {
        ServerMessage::Message(message) => worded_message(name, message),
        ServerMessage::Joined { name } => format!("User {name} has joined the chat"),
        ServerMessage::Left { name } => format!("User {name} has left the chat"),
        ServerMessage::Said(_) => "said".to_owned(),
        ServerMessage::Refused(_) => "refused".to_owned(),
        other => panic!("heard {other:?}"),
    }
}

fn worded_message(name: &str, message: &ChatMessage<'_>) -> String {
    let ChatMessage { from, to, text, .. } = message;
    match to {
        None if from == name => format!("you:\t{text}"),
        None => format!("{from}:\t{text}"),
        Some(to) if from == name => format!("you >> {to}:\t{text}"),
        Some(_) => format!(">> {from}:\t{text}"),
    }
}

/// What somebody is due to hear, joining and leaving left out; on the devices that `speak` with the answers.
fn due(name: &str, speaks: bool) -> Vec<String> {
    let heard = SAID.iter().filter_map(|&(from, to, text)| {
        let own = from == name;
        match to {
            Some("Zoe") => (own && speaks).then(|| "refused".to_owned()),
            _ if own && speaks => Some("said".to_owned()),
            None if own => Some(format!("you:\t{text}")),
            None => Some(format!("{from}:\t{text}")),
            Some(to) if own => Some(format!("you >> {to}:\t{text}")),
            Some(to) => (to == name).then(|| format!(">> {from}:\t{text}")),
        }
    });
    heard.collect()
}

/// Says all that is to be said, one after the other, while a commit is held; in between Eve leaves and Finn
/// comes.
async fn says_all(pens: &mut [Device], eve: &mut Device, finn: &mut LineUser) {
    for (number, (from, to, text)) in SAID.into_iter().enumerate() {
        let pen = pens.iter_mut().find(|pen| pen.name == from);
        let pen = pen.expect("everybody has a pen").client();
        pen.says_to(to, text, None).await;
        // The answer of the door shows that what came before has its place in the order.
        pen.sends(&ClientMessage::Ping).await;
        assert_eq!(pen.hears().await, ServerMessage::Pong);
        match number {
            2 => finn.logs_in("Finn", PASSWORD).await,
            5 => {
                let eve = eve.client();
                eve.sends(&ClientMessage::Exit).await;
                eve.hears_goodbye().await;
            }
            _ => {}
        }
    }
}

/// What was heard without joining and leaving, which are heard once each.
fn without_presence(mut heard: Vec<String>) -> Vec<String> {
    for line in [JOINED, LEFT] {
        assert_eq!(heard.iter().filter(|one| *one == line).count(), 1, "{line}");
    }
    heard.retain(|line| line != JOINED && line != LEFT);
    heard
}

/// What was said and what is due to Finn, who came while it was being said: all of the room, part of it shown
/// at his login.
async fn finn_heard_all_of_the_room(finn: LineUser) {
    let door = Door::Line(finn);
    let mut finn = Device { name: "Finn", door };
    let mut heard = finn.hears_until("end").await;
    heard.retain(|line| *line != LEFT && *line != registered("Finn"));
    let before = ["Dora:\tbegin", "Dora:\theld"].map(str::to_owned);
    let due: Vec<_> = before.into_iter().chain(due("Finn", false)).collect();
    assert_eq!(heard, due);
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_just_what_is_due_of_what_is_told_together() {
    let world = World::with_rules(|rules| rules.message_limit = 0).await;
    let mut dora = world.json("Dora").await;
    dora.hears_welcome().await;
    let mut pens: [_; PENS] = [
        Device::web(&world, "Ann").await,
        Device::web(&world, "Bob").await,
        Device::web(&world, "Hal").await,
        Device::web(&world, "Ian").await,
    ];
    let mut screens = [
        Device::line(&world, "Ann").await,
        Device::line(&world, "Ann").await,
        Device::web(&world, "Ann").await,
        Device::line(&world, "Bob").await,
        Device::web(&world, "Bob").await,
        Device::line(&world, "Carl").await,
        Device::web(&world, "Carl").await,
        Device::line(&world, "Hal").await,
        Device::web(&world, "Hal").await,
        Device::line(&world, "Gus").await,
        Device::web(&world, "Gus").await,
    ];
    let mut eve = Device::web(&world, "Eve").await;
    let mut finn = world.visitor().await;
    dora.says("begin", None).await;
    for device in pens.iter_mut().chain(&mut screens).chain([&mut eve]) {
        device.hears_until("begin").await;
    }
    let commits = world.disk.commits_done();
    world.disk.hold();
    dora.says("held", None).await;
    world.holds_a_commit().await;
    says_all(&mut pens, &mut eve, &mut finn).await;
    world.disk.release();
    for device in pens.iter_mut().chain(&mut screens) {
        assert!(device.hears_until("held").await.is_empty());
    }
    // Both are told by then, in this batch or, where hashing took long, in a later one.
    world.is_left_by("Eve").await;
    finn.hears("Welcome to chat, Finn!").await;
    dora.says("end", None).await;
    let mut gus = Vec::new();
    for (number, device) in pens.iter_mut().chain(&mut screens).enumerate() {
        let heard = device.hears_until("end").await;
        if device.name == "Gus" {
            gus.push(heard.clone());
        }
        assert_eq!(
            without_presence(heard),
            due(device.name, number < PENS),
            "{}'s device {number}",
            device.name
        );
    }
    // Also where joining and leaving stand is the same at both doors.
    assert_eq!(gus[0], gus[1]);
    finn_heard_all_of_the_room(finn).await;
    // What was told together was saved together.
    assert!(world.disk.commits_done() - commits < SAID.len() as u64);
}
