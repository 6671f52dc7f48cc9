//! Sizes of memory such as `19MiB`.

use std::fmt;

use super::{Kind, Shown};

/// The units in bytes, the largest first.
const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

/// An amount of memory in whole kibibytes. Its `Display` form takes the largest unit that fits evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    kibibytes: u32,
}

impl Size {
    /// So many kibibytes (1024 bytes each).
    pub const fn from_kibibytes(kibibytes: u32) -> Self {
        Self { kibibytes }
    }

    /// So many mebibytes; the largest size there is where they do not fit.
    pub const fn from_mebibytes(mebibytes: u32) -> Self {
        Self::from_kibibytes(mebibytes.saturating_mul(1 << 10))
    }

    /// The size in bytes.
    pub const fn bytes(self) -> u64 {
        (self.kibibytes as u64) << 10
    }

    /// Reads a whole number with one of the units `KiB`, `MiB` and `GiB`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = UNITS
            .into_iter()
            .find_map(|(name, bytes)| Some((text.strip_suffix(name)?, bytes)))?;
        let number = number.trim_end();
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let bytes = number.parse::<u64>().ok()?.checked_mul(unit)?;
        u32::try_from(bytes >> 10).ok().map(Self::from_kibibytes)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes();
        let (name, unit) = UNITS
            .into_iter()
            .find(|(_, unit)| bytes > 0 && bytes.is_multiple_of(*unit))
            .unwrap_or(("KiB", 1 << 10));
        write!(formatter, "{}{name}", bytes / unit)
    }
}

/// A size from `min` to `max`, both included.
#[derive(Debug)]
pub(crate) struct SizeIn {
    /// The smallest.
    pub min: Size,
    /// The largest.
    pub max: Size,
}

impl Kind for SizeIn {
    type Value = Size;

    fn placeholder(&self) -> &'static str {
        "SIZE"
    }

    fn parse(&self, text: &str) -> Option<Size> {
        Size::parse(text).filter(|value| (self.min..=self.max).contains(value))
    }

    fn allowed(&self) -> String {
        format!(
            "a size from {} to {}, in KiB, MiB or GiB",
            self.min, self.max
        )
    }

    fn show(&self, value: &Size) -> Shown {
        Shown::Quoted(value.to_string())
    }
}
