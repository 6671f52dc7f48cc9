//! Coming in, the first time and again.

use std::time::{Duration, Instant};

use hourglass_wire::json::{
    ClientMessage, Code, Goodbye, Hello, LoginMessage, PROTOCOL_VERSION, RefusedMessage, Welcome,
};
use hourglass_wire::text::printable;

use super::clock::ServerClock;
use super::{Effect, Model, Phase};
use crate::limits::{ASKED_PAUSE_MAX, HEARTBEAT_MAX, HEARTBEAT_MIN};
use crate::outcome::Outcome;
use crate::shown::Shown;

impl Model {
    pub(super) fn greeted(&mut self, hello: &Hello<'_>) {
        if self.phase != Phase::AwaitingHello {
            return;
        }
        if hello.version != PROTOCOL_VERSION {
            let words = format!(
                "The server speaks version {} of the protocol, this program version {PROTOCOL_VERSION}: \
                 use the program of the same release.",
                hello.version
            );
            return self.effects.push(Effect::End(Outcome::NotConnected(words)));
        }
        self.heartbeat =
            Duration::from_millis(hello.heartbeat_ms).clamp(HEARTBEAT_MIN, HEARTBEAT_MAX);
        self.max_message = hello.max_message;
        self.rooms.set_lobby(hello.lobby.as_deref());
        self.phase = Phase::AwaitingWelcome;
        self.effects
            .push(Effect::Send(ClientMessage::Login(LoginMessage {
                name: self.name.clone(),
                password: self.password.clone(),
                last_id: self.last_id,
            })));
    }

    pub(super) fn welcomed(&mut self, welcome: Welcome<'_>, now: Instant) {
        if self.phase != Phase::AwaitingWelcome {
            return;
        }
        self.phase = Phase::In;
        self.clock = Some(ServerClock::new(welcome.time, now));
        self.tally.allowance = Some(welcome.allowance);
        self.tally.silenced = welcome.silenced_ms.is_some();
        if welcome.registered {
            self.registered_after = welcome.last_id;
        }
        self.show_standing();
        self.show_welcome(&welcome);
        self.come_back_to_rooms(&welcome.rooms);
        self.catch_up(&welcome, now);
        if !std::mem::replace(&mut self.was_in, true) {
            self.answered(0);
        }
        self.send_unconfirmed();
    }

    fn show_welcome(&mut self, welcome: &Welcome<'_>) {
        let names = || {
            welcome
                .names
                .iter()
                .map(|name| printable(name).into_owned())
        };
        self.show(Shown::Present(names().collect()));
        if self.was_in {
            self.show(Shown::Notice("Connected again.".to_owned()));
            return;
        }
        self.name = welcome.name.clone().into_owned();
        let mut lines = vec![format!("Welcome to chat, {}!", printable(&self.name))];
        if welcome.registered {
            lines
                .push("The name is new, and yours from now on: this password opens it.".to_owned());
        }
        lines.push(online(welcome.names_online, &names().collect::<Vec<_>>()));
        lines.push("/help lists the commands, /exit leaves.".to_owned());
        self.show(Shown::Greeting(lines));
    }

    fn catch_up(&mut self, welcome: &Welcome<'_>, now: Instant) {
        if self.last_id.is_some_and(|last| welcome.last_id < last) {
            // The server has other data than before, and counts anew.
            self.last_id = None;
        }
        if welcome.skipped > 0 {
            let skipped = welcome.skipped;
            self.show(Shown::Notice(format!(
                "{skipped} older messages that you missed are not shown."
            )));
        }
        for message in &welcome.messages {
            self.receive(message, now);
        }
        self.last_id = self.last_id.max(Some(welcome.last_id));
    }

    pub(super) fn login_refused(&mut self, refused: &RefusedMessage<'_>) {
        let words = printable(&refused.text).into_owned();
        let comes_back = self.was_in && refused.code == Code::TooManyDevices;
        if refused.code == Code::WrongPassword && !self.was_in {
            self.effects
                .push(Effect::End(Outcome::WrongPassword(words)));
        } else if passes(refused.code) || comes_back {
            self.show(Shown::Trouble(words));
            let wait = Duration::from_millis(refused.retry_after_ms.unwrap_or(0));
            self.effects
                .push(Effect::Reconnect(wait.min(ASKED_PAUSE_MAX)));
        } else {
            self.effects.push(Effect::End(Outcome::LoginRefused(words)));
        }
    }

    /// The server ends the connection; whether another one would fare better depends on why.
    pub(super) fn told_goodbye(&mut self, goodbye: &Goodbye<'_>) {
        let words = printable(&goodbye.text).into_owned();
        if goodbye.code == Code::Exit {
            self.effects.push(Effect::Reconnect(Duration::ZERO));
        } else if passes(goodbye.code) {
            self.show(Shown::Trouble(words));
            self.effects.push(Effect::Reconnect(Duration::ZERO));
        } else if self.was_in {
            self.effects.push(Effect::End(Outcome::Failed(words)));
        } else {
            self.effects.push(Effect::End(Outcome::NotConnected(words)));
        }
    }
}

/// Whether the same may succeed on a later connection. A reason that is not known is taken for one that stays.
fn passes(code: Code) -> bool {
    matches!(
        code,
        Code::Busy
            | Code::Throttled
            | Code::StorageFailing
            | Code::NameChanged
            | Code::LoginTimeout
            | Code::TooManyConnections
            | Code::MadeRoom
            | Code::TooSlow
            | Code::HeartbeatTimeout
    )
}

fn online(total: usize, listed: &[String]) -> String {
    let people = if total == 1 { "person" } else { "people" };
    let names = listed.join(", ");
    match total.saturating_sub(listed.len()) {
        0 => format!("{total} {people} online: {names}"),
        more => format!("{total} {people} online: {names} and {more} more"),
    }
}
