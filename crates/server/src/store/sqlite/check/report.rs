//! What a check found, for people to read.

use std::fmt;

use hourglass_core::Stamp;

/// What is kept, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// The schema's version.
    pub version: i64,
    /// The last stamp that was committed.
    pub last: Stamp,
    /// Names that are registered.
    pub accounts: u64,
    /// Rooms.
    pub rooms: u64,
    /// Memberships of names in rooms.
    pub memberships: u64,
    /// Complaints that count.
    pub complaints: u64,
    /// Conversations that names have read up to somewhere.
    pub read_markers: u64,
    /// Values of metadata.
    pub metadata: u64,
    /// Messages that are not forgotten.
    pub messages: u64,
    /// What is wrong, one line each; at most a few hundred.
    pub problems: Vec<String>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl fmt::Display for CheckReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "schema version  {}", self.version)?;
        writeln!(formatter, "last sequence   {}", self.last.sequence.0)?;
        writeln!(formatter, "names           {}", self.accounts)?;
        writeln!(formatter, "rooms           {}", self.rooms)?;
        writeln!(formatter, "memberships     {}", self.memberships)?;
        writeln!(formatter, "complaints      {}", self.complaints)?;
        writeln!(formatter, "read markers    {}", self.read_markers)?;
        writeln!(formatter, "metadata        {}", self.metadata)?;
        writeln!(formatter, "messages        {}", self.messages)?;
        for problem in &self.problems {
            writeln!(formatter, "problem: {problem}")?;
        }
        formatter.write_str(if self.is_sound() {
            "the data is sound"
        } else {
            "the data is damaged: put back a copy of the whole data directory, or move it away to start \
             with an empty chat"
        })
    }
}
