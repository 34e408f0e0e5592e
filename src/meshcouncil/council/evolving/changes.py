"""The small changes that states are made of: mappings and motions with one thing different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from meshcouncil.council.state import Council, Motion

Key = TypeVar("Key")
Value = TypeVar("Value")


def with_entry(mapping: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    """Give the mapping with one entry added or replaced."""
    return {**mapping, key: value}


def without_entry(mapping: Mapping[Key, Value], key: Key) -> Mapping[Key, Value]:
    """Give the mapping without one entry."""
    return {each: value for each, value in mapping.items() if each != key}


def with_motion(council: Council, motion: Motion) -> Council:
    """Give the council with this motion as it now stands."""
    return replace(council, motions=with_entry(council.motions, motion.id, motion))


def change_motion(council: Council, motion_id: str, **changes: object) -> Council:
    """Give the council with some fields of a motion changed."""
    return with_motion(council, replace(council.motions[motion_id], **changes))  # type: ignore[arg-type]
