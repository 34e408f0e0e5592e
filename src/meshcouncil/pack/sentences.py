"""Turns the validator's findings into sentences that an author understands."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from meshcouncil.pack.problems import did_you_mean, listed
from meshcouncil.pack.schema import Part
from meshcouncil.pack.yaml_source import Loc

_PATTERNS = {
    r"^[A-Za-z][A-Za-z0-9_.-]{0,59}$": "is no id: begin with a letter, then letters, digits, _ . or -, 60 at most",
    r"^[a-z][a-z0-9_]{0,59}$": "is no word for predicates: small letters, digits and _, beginning with a letter",
    r"^[a-z_][a-z0-9_]{0,59}$": "is no name of a model: small letters, digits and _, no digit first, 60 at most",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is no slug: small letters, digits and single hyphens, such as rainbow-road",
    r"^[0-9]{1,3}/[0-9]{1,3}$": "is no share: write two whole numbers, such as 2/3",
    r"^[^\n]*\S[^\n]*\n?$": "should be one line of text",
    r"\S": "is empty; write its text or take the key out",
}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list (a line for each item, beginning with '- ')",
    "dict_type": "a mapping of keys",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
}


def clean_loc(value: Any, error: ErrorDetails) -> Loc:
    """Give the place of an error in the author's own structure, without the validator's marks for unions and keys."""
    loc: list[str | int] = []
    parts = list(error["loc"])
    for position, part in enumerate(parts):
        if (isinstance(value, dict) and part in value) or (isinstance(value, list) and isinstance(part, int)):
            loc.append(part)
            value = _child(value, part)
        elif error["type"] == "missing" and position == len(parts) - 1:
            loc.append(part)
    return tuple(loc)


def sentence_for(kind: type[Part], value: Any, loc: Loc, error: ErrorDetails) -> str:
    """Say in one sentence what is wrong at a place and how to mend it."""
    name, given, details = _name(loc), error["input"], error.get("ctx", {})
    match error["type"]:
        case "missing":
            return _missing(kind, value, loc)
        case "extra_forbidden":
            return _unknown_key(model_at(kind, value, loc[:-1]), str(loc[-1]))
        case "literal_error" | "enum":
            return _not_one_of(name, given, str(details.get("expected", "")))
        case "string_pattern_mismatch":
            about = _PATTERNS.get(str(details.get("pattern")), "is not written as this key wants it")
            return f"{name} {about}." if about.startswith(("is empty", "should")) else f"'{given}' {about}."
        case "string_too_short":
            return f"{name} is empty; write its text or take the key out."
        case "string_too_long":
            return f"{name} is longer than {details['max_length']} characters; shorten it."
        case "too_short":
            return _too_few(name, int(details["min_length"]), int(details["actual_length"]))
        case "greater_than":
            return f"{name} must be more than {details['gt']}, not {given}."
        case "less_than_equal":
            return f"{name} must be {details['le']} at most, not {given}."
        case "reserved" | "twice":
            return f"{error['msg']}."
        case wrong if wrong in _WANTED:
            return _wrong_type(name, given, _WANTED[wrong])
        case _:
            return f"{name} is not as this format wants it: {error['msg']}."


def either_sentence(loc: Loc) -> str:
    """Say that a value may be a number or an expression, and is neither."""
    return f"{_name(loc)} should be a whole number or an expression such as 2 * n_projects."


def model_at(kind: type[Part], value: Any, loc: Loc) -> type[Part] | None:
    """Find the model that describes the mapping at a place."""
    wanted: Any = kind
    for part in loc:
        wanted = _below(_bare(wanted, value), part)
        value = _child(value, part)
    bare = _bare(wanted, value)
    return bare if isinstance(bare, type) and issubclass(bare, Part) else None


def _child(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def _bare(wanted: Any, value: Any) -> Any:
    """Strip marks and choose the member of a union that the value means."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    if get_origin(wanted) in (Union, UnionType):
        members = [_bare(member, value) for member in get_args(wanted) if member is not type(None)]
        models = [member for member in members if isinstance(member, type) and issubclass(member, Part)]
        taken = [
            model for model in models if isinstance(value, dict) and "use" in value and "use" in model.model_fields
        ]
        return (taken or models or members)[0]
    return wanted


def _below(wanted: Any, part: str | int) -> Any:
    if isinstance(wanted, type) and issubclass(wanted, Part):
        for name, field in wanted.model_fields.items():
            if part == (field.alias or name):
                return field.annotation
        return None
    arguments = get_args(wanted)
    return arguments[-1] if arguments else None


def _name(loc: Loc) -> str:
    if not loc:
        return "This file"
    if isinstance(loc[-1], int):
        return f"Item {loc[-1] + 1} of '{loc[-2]}'" if len(loc) > 1 else f"Item {loc[-1] + 1}"
    return f"'{loc[-1]}'"


def _which(model: type[Part], value: Any) -> str:
    """Name a mapping as its author would: 'The team 'people_ops''."""
    noun = model.noun.removeprefix("a ").removeprefix("an ").removeprefix("the ")
    label = next(
        (value[key] for key in ("id", "number", "use", "name") if isinstance(value, dict) and key in value), None
    )
    if model.noun.endswith(".yaml"):
        return model.noun
    return f"The {noun}" if label is None else f"The {noun} '{label}'"


def _missing(kind: type[Part], value: Any, loc: Loc) -> str:
    holder = value
    for part in loc[:-1]:
        holder = _child(holder, part)
    model = model_at(kind, value, loc[:-1])
    key = str(loc[-1])
    if model is None:
        return f"'{key}' is missing here."
    description = next(
        (field.description or "" for name, field in model.model_fields.items() if (field.alias or name) == key), ""
    )
    purpose = (description[:1].lower() + description[1:]).partition(". ")[0].rstrip(".")
    which = _which(model, holder)
    return f"{which} {'have' if which.endswith('ies') else 'has'} no '{key}'; add it ({purpose})."


def _unknown_key(model: type[Part] | None, key: str) -> str:
    if model is None:
        return f"'{key}' is not a key of this format; take it out."
    keys = [field.alias or name for name, field in model.model_fields.items()]
    hint = did_you_mean(key, keys)
    return f"'{key}' is not a key of {model.noun}{hint or f'; its keys are {listed(keys, 20)}.'}"


def _not_one_of(name: str, given: Any, expected: str) -> str:
    words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    if len(words) == 1:
        return f"{name} should be {words[0]}, not {given!r}."
    hint = did_you_mean(str(given), words)
    return f"{name} cannot be '{given}'{hint or f'; it is one of {listed(words)}.'}"


def _too_few(name: str, wanted: int, there: int) -> str:
    if there == 0:
        return f"{name} is empty; write {'an item' if wanted == 1 else f'{wanted} items'} at least."
    return f"{name} needs at least {wanted} items and has {there}."


def _wrong_type(name: str, given: Any, wanted: str) -> str:
    if given is None:
        return f"{name} is empty; it should be {wanted}."
    if wanted == "text" and isinstance(given, int | float | bool):
        return f"{name} should be text; put {str(given).lower() if isinstance(given, bool) else given} in quotes."
    got = {
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number with a point",
        list: "a list",
        dict: "a mapping of keys",
    }
    return f"{name} should be {wanted}, not {got.get(type(given), 'something else')}."
