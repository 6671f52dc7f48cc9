//! Refusals and farewells as messages of the server.

use std::borrow::Cow;

use hourglass_core::{ClientKey, Refusal};

use super::code::{retry_after, retry_login_after};
use super::event::milliseconds_up;
use super::{Code, DecodeError, Goodbye, RefusedMessage};
use crate::room::RoomNameError;
use crate::words::{self, Farewell, LoginRefusal};

impl<'a> RefusedMessage<'a> {
    /// A command that was not carried out, with the key of its message.
    pub fn of(refusal: &Refusal, key: Option<&'a ClientKey>) -> Self {
        Self {
            key: key.map(|key| Cow::Borrowed(key.as_str())),
            code: Code::from(refusal),
            text: words::refusal(refusal),
            retry_after_ms: retry_after(refusal).map(milliseconds_up),
        }
    }
}

impl From<&LoginRefusal> for RefusedMessage<'static> {
    fn from(refusal: &LoginRefusal) -> Self {
        Self {
            key: None,
            code: Code::from(refusal),
            text: refusal.to_string().into(),
            retry_after_ms: retry_login_after(refusal).map(milliseconds_up),
        }
    }
}

impl From<&RoomNameError> for RefusedMessage<'static> {
    fn from(error: &RoomNameError) -> Self {
        Self {
            key: None,
            code: Code::InvalidRoom,
            text: error.to_string().into(),
            retry_after_ms: None,
        }
    }
}

impl From<&DecodeError> for RefusedMessage<'static> {
    fn from(error: &DecodeError) -> Self {
        Self {
            key: None,
            code: Code::BadMessage,
            text: error.to_string().into(),
            retry_after_ms: None,
        }
    }
}

impl From<Farewell> for Goodbye<'static> {
    fn from(farewell: Farewell) -> Self {
        Self {
            code: Code::from(&farewell),
            text: farewell.to_string().into(),
        }
    }
}
