//! The `hourglass` binary.
fn main() {}
