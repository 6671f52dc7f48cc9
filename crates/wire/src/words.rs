//! What people are told, worded once for every door.

mod duration;
mod farewell;
mod login;
mod modes;
mod refusal;
mod room;
mod room_refusal;

pub use duration::{clock, spoken};
pub use farewell::Farewell;
pub use login::{LoginRefusal, NAME_HAS_ACCOUNT};
pub use modes::modes_changed;
pub use refusal::refusal;
pub use room::{member, people, room_event, room_opened, topic};
