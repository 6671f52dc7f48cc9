//! Accounts as rows.

use std::collections::BTreeMap;

use hourglass_core::{
    AccountId, AccountRecord, Changes, MetadataOwner, Name, NameParts, Period, Registration,
    Sequence, Timestamp,
};
use rusqlite::{Connection, Row};

use super::values::{integer, optional_unsigned, time, unsigned};
use super::{members, metadata};

/// Removes accounts; the tables remove their memberships and complaints with them.
pub(super) fn release(connection: &Connection, released: &[AccountId]) -> rusqlite::Result<()> {
    if released.is_empty() {
        return Ok(());
    }
    let mut delete = connection.prepare_cached("DELETE FROM accounts WHERE id = ?1")?;
    for account in released {
        members::forget_markers(connection, *account)?;
        metadata::forget(connection, MetadataOwner::Account(*account))?;
        delete.execute([integer(account.0)])?;
    }
    Ok(())
}

/// Adds what never changes about the accounts that are new.
pub(super) fn register(
    connection: &Connection,
    changes: &Changes,
    unicode_version: &str,
) -> rusqlite::Result<()> {
    if changes.registrations.is_empty() {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO accounts (id, name, name_key, skeleton_of_name, skeleton_of_key, \
                               unicode_version, password_hash, email, registered_at, \
                               last_seen_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for registration in &changes.registrations {
        let record = changes
            .accounts
            .get(&registration.account)
            .ok_or(rusqlite::Error::StatementChangedRows(0))?;
        let [of_name, of_key] = record.name.skeletons();
        insert.execute((
            integer(record.id.0),
            record.name.shown(),
            record.name.key(),
            of_name,
            of_key,
            unicode_version,
            &registration.password_hash,
            &registration.email,
            integer(record.registered_at.0),
            integer(record.last_seen_at.0),
        ))?;
    }
    Ok(())
}

/// Writes what changes about accounts.
pub(super) fn update(
    connection: &Connection,
    accounts: &BTreeMap<AccountId, AccountRecord>,
) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE accounts \
         SET last_seen_at = ?2, seen = ?3, period_opened_at = ?4, period_used = ?5, \
             silenced_until = ?6 \
         WHERE id = ?1",
    )?;
    for (id, record) in accounts {
        let changed = update.execute((
            integer(id.0),
            integer(record.last_seen_at.0),
            record.seen.map(|seen| integer(seen.0)),
            record.period.map(|period| integer(period.opened_at.0)),
            record.period.map(|period| period.used),
            record.silenced_until.map(|until| integer(until.0)),
        ))?;
        if changed != 1 {
            return Err(rusqlite::Error::StatementChangedRows(changed));
        }
    }
    Ok(())
}

/// All accounts with what opens them, in the order of their ids.
pub(super) fn read(
    connection: &Connection,
) -> rusqlite::Result<(Vec<AccountRecord>, Vec<Registration>)> {
    let mut select = connection.prepare("SELECT * FROM accounts ORDER BY id")?;
    let rows = select.query_map((), |row| {
        let record = record(row)?;
        let registration = Registration {
            account: record.id,
            key: record.name.key().clone(),
            password_hash: row.get("password_hash")?,
            email: row.get("email")?,
        };
        Ok((record, registration))
    })?;
    rows.collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<AccountRecord> {
    Ok(AccountRecord {
        id: AccountId(unsigned(row, "id")?),
        name: Name::from_checked(NameParts {
            shown: row.get("name")?,
            key: row.get("name_key")?,
            skeletons: [row.get("skeleton_of_name")?, row.get("skeleton_of_key")?],
        }),
        registered_at: time(row, "registered_at")?,
        last_seen_at: time(row, "last_seen_at")?,
        seen: optional_unsigned(row, "seen")?.map(Sequence),
        period: period(row)?,
        silenced_until: optional_unsigned(row, "silenced_until")?.map(Timestamp),
    })
}

fn period(row: &Row<'_>) -> rusqlite::Result<Option<Period>> {
    let Some(opened_at) = optional_unsigned(row, "period_opened_at")? else {
        return Ok(None);
    };
    Ok(Some(Period {
        opened_at: Timestamp(opened_at),
        used: row.get("period_used")?,
    }))
}
