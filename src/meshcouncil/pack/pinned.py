"""A definition as JSON, so that a gathering keeps the very pack it was opened with, and a digest of what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from meshcouncil.council import definition as definitions
from meshcouncil.council import predicates
from meshcouncil.council.definition import Definition

FORMAT = "mesh-council/pinned-pack@1"


class PinnedPackError(ValueError):
    """The JSON is no pinned pack; says what is wrong with it."""


def definition_to_json(definition: Definition) -> str:
    """Write a definition as canonical JSON: the same definition, the same text."""
    return _canonical({"format": FORMAT, "definition": _plain(definition)})


def definition_from_json(text: str | bytes) -> Definition:
    """Read a definition back. Raises PinnedPackError when the text is no pinned pack."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PinnedPackError("This is no pinned pack: it is not JSON.") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise PinnedPackError(f"This is no pinned pack: its format is not {FORMAT}.")
    definition = _built(value.get("definition"), Definition, "definition")
    if not isinstance(definition, Definition):
        raise PinnedPackError("This is no pinned pack: it holds no definition.")
    return definition


def digest_of(definition: Definition) -> str:
    """Give the sha256 (hex) of what a definition says. Order of keys and comments do not matter."""
    plain = _plain(definition)
    plain.pop("digest", None)
    return hashlib.sha256(_canonical(plain).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Turn a value into JSON's own kinds. Defaults are left out: a new field changes no digest."""
    if is_dataclass(value) and not isinstance(value, type):
        plain = {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if not _is_default(each, getattr(value, each.name))
        }
        return {"is": type(value).__name__, **plain} if type(value).__name__ in _TAGGED else plain
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted((_plain(each) for each in value), key=_canonical)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _is_default(each: Field[Any], value: object) -> bool:
    if each.default is not MISSING:
        return bool(value == each.default)
    return each.default_factory is not MISSING and bool(value == each.default_factory())


def _built(value: Any, wanted: Any, where: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return _built_member(value, get_args(wanted), where)
    if origin is Literal:
        return _checked(value in get_args(wanted), value, where)
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _built_dataclass(value, wanted, where)
    if origin is tuple:
        return _built_tuple(value, get_args(wanted), where)
    if origin is frozenset:
        items = _checked(isinstance(value, list), value, where)
        return frozenset(_built(each, get_args(wanted)[0], where) for each in items)
    if origin is not None and issubclass(origin, Mapping):
        items = _checked(isinstance(value, dict), value, where)
        return {key: _built(each, get_args(wanted)[1], f"{where}.{key}") for key, each in items.items()}
    return _checked(type(value) is wanted, value, where)


def _built_member(value: Any, members: tuple[Any, ...], where: str) -> Any:
    if value is None and type(None) in members:
        return None
    rest = [member for member in members if member is not type(None)]
    if len(rest) == 1:
        return _built(value, rest[0], where)
    tag = value.get("is") if isinstance(value, dict) else None
    for member in rest:
        if member.__name__ == tag:
            return _built_dataclass(value, member, where)
    raise PinnedPackError(f"This pinned pack cannot be read: {where} is of no known kind.")


def _built_dataclass(value: Any, wanted: Any, where: str) -> Any:
    given = dict(_checked(isinstance(value, dict), value, where))
    given.pop("is", None)
    hints: dict[str, Any] = _hints(wanted)
    unknown = sorted(set(given) - set(hints))
    if unknown:
        raise PinnedPackError(
            f"This pinned pack cannot be read: {where} holds '{unknown[0]}', which nobody knows here."
        )
    try:
        return wanted(**{name: _built(each, hints[name], f"{where}.{name}") for name, each in given.items()})
    except TypeError as error:
        raise PinnedPackError(f"This pinned pack cannot be read: {where} is not complete.") from error


def _built_tuple(value: Any, arguments: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    items = _checked(isinstance(value, list), value, where)
    if len(arguments) == 2 and arguments[1] is ...:
        return tuple(_built(each, arguments[0], f"{where}[{index}]") for index, each in enumerate(items))
    _checked(len(items) == len(arguments), items, where)
    return tuple(_built(each, argument, where) for each, argument in zip(items, arguments, strict=True))


def _checked(is_sound: bool, value: Any, where: str) -> Any:
    if not is_sound:
        raise PinnedPackError(f"This pinned pack cannot be read: {where} is not what it should be.")
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, {**vars(predicates), **vars(definitions)})


_TAGGED = frozenset(
    member.__name__
    for union in (predicates.Predicate, predicates.Amount, definitions.GraphOperation)
    for member in get_args(union)
)
