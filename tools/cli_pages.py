"""The reference pages of the command line and of a server's settings: written from the commands themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from enum import Enum
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from meshcouncil.cli import COMMANDS
from meshcouncil.settings import Settings

_CLI = """\
# Command line

Every command says the same with `--help`. Commands end with 0 when all went well, with 1 when what they looked at is
wrong (a pack to be mended, a record that cannot be replayed), with 2 when they could not do what was asked; the reason
is one sentence on standard error. What a server takes when it is told nothing stands in [settings](settings.md).
This page is generated from the code by `make docs`.
"""

_SETTINGS = """\
# Settings

A server is told these things by an option of `meshcouncil serve`, else by a variable of the environment, else they have
their default. There is no settings file. This page is generated from the code by `make docs`.
"""

DEFAULT_DATA = "`meshcouncil` in `$XDG_DATA_HOME`, else in `~/.local/share`"


def cli_page() -> str:
    """Write the page of the command line."""
    lines = [_CLI]
    for group in COMMANDS:
        for name, callback in _commands(group):
            lines.extend(_section(name, callback))
    return "\n".join(lines)


def settings_page() -> str:
    """Write the page of settings."""
    ((_, serve),) = _commands("serve")
    options = parameters(serve)
    rows = [
        f"| `--{field.name}` | `{variable(field.name)}` "
        f"| {DEFAULT_DATA if field.name == 'data' else _default(field.default)} | {options[field.name][1].help} |"
        for field in fields(Settings)
    ]
    return "\n".join([_SETTINGS, "| option | variable | default | meaning |", "|---|---|---|---|", *rows, ""])


def variable(setting: str) -> str:
    """Name the variable of the environment that a setting is read from."""
    return f"MESHCOUNCIL_{setting.upper()}"


def parameters(callback: Callable[..., Any]) -> dict[str, tuple[Any, ArgumentInfo | OptionInfo]]:
    """Give a command's parameters by name: what kind of value each takes, and what it was declared with."""
    hints = get_type_hints(callback)
    return {name: (hints[name], each.default) for name, each in signature(callback).parameters.items()}


def _commands(name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give the commands behind a line of `COMMANDS`: one, or those of a group."""
    app = import_module(COMMANDS[name].module).app
    for each in app.registered_commands:
        below = each.name or each.callback.__name__
        yield (name if below == name else f"{name} {below}"), each.callback


def _section(name: str, callback: Callable[..., Any]) -> Iterator[str]:
    declared = parameters(callback)
    arguments = {each: about for each, about in declared.items() if isinstance(about[1], ArgumentInfo)}
    options = {each: about for each, about in declared.items() if isinstance(about[1], OptionInfo)}
    written = [each.upper() if info.default is ... else f"[{each.upper()}]" for each, (_, info) in arguments.items()]
    usage = " ".join(["meshcouncil", name, *written, *(["[OPTIONS]"] if options else [])])
    yield f"## `meshcouncil {name}`\n"
    yield f"{' '.join((callback.__doc__ or '').split())}\n"
    yield f"```\n{usage}\n```\n"
    if declared:
        yield "| argument or option | value | default | meaning |\n|---|---|---|---|"
        for each, (hint, info) in (arguments | options).items():
            yield f"| {_names(each, info)} | {_value(hint)} | {_default(info.default)} | {info.help} |"
        yield ""


def _names(name: str, info: ArgumentInfo | OptionInfo) -> str:
    if isinstance(info, ArgumentInfo):
        return f"`{name.upper()}`"
    flags = info.param_decls or [f"--{name.replace('_', '-')}"]
    if info.default is True:
        flags = [*flags, f"--no-{name.replace('_', '-')}"]
    return ", ".join(f"`{flag}`" for flag in flags)


def _value(hint: Any) -> str:
    members = [each for each in get_args(hint) if each is not type(None)]
    kind = members[0] if members else hint
    if issubclass(kind, Enum):
        return " or ".join(f"`{each.value}`" for each in kind)
    return {str: "text", int: "whole number", bool: "yes or no", Path: "file or folder"}[kind]


def _default(default: Any) -> str:
    if default is ...:
        return "needed"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return "none" if default in (None, "", MISSING) else f"`{getattr(default, 'value', default)}`"
