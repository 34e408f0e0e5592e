"""The files of the pages: small on the way, asked for again at each page, and never two versions at once."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import meshcouncil.web
from meshcouncil.web.assets import Asset, answer, assets_in
from meshcouncil.web.security import HEADERS
from tests.web.evening import Evening, an_evening

STATIC = Path(meshcouncil.web.__file__).parent / "static"
SCRIPT = "/static/dist/live.js"


@pytest.fixture
async def evening() -> AsyncIterator[Evening]:
    evening = await an_evening()
    yield evening
    await evening.end()


async def test_a_script_comes_compressed_and_is_asked_for_again_each_time(evening: Evening) -> None:
    got = await evening.stranger.get(SCRIPT, headers={"accept-encoding": "gzip"})
    told = {name: got.headers[name] for name in ("content-type", "content-encoding", "cache-control", "vary")}
    assert told == {
        "content-type": "text/javascript; charset=utf-8",
        "content-encoding": "gzip",
        "cache-control": "no-cache",
        "vary": "Accept-Encoding",
    }
    assert got.content == (STATIC / "dist/live.js").read_bytes()
    assert int(got.headers["content-length"]) < len(got.content) / 2
    assert {name: got.headers[name.lower()] for name in HEADERS} == dict(HEADERS)


async def test_a_browser_that_has_the_file_gets_none(evening: Evening) -> None:
    got = await evening.stranger.get(SCRIPT)
    again = await evening.stranger.get(SCRIPT, headers={"if-none-match": f'"older", W/{got.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", got.headers["etag"])


async def test_an_older_file_is_replaced(evening: Evening) -> None:
    got = await evening.stranger.get(SCRIPT, headers={"if-none-match": '"older"'})
    assert got.status_code == 200


async def test_only_files_of_the_pages_are_given(evening: Evening) -> None:
    paths = ("/static/../app.py", "/static/%2e%2e/app.py", "/static/dist", "/static/no.js", "/static//etc/passwd")
    assert [(await evening.stranger.get(path)).status_code for path in paths] == [404] * len(paths)


async def test_a_head_tells_of_a_file_without_its_bytes(evening: Evening) -> None:
    got = await evening.stranger.ask("HEAD", "/static/css/tokens.css", headers={"accept-encoding": "identity"})
    assert (got.status_code, got.content) == (200, b"")


def test_files_are_named_by_their_bytes_and_each_encoding_by_its_own() -> None:
    one, other = Asset(".css", b"a" * 99), Asset(".css", b"b" * 99)
    tags = {answer(asset, accepted, "").headers["ETag"] for asset in (one, other) for accepted in ("", "gzip")}
    assert len(tags) == 4
    assert gzip.decompress(one.packed) == one.content
    assert answer(Asset(".css", b"a" * 99), "gzip", "").headers["ETag"] in tags


def test_a_running_server_gives_the_files_it_began_with(tmp_path: Path) -> None:
    (tmp_path / "live.js").write_text("first")
    assets = assets_in(tmp_path)
    (tmp_path / "live.js").write_text("second")
    assert answer(assets["live.js"], "", "").content == b"first"


def test_every_file_of_the_pages_is_of_a_known_kind() -> None:
    assert set(assets_in(STATIC)) == {
        path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()
    }
