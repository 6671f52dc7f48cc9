//! What people are told, worded once for every door.

mod duration;
mod farewell;
mod login;
mod refusal;

pub use duration::{clock, spoken};
pub use farewell::Farewell;
pub use login::LoginRefusal;
pub use refusal::refusal;
