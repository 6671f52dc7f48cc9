//! Numbers between the core's types and SQLite's.

use hourglass_core::Timestamp;
use rusqlite::Row;

/// SQLite has signed numbers only. No id gets so far, and time past the year 292 million is for ever.
pub(super) fn integer(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A column that is never negative.
pub(super) fn unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    checked(row, column, row.get(column)?)
}

/// A column that is never negative and may be empty.
pub(super) fn optional_unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<u64>> {
    let value: Option<i64> = row.get(column)?;
    value.map(|value| checked(row, column, value)).transpose()
}

/// A column with a time.
pub(super) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    unsigned(row, column).map(Timestamp)
}

fn checked(row: &Row<'_>, column: &str, value: i64) -> rusqlite::Result<u64> {
    u64::try_from(value).map_err(|_| {
        let index = row.as_ref().column_index(column).unwrap_or_default();
        rusqlite::Error::IntegralValueOutOfRange(index, value)
    })
}
