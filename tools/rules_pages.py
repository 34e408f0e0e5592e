"""The reference pages of what may be asked, what happens then, and why it may be refused: written from the rules."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from meshcouncil.council import commands as table_commands
from meshcouncil.council import errors as table_errors
from meshcouncil.council import events as table_events
from meshcouncil.council.definition import Fraction
from meshcouncil.documents.refusals import SENTENCES
from meshcouncil.gathering import commands as hall_commands
from meshcouncil.gathering import errors as hall_errors
from meshcouncil.gathering import events as hall_events

Class = type[Any]

GENERATED = "This page is generated from the code by `make docs`."

_COMMANDS = f"""\
# Commands

What can be asked of a gathering. A page, a bot and a test send the same commands; the rules answer each with
[events](events.md) or with a [refusal](refusals.md). `seat`, `table` and `person` are filled in by the server from who
is asking, never from a form; `at` is the server's clock, in ms since 1970. {GENERATED}
"""

_EVENTS = f"""\
# Events

What can have happened. Events are stored for ever, in one stream for the hall and one for each table, and a gathering
is nothing but its events: replaying them gives the same end. {GENERATED}
"""

_REFUSALS = f"""\
# Refusals

Why the rules may say no: a code that never changes its meaning, and the sentence that people read. Words in braces are
filled in; where a code has several sentences, the first whose blanks can be filled is used. {GENERATED}
"""

_PLAIN: dict[Any, str] = {str: "text", int: "whole number", bool: "yes or no", float: "number", type(None): "nothing"}


def commands_page() -> str:
    """Write the page of commands."""
    return _page(_COMMANDS, members(hall_commands.Command), members(table_commands.Command))


def events_page() -> str:
    """Write the page of events."""
    return _page(_EVENTS, members(hall_events.Event), members(table_events.Event))


def refusals_page() -> str:
    """Write the page of refusals."""
    hall, table = hall_errors.REFUSALS, table_errors.REFUSALS
    rows = [
        f"| `{code}` | {_where(code in hall, code in table)} | {'<br>'.join(sentences)} |"
        for code, sentences in sorted(SENTENCES.items())
    ]
    return "\n".join([_REFUSALS, "| code | refused by | sentence |", "|---|---|---|", *rows, ""])


def members(union: object) -> tuple[Class, ...]:
    """Give the classes of a union."""
    return get_args(union)


def _where(hall: bool, table: bool) -> str:
    return " and ".join(name for name, refuses in (("the hall", hall), ("a table", table)) if refuses)


def _page(introduction: str, hall: Iterable[Class], table: Iterable[Class]) -> str:
    hall, table = tuple(hall), tuple(table)
    lines = [introduction, "## In the hall", "", *_entries(hall), "## At a table", "", *_entries(table)]
    lines += ["## Values", "", "What the fields above are made of.", "", *_entries(_values((*hall, *table)))]
    return "\n".join(lines)


def _entries(classes: Iterable[Class]) -> Iterator[str]:
    for cls in classes:
        yield f"### `{cls.__name__}`"
        yield ""
        yield _purpose(cls)
        yield ""
        fields = dataclasses.fields(cls)
        if fields:
            hints = get_type_hints(cls)
            yield "| field | value | if left out |"
            yield "|---|---|---|"
            for field in fields:
                yield f"| `{field.name}` | {_value(hints[field.name])} | {_default(field)} |"
            yield ""


def _purpose(cls: Class) -> str:
    return " ".join((cls.__doc__ or "").split()).replace("``", "`")


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return "" if field.default_factory is dataclasses.MISSING else "none"
    match field.default:
        case bool(yes):
            return "yes" if yes else "no"
        case None | "" | ():
            return "nothing"
        case Fraction(over, under):
            return f"{over}/{under}"
        case tuple(several):
            return ", ".join(f"`{each}`" for each in several)
        case int(number):
            return str(number)
        case other:
            return f"`{other}`"


def _value(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_value(member) for member in arguments)
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"list of {_value(arguments[0])}"
    if origin is tuple:
        return f"({', '.join(map(_value, arguments))})"
    if origin is not None and len(arguments) == 2:
        return f"{_value(arguments[1])} by {_value(arguments[0])}"
    if isinstance(hint, typing.NewType):
        return _value(hint.__supertype__)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return f"[`{hint.__name__}`](#{hint.__name__.lower()})"
    raise TypeError(f"The reference has no words for {hint}: give it some in tools/rules_pages.py.")


def _values(classes: Iterable[Class]) -> list[Class]:
    """Give the dataclasses that fields of these classes hold, and those in them, each once."""
    found: dict[Class, None] = {}
    waiting = list(classes)
    for cls in waiting:
        for hint in get_type_hints(cls).values():
            for part in _classes_in(hint):
                if part not in found:
                    found[part] = None
                    waiting.append(part)
    return sorted(found, key=lambda cls: cls.__name__)


def _classes_in(hint: Any) -> Iterator[Class]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for argument in get_args(hint):
        yield from _classes_in(argument)
