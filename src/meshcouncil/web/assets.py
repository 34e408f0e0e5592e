"""The files that pages load: read once, so that an upgrade never mixes old and new ones, and named by their bytes."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from litestar import HttpMethod, Response, route
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from meshcouncil.web.asking import Ask

KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
"""The files there are, by ending: what a browser is to take each for."""

PACKED_ALREADY = frozenset({".woff2"})
REVALIDATE = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
"""A browser keeps a file, but asks each time whether it is still the same."""


@dataclass(eq=False)
class Asset:
    """One file, with what its ending says of it."""

    ending: str
    content: bytes

    @property
    def kind(self) -> str:
        """Give the media type."""
        return KINDS[self.ending]

    @cached_property
    def name(self) -> str:
        """Name the file by its bytes."""
        return blake2b(self.content, digest_size=12).hexdigest()

    @cached_property
    def packed(self) -> bytes:
        """Give the file compressed; empty where that gains nothing."""
        return b"" if self.ending in PACKED_ALREADY else gzip.compress(self.content, compresslevel=9, mtime=0)


def assets_in(folder: Path) -> dict[str, Asset]:
    """Read every file of a folder that pages may load, by its path inside."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in KINDS)
    return {path.relative_to(folder).as_posix(): Asset(path.suffix, path.read_bytes()) for path in files}


def asset_route(assets: dict[str, Asset]) -> HTTPRouteHandler:
    """Make the route that serves them."""

    @route("/static/{file_path:path}", http_method=[HttpMethod.GET, HttpMethod.HEAD], sync_to_thread=False)
    def asset(request: Ask, file_path: FromPath[str]) -> Response[bytes]:
        """Give a file, or say that the browser has it already."""
        found = assets.get(file_path.removeprefix("/"))
        if found is None:
            raise NotFoundException
        return answer(found, request.headers.get("accept-encoding", ""), request.headers.get("if-none-match", ""))

    return asset


def answer(asset: Asset, accepted: str, known: str) -> Response[bytes]:
    """Answer with a file. `accepted`: the encodings that the browser takes; `known`: the names of what it has."""
    is_packed = "gzip" in accepted and bool(asset.packed)
    tag = f'"{asset.name}{"-gzip" if is_packed else ""}"'
    headers = {**REVALIDATE, "ETag": tag, **({"Content-Encoding": "gzip"} if is_packed else {})}
    if tag in {each.strip().removeprefix("W/") for each in known.split(",")}:
        return Response(b"", status_code=304, headers=headers, media_type=asset.kind)
    return Response(asset.packed if is_packed else asset.content, headers=headers, media_type=asset.kind)
