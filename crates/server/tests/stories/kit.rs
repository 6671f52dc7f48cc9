//! What stories are told with: a world, and the people in it.

mod broken;
mod clock;
mod door_time;
mod ear;
pub(crate) mod frame;
pub(crate) mod irc_socket;
mod irc_user;
mod json_user;
mod line_user;
pub(crate) mod metadata;
mod patience;
mod world;

pub(crate) use broken::break_off;
pub(crate) use clock::BEGINNING;
pub(crate) use door_time::DoorTime;
pub(crate) use irc_user::{IrcUser, tag, untagged, verb};
pub(crate) use json_user::JsonUser;
pub(crate) use line_user::{LineUser, STATUS_LINES};
pub(crate) use world::{PASSWORD, World, registered};
