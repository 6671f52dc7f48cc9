-- Rooms as they are run and named by people, what is kept for a name besides, and messages with more to
-- them.

DROP VIEW messages_readable;
DROP VIEW messages;

ALTER TABLE accounts ADD COLUMN email TEXT;

-- What people chose for rooms and for themselves: names, topics, keys, masks, metadata. It has to be gone with
-- its room or its account, or as soon as something else takes its place, and SQLite leaves copies behind of
-- rows that grow or make room for others. So each text stands in a slot: filled up with zeros to a power of
-- two, and overwritten in place. A slot that is free holds nothing but zeros and is used again. No slot is ever removed or changes
-- its size, and no index and no trigger may be added here. Other tables hold the numbers of slots, and
-- numbers only. length() counts up to the first zero.
CREATE TABLE words (
    slot INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE free_slots (
    bytes INTEGER NOT NULL,
    slot INTEGER NOT NULL REFERENCES words (slot),
    PRIMARY KEY (bytes, slot)
) STRICT, WITHOUT ROWID;

ALTER TABLE rooms RENAME TO rooms_before;
ALTER TABLE memberships RENAME TO memberships_before;
DROP INDEX memberships_by_account;

CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    -- Equal keys are one name; names that share a skeleton look alike.
    name INTEGER NOT NULL REFERENCES words (slot),
    name_key INTEGER NOT NULL REFERENCES words (slot),
    skeleton_of_name INTEGER NOT NULL REFERENCES words (slot),
    skeleton_of_key INTEGER NOT NULL REFERENCES words (slot),
    -- The Unicode tables that the key and the skeletons were made with.
    unicode_version TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    topic INTEGER REFERENCES words (slot),
    topic_by INTEGER REFERENCES words (slot),
    topic_at INTEGER,
    invite_only INTEGER NOT NULL CHECK (invite_only IN (0, 1)),
    moderated INTEGER NOT NULL CHECK (moderated IN (0, 1)),
    members_only INTEGER NOT NULL CHECK (members_only IN (0, 1)),
    secret INTEGER NOT NULL CHECK (secret IN (0, 1)),
    topic_locked INTEGER NOT NULL CHECK (topic_locked IN (0, 1)),
    no_ctcp INTEGER NOT NULL CHECK (no_ctcp IN (0, 1)),
    key INTEGER REFERENCES words (slot),
    members_max INTEGER,
    CHECK ((topic IS NULL) = (topic_by IS NULL)),
    CHECK ((topic IS NULL) = (topic_at IS NULL))
) STRICT;

