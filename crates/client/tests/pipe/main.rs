//! The client as a script uses it, against a server that says what a test wants it to say.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "the lints' exception for tests does not reach what tests share"
)]

mod hostile;
mod resuming;
mod server;
mod speaking;
mod streams;

use hourglass_client::pipe::{self, Login, Streams};
use hourglass_client::{Address, Outcome};
use tokio::sync::watch;

use streams::Written;

/// How a run of the client ended, and what it wrote.
struct Ran {
    outcome: Outcome,
    output: String,
    errors: String,
}

/// Runs the client on `input` against the server at `port`.
async fn run(port: u16, input: impl std::io::Read + Send + 'static) -> Ran {
    let (output, errors) = (Written::default(), Written::default());
    let login = Login {
        address: Address {
            host: "127.0.0.1".to_owned(),
            port,
        },
        name: "bob".to_owned(),
        password: "secret".to_owned(),
    };
    let streams = Streams {
        input,
        output: output.clone(),
        errors: errors.clone(),
    };
    let (_never, stop) = watch::channel(false);
    let outcome = pipe::run(login, streams, stop).await;
    Ran {
        outcome,
        output: output.text(),
        errors: errors.text(),
    }
}
