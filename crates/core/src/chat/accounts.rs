//! Registered names, and how they are found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{AccountId, AccountRecord, Changes, Name, Stamp, Timestamp};

/// All accounts, at most [`crate::limits::ACCOUNTS_MAX`] of them.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    /// Boxed, because a map that grows at its end keeps half of its places empty.
    records: BTreeMap<AccountId, Box<AccountRecord>>,
    keys: BTreeMap<Arc<str>, AccountId>,
    /// Pairs and not a map: names from before a change of the Unicode tables may share a skeleton.
    skeletons: BTreeSet<(Arc<str>, AccountId)>,
    /// Accounts that are offline, in the order in which they left.
    away: BTreeSet<(Timestamp, AccountId)>,
}

impl Accounts {
    /// The accounts kept. Those that were online at the end left with the last stamp, which `repairs`
    /// takes up: were it not written, a second crash would take what they missed in between for seen.
    pub(super) fn load(records: Vec<AccountRecord>, last: Stamp, repairs: &mut Changes) -> Self {
        let mut accounts = Self::default();
        for mut record in records {
            if record.seen.is_none() {
                record.seen = Some(last.sequence);
                record.last_seen_at = last.time;
                repairs.record(&record);
            }
            accounts.add(record);
        }
        accounts
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &AccountRecord> {
        self.records.values().map(Box::as_ref)
    }

    pub(super) fn get(&self, account: AccountId) -> Option<&AccountRecord> {
        self.records.get(&account).map(Box::as_ref)
    }

    /// The account with the same name.
    pub(super) fn find(&self, name: &Name) -> Option<&AccountRecord> {
        self.find_key(name.key())
    }

    /// The account whose name has this identity.
    pub(super) fn find_key(&self, key: &str) -> Option<&AccountRecord> {
        self.keys.get(key).and_then(|id| self.get(*id))
    }

    /// An account other than `except` whose name looks like `name`.
    pub(super) fn find_alike(
        &self,
        name: &Name,
        except: Option<AccountId>,
    ) -> Option<&AccountRecord> {
        name.skeletons().iter().find_map(|skeleton| {
            let from = (Arc::clone(skeleton), AccountId(0));
            let mut alike = self
                .skeletons
                .range(from..)
                .take_while(|(found, _)| found == skeleton);
            let (_, account) = alike.find(|(_, account)| Some(*account) != except)?;
            self.get(*account)
        })
    }

    /// The account that has been offline longest, and since when.
    pub(super) fn longest_away(&self) -> Option<(Timestamp, AccountId)> {
        self.away.first().copied()
    }

    pub(super) fn add(&mut self, record: AccountRecord) {
        let id = record.id;
        self.keys.insert(Arc::clone(record.name.key()), id);
        for skeleton in record.name.skeletons() {
            self.skeletons.insert((Arc::clone(skeleton), id));
        }
        self.away.extend(away_entry(&record));
        self.records.insert(id, Box::new(record));
    }

    /// Changes an account through `edit`, whose result it returns, and notes it as changed.
    pub(super) fn edit<R>(
        &mut self,
        account: AccountId,
        changes: &mut Changes,
        edit: impl FnOnce(&mut AccountRecord) -> R,
    ) -> Option<R> {
        let record = self.records.get_mut(&account)?;
        let before = away_entry(record);
        let result = edit(record);
        let after = away_entry(record);
        if before != after {
            if let Some(entry) = before {
                self.away.remove(&entry);
            }
            self.away.extend(after);
        }
        changes.record(record);
        Some(result)
    }

    /// Gives an account up, and returns what it was.
    pub(super) fn release(&mut self, account: AccountId) -> Option<AccountRecord> {
        let record = self.records.remove(&account)?;
        self.keys.remove(record.name.key());
        for skeleton in record.name.skeletons() {
            self.skeletons.remove(&(Arc::clone(skeleton), account));
        }
        if let Some(entry) = away_entry(&record) {
            self.away.remove(&entry);
        }
        Some(*record)
    }
}

fn away_entry(record: &AccountRecord) -> Option<(Timestamp, AccountId)> {
    record.seen.map(|_| (record.last_seen_at, record.id))
}
