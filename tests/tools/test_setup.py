"""Set-up fetches only what is missing, and says in one line what it could not get."""

import sys
from pathlib import Path

import pytest

from tools import chromium, setup


def an_executable(folder: Path, name: str, *, exit_code: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH holds only what a test puts into this folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "APPLICATIONS", ())
    return folder


def test_setup_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["everything"]) == 2
    assert capsys.readouterr().err == "usage: python -m tools.setup demo|test|bench\n"


def test_setup_refuses_an_old_python_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert setup.main(["demo"]) == 1
    assert capsys.readouterr().err == (
        "set-up: this is Python 3.9, and 3.11 or newer is needed; name one in MESHCOUNCIL_PYTHON, for example "
        "MESHCOUNCIL_PYTHON=python3.12 make test.\n"
    )


def test_uv_on_the_path_is_used(machine: Path) -> None:
    an_executable(machine, "uv")
    assert setup.find_or_fetch_uv() == "uv"


def test_a_broken_uv_on_the_path_is_passed_over(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_executable(machine, "uv", exit_code=127)
    own = an_executable(tmp_path / "own" / setup.BIN, "uv")
    monkeypatch.setattr(setup, "OWN_UV", tmp_path / "own")
    assert setup.find_or_fetch_uv() == str(own)


def test_the_npm_of_the_environment_is_not_taken_for_the_machines_own(
    machine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "ENVIRONMENT", tmp_path / ".venv")
    inside = an_executable(tmp_path / ".venv" / setup.BIN, "npm").parent
    monkeypatch.setenv("PATH", f"{machine}:{inside}")
    assert setup.system_npm() is None
    own = an_executable(machine, "npm")
    assert setup.system_npm() == str(own)


def test_chromium_is_taken_from_the_path_best_name_first(machine: Path) -> None:
    an_executable(machine, "google-chrome")
    best = an_executable(machine, "chromium")
    assert chromium.chromium_path() == str(best)


def test_the_chromium_named_in_the_environment_comes_first(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_executable(machine, "chromium")
    named = an_executable(tmp_path / "elsewhere", "my-browser")
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    assert chromium.chromium_path() == str(named)


def test_a_wrong_name_for_chromium_is_refused_rather_than_replaced(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_executable(machine, "chromium")
    monkeypatch.setenv(chromium.VARIABLE, "no-such-browser")
    with pytest.raises(chromium.ChromiumMissing) as refused:
        chromium.chromium_path()
    assert str(refused.value) == (
        "MESHCOUNCIL_CHROMIUM names no-such-browser, which cannot be started: correct it or unset it."
    )


def test_a_missing_chromium_that_cannot_be_installed_is_one_line(machine: Path) -> None:
    assert not (machine / "apt-get").exists()
    with pytest.raises(setup.CannotSetUp) as refused:
        setup.find_or_install_chromium()
    assert str(refused.value) == chromium.MISSING


def test_apt_is_left_alone_where_there_is_none(machine: Path) -> None:
    assert not (machine / "apt-get").exists()
    assert setup.apt_install("chromium") is False


@pytest.mark.parametrize(("user", "has_sandbox"), [(0, False), (1000, True)])
def test_only_root_goes_without_the_sandbox(user: int, has_sandbox: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("--no-sandbox" not in chromium.launch_arguments()) == has_sandbox
