//! What a program does to a terminal besides showing text.

use vt100::{Callbacks, Screen};

/// Everything that a terminal was asked to do besides text, colours and moving the cursor.
#[derive(Default)]
pub(super) struct Liberties(pub(super) Vec<String>);

impl Callbacks for Liberties {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.0.push("the bell".to_owned());
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.0.push("a flash".to_owned());
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.0.push(format!("the size {size:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.0.push(format!("the icon {}", name.escape_ascii()));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.0.push(format!("the title {}", title.escape_ascii()));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.0
            .push(format!("the clipboard {}", data.escape_ascii()));
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.0.push("reading the clipboard".to_owned());
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.0.push(format!("the control {byte:#04x}"));
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parameters: &[&[u8]]) {
        let shown: Vec<_> = parameters
            .iter()
            .map(|part| part.escape_ascii().to_string())
            .collect();
        self.0.push(format!("a command of the system {shown:?}"));
    }
}
