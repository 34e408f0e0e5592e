"""The tables of the database, declared once. Migrations must lead here (tests/adapters/test_migrations.py compares)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

events = Table(
    "events",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("stream", "seq"),
)

pad_updates = Table(
    "pad_updates",
    metadata,
    Column("pad", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("pad", "n"),
)

pad_snapshots = Table(
    "pad_snapshots",
    metadata,
    Column("pad", Text, primary_key=True),
    Column("upto", Integer, nullable=False),  # the snapshot holds every update with n <= upto
    Column("data", LargeBinary, nullable=False),
)

pinned_packs = Table(
    "pinned_packs",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("definition", LargeBinary, nullable=False),
)

gatherings = Table(
    "gatherings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("pack_digest", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("settings", LargeBinary, nullable=False),
    UniqueConstraint("code"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("gathering", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Index(None, "gathering", "kind", "subject"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
