-- All times are milliseconds since 1970-01-01 00:00 UTC.

CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_sequence INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    -- All messages up to this one are over; their rows hold nothing but numbers.
    forgotten_through INTEGER NOT NULL,
    -- Into which of messages_1 and messages_2 new messages go.
    filling INTEGER NOT NULL CHECK (filling IN (1, 2))
) STRICT;

INSERT INTO meta VALUES (1, 0, 0, 0, 1);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    -- Equal keys are one name; names that share a skeleton look alike.
    name_key TEXT NOT NULL UNIQUE,
    skeleton_of_name TEXT NOT NULL,
    skeleton_of_key TEXT NOT NULL,
    -- The Unicode tables that the key and the skeletons were made with.
    unicode_version TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    -- NULL while online.
    seen INTEGER,
    period_opened_at INTEGER,
    period_used INTEGER,
    silenced_until INTEGER,
    CHECK ((period_opened_at IS NULL) = (period_used IS NULL))
) STRICT;

CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE memberships (
    room INTEGER NOT NULL REFERENCES rooms (id),
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (room, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_account ON memberships (account);

CREATE TABLE complaints (
    about INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    by INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (about, by)
) STRICT, WITHOUT ROWID;

CREATE INDEX complaints_by_complainer ON complaints (by);

-- Messages are in two tables that take turns. Deleting some rows of a table makes SQLite move the others
-- between pages, and what it moves leaves copies behind that no pragma wipes and that outlive the
-- message. So messages that are over are overwritten in place, and rows are removed only from a table all
-- messages of which are over. No index and no trigger may be added here, and no column may change its
-- size by being overwritten.
--
-- Names stand as they were shown, because a message outlives an account that is given up.
CREATE TABLE messages_1 (
    id INTEGER PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- Either a room or, for a private message, a recipient.
    room INTEGER,
    author INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    recipient INTEGER,
    recipient_name TEXT,
    text TEXT NOT NULL,
    client_key TEXT,
    CHECK ((room IS NULL) <> (recipient IS NULL)),
    CHECK ((recipient IS NULL) = (recipient_name IS NULL))
) STRICT;

CREATE TABLE messages_2 (
    id INTEGER PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    room INTEGER,
    author INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    recipient INTEGER,
    recipient_name TEXT,
    text TEXT NOT NULL,
    client_key TEXT,
    CHECK ((room IS NULL) <> (recipient IS NULL)),
    CHECK ((recipient IS NULL) = (recipient_name IS NULL))
) STRICT;

-- The messages that are not over.
CREATE VIEW messages AS
    SELECT * FROM messages_1 WHERE id > (SELECT forgotten_through FROM meta)
    UNION ALL
    SELECT * FROM messages_2 WHERE id > (SELECT forgotten_through FROM meta);

-- The same for a person to read.
CREATE VIEW messages_readable AS
    SELECT
        messages.id,
        datetime(sent_at / 1000, 'unixepoch') AS sent_at_utc,
        datetime(expires_at / 1000, 'unixepoch') AS expires_at_utc,
        author_name AS author,
        coalesce(recipient_name, 'everybody in ' || rooms.name) AS destination,
        text
    FROM messages
    LEFT JOIN rooms ON rooms.id = messages.room
    ORDER BY messages.id;
