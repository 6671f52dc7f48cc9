//! Sessions over connections that a test holds the other end of. Time is simulated.

mod fake;
mod leaving;
mod reconnecting;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::{Conduct, Face, Input, Session};
use crate::keys::Keys;
use crate::model::{Line, Model};
use crate::outcome::Outcome;
use crate::shown::Shown;
use fake::{FakeDial, FakeServer, ServerEnd};

/// A session at work, and everything around it.
struct Rig {
    server: FakeServer,
    inputs: Option<mpsc::Sender<Input>>,
    shown: mpsc::Receiver<Shown>,
    stop: watch::Sender<bool>,
    session: JoinHandle<Outcome>,
    typed: u64,
}

impl Rig {
    fn start(conduct: Conduct) -> Self {
        let (dial, server) = FakeDial::pair();
        let (inputs, read) = mpsc::channel(1000);
        let (show, shown) = mpsc::channel(1000);
        let (stop, stopped) = watch::channel(false);
        let face = Face {
            inputs: read,
            shown: show,
            stop: stopped,
        };
        let model = Model::new("bob".to_owned(), "secret".to_owned(), Keys::of(1));
        let session = Session::new(dial, model, face, conduct);
        Self {
            server,
            inputs: Some(inputs),
            shown,
            stop,
            session: tokio::spawn(session.run()),
            typed: 0,
        }
    }

    /// A session whose login just succeeded.
    async fn logged_in(conduct: Conduct) -> (Self, ServerEnd) {
        let mut rig = Self::start(conduct);
        let mut end = rig.server.accept().await;
        end.let_in(100).await;
        (rig, end)
    }

    async fn type_line(&mut self, text: &str) {
        self.typed += 1;
        let line = Line {
            number: self.typed,
            text: text.to_owned(),
        };
        let inputs = self.inputs.as_ref().expect("the input is closed");
        inputs.send(Input::Line(line)).await.unwrap();
    }

    fn end_input(&mut self) {
        self.inputs = None;
    }

    async fn outcome(self) -> Outcome {
        self.session.await.unwrap()
    }

    /// What was shown by the end, trouble only.
    async fn troubles(mut self) -> Vec<String> {
        self.session.await.unwrap();
        let mut troubles = Vec::new();
        while let Some(shown) = self.shown.recv().await {
            if let Shown::Trouble(words) = shown {
                troubles.push(words);
            }
        }
        troubles
    }
}

const HEARTBEAT: Duration = Duration::from_secs(1);

fn hello() -> Value {
    json!({"type": "hello", "version": 1, "server": "fake", "heartbeat_ms": HEARTBEAT.as_millis() as u64,
           "max_message": 2000, "message_lifetime_ms": 3_600_000})
}

fn welcome(last_id: u64) -> Value {
    json!({"type": "welcome", "name": "bob", "registered": false, "time": 1_000, "last_id": last_id,
           "allowance": {"used": 0, "limit": 20}, "names_online": 1, "names": ["bob"], "messages": [],
           "skipped": 0})
}

fn said(say: &Value, id: u64) -> Value {
    json!({"type": "said", "key": say["key"], "id": id, "sent_at": 1_000, "expires_at": 3_600_000,
           "allowance": {"used": 1, "limit": 20}})
}

fn refused(key: &Value, code: &str) -> Value {
    json!({"type": "refused", "key": key, "code": code, "text": "a reason", "retry_after_ms": 7_000})
}
