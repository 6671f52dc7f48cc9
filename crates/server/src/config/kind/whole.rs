//! Whole numbers.

use std::fmt::Display;
use std::str::FromStr;

use super::{Kind, Shown};

/// A whole number from `min` to `max`, both included.
#[derive(Debug)]
pub(crate) struct WholeIn<T> {
    /// The smallest.
    pub min: T,
    /// The largest.
    pub max: T,
}

impl<T> Kind for WholeIn<T>
where
    T: FromStr + PartialOrd + Display + Send + Sync + 'static,
{
    type Value = T;

    fn placeholder(&self) -> &'static str {
        "NUMBER"
    }

    fn parse(&self, text: &str) -> Option<T> {
        let value = text.parse().ok()?;
        (self.min <= value && value <= self.max).then_some(value)
    }

    fn allowed(&self) -> String {
        format!("a whole number from {} to {}", self.min, self.max)
    }

    fn show(&self, value: &T) -> Shown {
        Shown::Bare(value.to_string())
    }
}
