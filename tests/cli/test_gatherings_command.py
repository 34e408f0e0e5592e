"""`meshcouncil gatherings`: list, export, import, links."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from meshcouncil.application.ports import Invitation
from meshcouncil.bootstrap import opened
from meshcouncil.settings import Settings
from tests.cli.stored_gathering import StoredGathering, run, store_gathering

USE = "Put your server's address in front of these paths; whoever has such a link may use it."
LINK = re.compile(r"/i/(\S+)")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> StoredGathering:
    return store_gathering(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def stored(sound: StoredGathering, tmp_path: Path) -> StoredGathering:
    shutil.copytree(sound.data, tmp_path / "data")
    return StoredGathering(tmp_path / "data", sound.hosted)


@pytest.fixture
def file(sound: StoredGathering, tmp_path: Path) -> Path:
    path = tmp_path / "evening.council"
    assert run("gatherings", "export", sound.code, path, "--data", sound.data)[0] == 0
    return path


def words(output: str) -> list[str]:
    return [" ".join(line.split()) for line in output.splitlines()]


def without_instants(output: str) -> list[str]:
    return [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TODAY", line) for line in words(output)]


def shape(output: str) -> list[str]:
    return [LINK.sub("/i/TOKEN", line) for line in words(output)]


def holders(data: Path, output: str) -> list[Invitation | None]:
    """Give the invitations behind the links that were printed; None for a link that counts no longer."""

    async def read() -> list[Invitation | None]:
        return [await application.gatherings.links.read(token) for token in LINK.findall(output)]

    with opened(Settings(data=data)) as application:
        return asyncio.run(read())


def whose(data: Path, output: str) -> list[tuple[str, str] | None]:
    return [(each.kind, each.subject) if each else None for each in holders(data, output)]


def listed_code(data: Path) -> str:
    return words(run("gatherings", "list", "--data", data)[1])[1].split()[0]


# --- list ---------------------------------------------------------------------------------------------------


def test_the_list_says_where_each_gathering_stands(sound: StoredGathering) -> None:
    code, output, _ = run("gatherings", "list", "--data", sound.data)
    assert (code, without_instants(output)) == (
        0,
        ["code opened tables people now title", f"{sound.code} TODAY 1 1 running An evening"],
    )


def test_a_gathering_that_cannot_be_read_is_listed_all_the_same(stored: StoredGathering) -> None:
    stored.change("UPDATE events SET data = 'nonsense' WHERE stream LIKE 'gathering:%' AND seq = 2")
    code, output, _ = run("gatherings", "list", "--data", stored.data)
    assert (code, without_instants(output)[1]) == (
        0,
        f"{stored.code} TODAY cannot be read: see meshcouncil replay An evening",
    )


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with opened(Settings(data=tmp_path)):
        pass
    assert run("gatherings", "list", "--data", tmp_path) == (
        0,
        "There are no gatherings here yet: host one with meshcouncil serve.\n",
        "",
    )


# --- export ---------------------------------------------------------------------------------------------------


def test_an_export_says_what_the_file_holds(sound: StoredGathering, tmp_path: Path) -> None:
    file = tmp_path / "evening.council"
    assert run("gatherings", "export", sound.code, file, "--data", sound.data) == (
        0,
        f"Written: {file}. It holds the secret missions, and no link: keep it as you would keep the briefs.\n",
        "",
    )
    assert file.read_bytes()[:2] == b"PK"


def test_an_export_overwrites_nothing(sound: StoredGathering, tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text("Dear diary")
    assert run("gatherings", "export", sound.code, file, "--data", sound.data) == (
        2,
        "",
        f"There is a file {file} already, and nothing is overwritten: name another.\n",
    )
    assert file.read_text() == "Dear diary"


def test_an_export_to_nowhere_is_refused(sound: StoredGathering, tmp_path: Path) -> None:
    file = tmp_path / "no" / "evening.council"
    assert run("gatherings", "export", sound.code, file, "--data", sound.data) == (
        2,
        "",
        f"The file {file} cannot be written (No such file or directory): name a place that can be.\n",
    )


def test_an_export_goes_on_beside_a_server(stored: StoredGathering, tmp_path: Path) -> None:
    with opened(Settings(data=stored.data)):
        assert run("gatherings", "export", stored.code, tmp_path / "x.council", "--data", stored.data)[0] == 0


# --- import ---------------------------------------------------------------------------------------------------


def test_an_import_gives_a_new_code_and_new_links(file: Path, tmp_path: Path) -> None:
    data = tmp_path / "elsewhere"
    code, output, _ = run("gatherings", "import", file, "--data", data)
    listed = listed_code(data)
    assert (code, shape(output)) == (
        0,
        [
            f"Imported: An evening, join code {listed}.",
            "Facilitator: /i/TOKEN",
            "Projector: /i/TOKEN",
            USE,
        ],
    )
    assert whose(data, output) == [("facilitator", ""), ("projector", "")]


def test_what_was_imported_replays_to_the_same_end(sound: StoredGathering, file: Path, tmp_path: Path) -> None:
    data = tmp_path / "elsewhere"
    run("gatherings", "import", file, "--data", data)
    code = listed_code(data)
    assert run("replay", code, "--data", data) == run("replay", sound.code, "--data", sound.data)


def test_an_import_waits_for_the_server_to_stop(file: Path, stored: StoredGathering) -> None:
    with opened(Settings(data=stored.data)):
        code, output, complaint = run("gatherings", "import", file, "--data", stored.data)
    assert (code, output) == (2, "")
    assert re.sub(r"process \d+", "process 1", complaint) == (
        f"The data folder {stored.data} is in use by another Mesh Council (process 1): "
        "stop that one first, or name another folder with --data.\n"
    )


def test_a_file_that_cannot_be_imported_is_refused(tmp_path: Path) -> None:
    nowhere, diary, data = tmp_path / "no", tmp_path / "diary.txt", tmp_path / "data"
    diary.write_text("Dear diary")
    assert run("gatherings", "import", nowhere, "--data", data) == (
        2,
        "",
        f"The file {nowhere} cannot be read (No such file or directory): name one that can.\n",
    )
    assert run("gatherings", "import", diary, "--data", data) == (
        1,
        "",
        (
            "This archive cannot be imported: it is not the file of a gathering, or it was damaged on its way; "
            "export the gathering again and import that file.\n"
        ),
    )
    assert run("gatherings", "list", "--data", data)[1] == (
        "There are no gatherings here yet: host one with meshcouncil serve.\n"
    )


# --- links ---------------------------------------------------------------------------------------------------


def test_new_links_for_facilitator_and_projector_leave_the_old_ones_good(stored: StoredGathering) -> None:
    code, output, _ = run("gatherings", "links", stored.code, "--data", stored.data)
    assert (code, shape(output)) == (0, ["Facilitator: /i/TOKEN", "Projector: /i/TOKEN", USE])
    assert whose(stored.data, output) == [("facilitator", ""), ("projector", "")]
    assert whose(stored.data, f"/i/{stored.hosted.facilitator}") == [("facilitator", "")]


@pytest.mark.parametrize("kind", ["facilitator", "projector"])
def test_revoking_makes_the_old_links_worthless_and_gives_a_new_one(stored: StoredGathering, kind: str) -> None:
    code, output, _ = run("gatherings", "links", stored.code, "--revoke", kind, "--data", stored.data)
    assert (code, shape(output)) == (
        0,
        [f"Revoked: every link handed out to the {kind} so far.", f"{kind.capitalize()}: /i/TOKEN", USE],
    )
    assert whose(stored.data, output) == [(kind, "")]
    old = {"facilitator": stored.hosted.facilitator, "projector": stored.hosted.projector}
    assert {each: whose(stored.data, f"/i/{token}")[0] is None for each, token in old.items()} == {
        each: each == kind for each in old
    }


def test_a_person_gets_a_new_link_by_name_and_the_old_one_can_be_revoked(stored: StoredGathering) -> None:
    code, first, _ = run("gatherings", "links", stored.code, "ada", "--data", stored.data)
    assert (code, shape(first)) == (0, ["ada: /i/TOKEN", USE])
    code, second, _ = run("gatherings", "links", stored.code, "--revoke", "person", "Ada", "--data", stored.data)
    assert (code, shape(second)) == (
        0,
        ["Revoked: every link handed out to Ada so far.", "Ada: /i/TOKEN", USE],
    )
    assert (whose(stored.data, first), whose(stored.data, second)) == ([None], [("person", "ada")])


def test_questions_that_make_no_sense_are_answered_in_a_sentence(stored: StoredGathering) -> None:
    def refused(*arguments: str) -> str:
        code, output, complaint = run("gatherings", "links", *arguments, "--data", stored.data)
        assert (code, output) == (2, "")
        return complaint

    assert refused("NOSUCH") == (
        "There is no gathering “NOSUCH” here: see which there are with meshcouncil gatherings list.\n"
    )
    assert refused(stored.code, "--revoke", "person") == (
        f"Name the person too: meshcouncil gatherings links {stored.code} NAME --revoke person.\n"
    )
    assert refused(stored.code, "Ada", "--revoke", "facilitator") == (
        "Only a person's links go by a name: leave the name out, or say --revoke person.\n"
    )
    assert refused(stored.code, "Grace") == "Nobody here is called “Grace”: there are Ada.\n"
