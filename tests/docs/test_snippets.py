"""What the documents show is what happens: every command is run, every file of a pack is written and checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.cli.stored_gathering import StoredGathering, store_gathering
from tests.docs.snippets import Snippet, apply, change, documents, is_ours, is_shown, run, snippets, typed

CODE = "H7KM2Q"
"""The join code that the documents use."""

RUNNABLE = [
    page for page in documents() if any(each.language == "console" for each in snippets(page.read_text("utf-8")))
]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredGathering:
    gathering = store_gathering(tmp_path_factory.mktemp("stored"))
    gathering.change("UPDATE gatherings SET code = ?", CODE)
    return gathering


@pytest.mark.parametrize("document", RUNNABLE, ids=lambda document: document.relative_to(ROOT).as_posix())
def test_what_a_document_shows_is_what_happens(
    document: Path, stored: StoredGathering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(stored.data, tmp_path / "council-data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MESHCOUNCIL_DATA", "council-data")
    wrong = [fault for snippet in snippets(document.read_text("utf-8")) for fault in faults(snippet)]
    assert wrong == []


def faults(snippet: Snippet) -> list[str]:
    if snippet.language in ("yaml", "markdown"):
        return [fault for fault in [apply(snippet)] if fault]
    if snippet.language != "console":
        return []
    found = [fault for fault in [change(snippet)] if fault]
    for each in typed(snippet):
        if is_ours(each.command):
            code, said = run(each.command)
            if code != each.exit_code or not is_shown(each.shown, said):
                found.append(f"line {each.line}: {each.command}\nends with {code} and says:\n" + "\n".join(said))
    return found


def test_every_folder_of_documents_has_something_to_run() -> None:
    assert {page.parent.name for page in RUNNABLE} >= {"tutorials", "how-to"}


# --- the runner itself ------------------------------------------------------------------------------------------------

PAGE = """\
Text.

```console exit=1
$ meshcouncil --version
meshcouncil …
$ meshcouncil pack lint nowhere
…
```

```yaml add=a.yaml before="b:"
a: 1
```
"""


def test_blocks_are_found_with_their_lines_and_settings() -> None:
    first, second = snippets(PAGE)
    assert (first.line, first.language, first.settings) == (4, "console", {"exit": "1"})
    assert second == Snippet(11, "yaml", {"add": "a.yaml", "before": "b:"}, "a: 1\n")
    assert [(each.line, each.command, each.shown, each.exit_code) for each in typed(first)] == [
        (4, "meshcouncil --version", ["meshcouncil …"], 0),
        (6, "meshcouncil pack lint nowhere", ["…"], 1),
    ]


def test_an_ellipsis_stands_for_anything_and_nothing_else_does() -> None:
    assert is_shown(["one …", "…", "four."], ["one two", "three", "four."])
    assert is_shown(["…"], [])
    assert not is_shown(["one"], ["one", "two"])
    assert not is_shown(["four."], ["four!"])


def test_what_does_not_happen_is_told_with_its_line() -> None:
    (fault,) = faults(Snippet(7, "console", {}, "$ meshcouncil --version\nmeshcouncil 0.0.0\n"))
    assert fault.startswith("line 7: meshcouncil --version\nends with 0 and says:\nmeshcouncil ")
    assert faults(Snippet(7, "console", {}, "$ make demo\nanything\n")) == []


def test_a_files_text_is_written_added_and_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert apply(Snippet(1, "yaml", {"file": "p/a.yaml"}, "a: 1\nc: 3\n")) is None
    assert apply(Snippet(2, "yaml", {"add": "p/a.yaml", "before": "c"}, "b: 2\n")) is None
    assert apply(Snippet(3, "yaml", {"add": "p/a.yaml"}, "d: 4\n")) is None
    assert Path("p/a.yaml").read_text() == "a: 1\nb: 2\nc: 3\nd: 4\n"
    assert apply(Snippet(4, "yaml", {"from": "p/a.yaml"}, "b: 2\nc: 3\n")) is None
    assert apply(Snippet(5, "yaml", {"from": "p/a.yaml"}, "b: 3\n")) == "line 5: this does not stand in p/a.yaml"
    assert apply(Snippet(6, "yaml", {"add": "p/a.yaml", "before": "z"}, "")) == (
        "line 6: no line of p/a.yaml begins with 'z'"
    )
