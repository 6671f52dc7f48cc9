//! The one way to prove the tree.
fn main() {}
