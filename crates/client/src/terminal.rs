//! The face of a person in a terminal: messages appear above the line that is being typed.

mod bindings;
mod completion;
mod desk;
mod editor;
mod guard;
mod people;
mod printer;
mod prompt;
mod style;

use std::sync::Arc;

use tokio::sync::watch;

use crate::connection::{Conduct, Face, Session, WebSocketDial};
use crate::keys::Keys;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::pipe::Login;
use crate::printing::Printing;
use desk::Desk;
pub(crate) use guard::Guard;
use printer::TerminalPrinter;
use style::Style;

/// Runs until the person leaves, or until `stop` becomes true. Standard input and output are the terminal,
/// which is left as it was found.
pub(crate) async fn run(login: Login, stop: watch::Receiver<bool>) -> Outcome {
    let guard = Guard::new();
    let style = Style::of_environment();
    let desk = Arc::new(Desk::default());
    let opened = match editor::open(Arc::clone(&desk)) {
        Ok(opened) => opened,
        Err(error) => return Outcome::Failed(format!("The terminal cannot be used: {error}.")),
    };
    let printer = TerminalPrinter::new(opened.printer, Arc::clone(&desk), style);
    let (shown, printing) = Printing::start(printer);
    let face = Face {
        inputs: opened.editor.start(style, shown.downgrade()),
        shown,
        stop,
    };
    let model = Model::new(login.name, login.password, Keys::random());
    let dial = WebSocketDial::new(login.address);
    let outcome = Session::new(dial, model, face, Conduct::PERSON).run().await;
    printing.finish().await;
    guard.restore(desk.is_editing());
    outcome
}
