"""The command as a person meets it: help at once, and no traceback."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from meshcouncil import __version__
from meshcouncil.cli import COMMANDS, app, load_command

RUNNER = CliRunner()


def test_help_lists_every_subcommand_with_its_short_help() -> None:
    lines = RUNNER.invoke(app, ["--help"]).output.splitlines()
    listed = dict(line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1 :] if line.startswith("  "))
    assert {name: " ".join(help_.split()) for name, help_ in listed.items()} == {
        name: entry.help for name, entry in COMMANDS.items()
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_can_be_loaded_and_explains_itself(name: str) -> None:
    command = load_command(name)
    assert (command.name, bool(command.help), len(COMMANDS[name].help) <= 70) == (name, True, True)


def test_help_imports_no_subcommand_and_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, meshcouncil.cli as cli\n"
        "try: cli.app(['--help'], prog_name='meshcouncil')\n"
        "except SystemExit: pass\n"
        "heavy = {'litestar', 'pydantic', 'sqlalchemy', 'rich', 'yaml', 'pycrdt', 'alembic', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print(sorted(name for name in sys.modules if name.startswith('meshcouncil')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-2:] == ["[]", "['meshcouncil', 'meshcouncil.cli']"]


def test_help_takes_under_300_milliseconds_of_the_processor() -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "meshcouncil", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3  # of the processor: the clock would tell how busy the machine is


def test_the_version_is_said() -> None:
    assert RUNNER.invoke(app, ["--version"]).output == f"meshcouncil {__version__}\n"


def test_a_slip_in_a_subcommands_name_is_answered_with_the_near_one() -> None:
    ran = RUNNER.invoke(app, ["pakc"], prog_name="meshcouncil")
    assert (ran.exit_code, ran.output.splitlines()[-1]) == (2, "Error: No such command 'pakc'. Did you mean 'pack'?")


def test_the_app_is_a_typer_app() -> None:
    assert isinstance(app, typer.Typer)