CREATE TABLE room_masks (
    room INTEGER NOT NULL REFERENCES rooms (id),
    -- The order in which they were set.
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ban', 'exception', 'invitation')),
    mask INTEGER NOT NULL REFERENCES words (slot),
    set_by INTEGER NOT NULL REFERENCES words (slot),
    set_at INTEGER NOT NULL,
    PRIMARY KEY (room, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    room INTEGER NOT NULL REFERENCES rooms (id),
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- A place in the order: whoever is in a room longest inherits it.
    since INTEGER NOT NULL,
    operator INTEGER NOT NULL CHECK (operator IN (0, 1)),
    voice INTEGER NOT NULL CHECK (voice IN (0, 1)),
    PRIMARY KEY (room, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_account ON memberships (account);

CREATE TABLE read_markers (
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- The key of a room's or of a person's name.
    target INTEGER NOT NULL REFERENCES words (slot),
    read_up_to INTEGER NOT NULL,
    PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;

-- What people say of themselves and of rooms under keys of their own choosing.
CREATE TABLE account_metadata (
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key INTEGER NOT NULL REFERENCES words (slot),
    value INTEGER NOT NULL REFERENCES words (slot),
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_metadata (
    room INTEGER NOT NULL REFERENCES rooms (id),
    key INTEGER NOT NULL REFERENCES words (slot),
    value INTEGER NOT NULL REFERENCES words (slot),
    PRIMARY KEY (room, key)
) STRICT, WITHOUT ROWID;

CREATE VIEW slots_in_use AS
    SELECT name AS slot FROM rooms
    UNION ALL SELECT name_key FROM rooms
    UNION ALL SELECT skeleton_of_name FROM rooms
    UNION ALL SELECT skeleton_of_key FROM rooms
    UNION ALL SELECT topic FROM rooms WHERE topic IS NOT NULL
    UNION ALL SELECT topic_by FROM rooms WHERE topic_by IS NOT NULL
    UNION ALL SELECT key FROM rooms WHERE key IS NOT NULL
    UNION ALL SELECT mask FROM room_masks
    UNION ALL SELECT set_by FROM room_masks
    UNION ALL SELECT target FROM read_markers
    UNION ALL SELECT key FROM account_metadata
    UNION ALL SELECT value FROM account_metadata
    UNION ALL SELECT key FROM room_metadata
    UNION ALL SELECT value FROM room_metadata;

-- The rooms of version 1 had no other form of their name, and everybody was in them from the start. The
-- forms are made anew at start, since no tables have this version.
INSERT INTO words (slot, text)
    SELECT
        row_number() OVER (ORDER BY id, form),
        '#' || name || CAST(zeroblob(max(31 - octet_length(name), 0)) AS TEXT)
    FROM rooms_before, (SELECT 0 AS form UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS forms
    ORDER BY 1;

INSERT INTO rooms
    SELECT
        id, 4 * place - 3, 4 * place - 2, 4 * place - 1, 4 * place, '',
        coalesce((SELECT min(registered_at) FROM accounts), (SELECT last_time FROM meta)),
        NULL, NULL, NULL, 0, 0, 1, 0, 1, 0, NULL, NULL
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM rooms_before);

INSERT INTO memberships SELECT room, account, account, 0, 0 FROM memberships_before;

-- A row of a message that gets another column grows when it is overwritten, and then does not stay where it
-- is. So messages go into new tables, and the old ones go as a whole, which wipes their pages.
ALTER TABLE messages_1 RENAME TO messages_before_1;
ALTER TABLE messages_2 RENAME TO messages_before_2;

-- As in version 1: two tables that take turns; what is over or taken back is overwritten in place. No index
-- and no trigger may be added here, and no column may change its size by being overwritten: 0 and 1 have
-- the same.
--
-- Names stand as they were shown, because a message outlives an account or a room that is given up.
CREATE TABLE messages_1 (
    id INTEGER PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- Either a room or, for a private message, a recipient.
    room INTEGER,
    author INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    recipient INTEGER,
    -- Of the room or of the recipient.
    destination_name TEXT NOT NULL,
    text TEXT NOT NULL,
    client_key TEXT,
    -- 0 for what is said, 1 for what no program answers by itself, 2 for what somebody does.
    speech INTEGER NOT NULL CHECK (speech IN (0, 1, 2)),
    -- What the author's client says of it to other clients.
    tags TEXT,
    -- How the text stood on lines with its author: the length of each, with a + where it goes on.
    lines TEXT,
    -- Taken back; then it holds nothing but numbers.
    is_redacted INTEGER NOT NULL CHECK (is_redacted IN (0, 1)),
    CHECK ((room IS NULL) <> (recipient IS NULL))
) STRICT;

CREATE TABLE messages_2 (
    id INTEGER PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    room INTEGER,
    author INTEGER NOT NULL,
    author_name TEXT NOT NULL,
    recipient INTEGER,
    destination_name TEXT NOT NULL,
    text TEXT NOT NULL,
    client_key TEXT,
    speech INTEGER NOT NULL CHECK (speech IN (0, 1, 2)),
    tags TEXT,
    lines TEXT,
    is_redacted INTEGER NOT NULL CHECK (is_redacted IN (0, 1)),
    CHECK ((room IS NULL) <> (recipient IS NULL))
) STRICT;

INSERT INTO messages_1
    SELECT
        before.id, sent_at, expires_at, room, author, author_name, recipient,
        coalesce(recipient_name, '#' || rooms_before.name, '#'), text, client_key, 0, NULL, NULL, 0
    FROM (SELECT * FROM messages_before_1 UNION ALL SELECT * FROM messages_before_2) AS before
    LEFT JOIN rooms_before ON rooms_before.id = before.room
    WHERE before.id > (SELECT forgotten_through FROM meta)
    ORDER BY before.id;

UPDATE meta SET filling = 1;

DROP TABLE messages_before_1;
DROP TABLE messages_before_2;
DROP TABLE memberships_before;
DROP TABLE rooms_before;

-- The messages that are neither over nor taken back.
CREATE VIEW messages AS
    SELECT * FROM messages_1
    WHERE id > (SELECT forgotten_through FROM meta) AND NOT is_redacted
    UNION ALL
    SELECT * FROM messages_2
    WHERE id > (SELECT forgotten_through FROM meta) AND NOT is_redacted;

-- The same for a person to read.
CREATE VIEW messages_readable AS
    SELECT
        id,
        datetime(sent_at / 1000, 'unixepoch') AS sent_at_utc,
        datetime(expires_at / 1000, 'unixepoch') AS expires_at_utc,
        author_name AS author,
        iif(room IS NULL, destination_name, 'everybody in ' || destination_name) AS destination,
        text
    FROM messages
    ORDER BY id;

CREATE VIEW rooms_readable AS
    SELECT
        rooms.id,
        substr(names.text, 1, length(names.text)) AS name,
        datetime(opened_at / 1000, 'unixepoch') AS opened_at_utc,
        (SELECT count(*) FROM memberships WHERE room = rooms.id) AS members,
        substr(topics.text, 1, length(topics.text)) AS topic
    FROM rooms
    JOIN words AS names ON names.slot = rooms.name
    LEFT JOIN words AS topics ON topics.slot = rooms.topic
    ORDER BY rooms.id;
