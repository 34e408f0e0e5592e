-- Where the migration steps lead; written by tools/schema.py.
BEGIN IMMEDIATE;
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE events (
    position INTEGER NOT NULL,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    kind TEXT NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (position),
    CONSTRAINT uq_events_stream_seq UNIQUE (stream, seq)
);
CREATE TABLE pad_updates (
    pad TEXT NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_pad_updates PRIMARY KEY (pad, n)
);
CREATE TABLE pad_snapshots (
    pad TEXT NOT NULL,
    upto INTEGER NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_pad_snapshots PRIMARY KEY (pad)
);
CREATE TABLE pinned_packs (
    digest TEXT NOT NULL,
    definition BLOB NOT NULL,
    CONSTRAINT pk_pinned_packs PRIMARY KEY (digest)
);
CREATE TABLE gatherings (
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    pack_digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    settings BLOB NOT NULL,
    CONSTRAINT pk_gatherings PRIMARY KEY (id),
    CONSTRAINT uq_gatherings_code UNIQUE (code)
);
CREATE TABLE invitations (
    id TEXT NOT NULL,
    gathering TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked BOOLEAN NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id)
);
CREATE INDEX ix_invitations_gathering_kind_subject ON invitations (gathering, kind, subject);
CREATE TABLE secrets (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    CONSTRAINT pk_secrets PRIMARY KEY (name)
);
INSERT INTO alembic_version VALUES ('0001');
COMMIT;
