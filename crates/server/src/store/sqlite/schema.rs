//! The tables, and how an older database gets the present ones.

use rusqlite::{Connection, TransactionBehavior};

/// What marks a database as ours: "Hour" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x486f_7572;

/// The steps from an empty database to the present schema. Step `n` leads to version `n`; a step that was
/// released is never changed.
pub(super) const STEPS: &[&str] = &[
    include_str!("schema/version_1.sql"),
    include_str!("schema/version_2.sql"),
];

/// The version that `steps` lead to.
pub(super) fn known(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

pub(super) fn application_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Takes the steps that lie between the database's version and the present one, each in a transaction of
/// its own.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let found = version(connection)?;
    for (target, step) in (1_i64..).zip(steps) {
        if target <= found {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", target)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{APPLICATION_ID, application_id, known, migrate, version};

    const FIRST: &str = "CREATE TABLE things (id INTEGER); INSERT INTO things VALUES (7);";
    const SECOND: &str = "ALTER TABLE things ADD COLUMN name TEXT NOT NULL DEFAULT 'none';";

    fn names(connection: &Connection) -> rusqlite::Result<(i64, String)> {
        connection.query_row("SELECT id, name FROM things", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    #[test]
    fn an_older_version_gets_the_missing_steps_and_keeps_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST]).unwrap();
        assert_eq!(version(&connection).unwrap(), 1);
        migrate(&mut connection, &[FIRST, SECOND]).unwrap();
        assert_eq!(version(&connection).unwrap(), known(&[FIRST, SECOND]));
        assert_eq!(application_id(&connection).unwrap(), APPLICATION_ID);
        assert_eq!(names(&connection).unwrap(), (7, "none".to_owned()));
    }

    #[test]
    fn a_present_version_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST, SECOND]).unwrap();
        migrate(&mut connection, &[FIRST, SECOND]).unwrap();
        assert_eq!(names(&connection).unwrap(), (7, "none".to_owned()));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        let broken = format!("{SECOND} INSERT INTO nowhere VALUES (1);");
        migrate(&mut connection, &[FIRST, &broken]).unwrap_err();
        assert_eq!(version(&connection).unwrap(), 1);
        names(&connection).unwrap_err();
    }
}
