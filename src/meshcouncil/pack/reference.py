"""The reference page of a pack's keys, written from the models, so that it is never behind them."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from meshcouncil.pack import schema
from meshcouncil.pack.schema import FILES, OPTIONAL_FILES, PAGES, BriefHead, Part, PolicyLibraryFile

_INTRODUCTION = """\
# Keys of a pack

A pack is a folder. Its YAML files and the heads of its Markdown pages have these keys and no others.
`meshcouncil pack lint FOLDER` checks them; `meshcouncil pack schema` prints the same as a JSON schema for editors.
This page is generated from the code by `make docs`.

An **id** begins with a letter and goes on with letters, digits, `_`, `.` or `-`. A **word** is an id for predicates:
small letters, digits and `_`. A **line** is text without a line break; **text** may be Markdown of several paragraphs.
"""
_LIBRARY_INTRODUCTION = """\
# Keys of a policy library

A policy library is a folder of YAML files with these keys and no others; the cards of all its files form one library.
`meshcouncil library lint FOLDER` checks it; `meshcouncil library schema` prints the same as a JSON schema for editors.
This page is generated from the code by `make docs`.

An **id** begins with a letter and goes on with letters, digits, `_`, `.` or `-`. A **line** is text without a line
break; **text** may be Markdown of several paragraphs. A card has no dates: its weeks and months are counted from the
day on which somebody takes it as a draft.
"""
_NAMED: tuple[tuple[Any, str], ...] = (
    (schema.Id, "id"),
    (schema.Word, "word"),
    (schema.Slug, "slug"),
    (schema.Line, "line"),
    (schema.Text, "text"),
    (schema.PredicateText, "predicate"),
    (schema.AmountText, "whole number or expression"),
    (schema.Share, "share, such as 2/3"),
    (schema.FileName, "file name"),
    (schema.ShortLine, "line of at most 120 characters"),
    (schema.RecordText, "text"),
    (schema.MonitoringText, "text"),
    (schema.Minutes, "whole number above 0"),
    (schema.Weeks, "whole number above 0"),
    (schema.Months, "whole number above 0"),
    (schema.PlanStep, "step, or use of a shared step"),
)


def pack_keys_page() -> str:
    """Write the page."""
    return "\n".join(_page())


def library_keys_page() -> str:
    """Write the page of a policy library's keys."""
    return "\n".join([_LIBRARY_INTRODUCTION, "## \\*.yaml\n", *_tables(PolicyLibraryFile, set())])


def _page() -> Iterator[str]:
    yield _INTRODUCTION
    written: set[type[Part]] = set()
    for name, kind in FILES.items():
        yield f"## {name}\n"
        if name in OPTIONAL_FILES:
            yield "This file may be left out.\n"
        yield from _tables(kind, written)
    for folder, kind in PAGES.items():
        yield f"## {folder}/*.md\n"
        yield "Each page begins with a head between two lines of `---`; its text follows.\n"
        yield from _tables(kind, written)
    yield "## Briefs and backstory\n"
    yield "Markdown files named by roles.yaml and pack.yaml. A head may be left out.\n"
    yield from _tables(BriefHead, written)


def _tables(kind: type[Part], written: set[type[Part]]) -> Iterator[str]:
    """Write a model's table, and those of the models in it that are not on the page yet."""
    written.add(kind)
    if kind is not PolicyLibraryFile and not kind.noun.endswith(".yaml") and not kind.noun.startswith("the head"):
        yield f"### {_heading(kind)}\n"
    yield f"{_purpose(kind)}\n"
    yield "| key | value | needed | meaning |\n|---|---|---|---|"
    for name, field in kind.model_fields.items():
        yield f"| `{field.alias or name}` | {_value(field)} | {_needed(field)} | {field.description or ''} |"
    yield ""
    for field in kind.model_fields.values():
        for below in _models_in(field.annotation):
            if below not in written:
                yield from _tables(below, written)


def _purpose(kind: type[Part]) -> str:
    said = (kind.__doc__ or "").strip()
    purpose = said.partition(": ")[2] if ".yaml: " in said else said
    return purpose[:1].upper() + purpose[1:]


def _heading(kind: type[Part]) -> str:
    heading = kind.noun.removeprefix("a ").removeprefix("an ").removeprefix("the ")
    return f"{heading[0].upper()}{heading[1:]}" + (" taken by `use`" if kind is schema.StepUse else "")


def _needed(field: FieldInfo) -> str:
    if field.is_required():
        return "yes"
    default = field.default
    if default in (None, PydanticUndefined) or isinstance(default, Part) or default in ([], {}):
        return "no"
    if isinstance(default, list):
        return f"no (`{', '.join(default)}`)"
    return f"no (`{str(default).lower() if isinstance(default, bool) else default}`)"


def _value(field: FieldInfo) -> str:
    annotation: Any = field.annotation
    if field.metadata:
        annotation = Annotated[annotation, *field.metadata]
    return _words_for(annotation)


def _words_for(annotation: Any) -> str:
    for known, words in _NAMED:
        if annotation == known:
            return words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " or ".join(_words_for(member) for member in arguments if member is not NoneType)
    if origin is Annotated:
        return _words_for(arguments[0])
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin is list:
        return f"list of {_words_for(arguments[0])}"
    if origin is dict:
        return f"mapping of {_words_for(arguments[0])} to {_words_for(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _heading(annotation).lower() if not annotation.noun.endswith(".yaml") else annotation.noun
    return {str: "id", int: "whole number", bool: "true or false"}[annotation]


def _models_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
