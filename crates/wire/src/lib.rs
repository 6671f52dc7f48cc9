//! The codecs: bytes to typed requests and typed events to bytes, without I/O.

pub mod json;
