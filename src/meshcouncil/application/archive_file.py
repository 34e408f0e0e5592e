"""The one file a gathering travels in: a zip of named parts with a manifest that gives the digest of each.

Reading is strict and bounded, for the file may come from anywhere: whatever is odd about it is one sentence.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import msgspec

FORMAT = 1
MANIFEST = "manifest.json"
PACK = "pack.json"
HALL = "hall.jsonl"

MOST_BYTES = 32 * 1024 * 1024
"""The largest archive that is read."""

MOST_BYTES_UNPACKED = 128 * 1024 * 1024
MOST_PARTS = 1_000
MOST_BYTES_OF_MANIFEST = 1024 * 1024

_NAME = re.compile(r"pack\.json|hall\.jsonl|tables/[1-9]\d{0,3}\.jsonl|pads/(?:table|room)-[1-9]\d{0,3}\.yjs")
_SAME_TIME = (1980, 1, 1, 0, 0, 0)  # the same gathering gives the same bytes


class ArchiveRefused(Exception):
    """The file is no archive that can be imported. `sentence` says what is wrong with it and what to do."""

    def __init__(self, fault: str, remedy: str = "export the gathering again and import that file") -> None:
        self.sentence = f"This archive cannot be imported: {fault}; {remedy}."
        super().__init__(self.sentence)


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive says of itself.

    `meshcouncil`: the version that wrote it; `parts`: the sha256 of each part; `ends`: the digest of the state in which
    the replay of each part with events ended.
    """

    format: int
    meshcouncil: str
    pack_digest: str
    settings: dict[str, Any]
    parts: dict[str, str]
    ends: dict[str, str]


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive taken apart: what it says of itself, and its parts by name."""

    manifest: Manifest
    parts: Mapping[str, bytes]


def table_part(table: int) -> str:
    """Name the part that holds a table's events."""
    return f"tables/{table}.jsonl"


def write_archive(
    version: str, pack_digest: str, settings: dict[str, Any], parts: Mapping[str, bytes], ends: Mapping[str, str]
) -> bytes:
    """Put the parts and their manifest into one file; the same contents give the same bytes."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    manifest = msgspec.json.encode(Manifest(FORMAT, version, pack_digest, settings, digests, dict(ends)))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in {MANIFEST: manifest, **parts}.items():
            info = zipfile.ZipInfo(name, _SAME_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zipped.writestr(info, data)
    return file.getvalue()


def read_archive(data: bytes) -> Archive:
    """Take an archive apart and check every part against the manifest. Raises ArchiveRefused."""
    if len(data) > MOST_BYTES:
        raise ArchiveRefused(f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        with zipfile.ZipFile(BytesIO(data)) as zipped:
            contents = _unpacked(zipped)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise ArchiveRefused("it is not the file of a gathering, or it was damaged on its way") from None
    manifest = _manifest(contents.pop(MANIFEST, b""))
    if missing := sorted(manifest.parts.keys() - contents.keys()):
        raise ArchiveRefused(f"its part {missing[0][:80]} is missing")
    if unlisted := sorted(contents.keys() - manifest.parts.keys()):
        raise ArchiveRefused(f"its manifest does not list {unlisted[0]}")
    for name, part in contents.items():
        if hashlib.sha256(part).hexdigest() != manifest.parts[name]:
            raise ArchiveRefused(f"its part {name} was changed or damaged")
    return Archive(manifest, contents)


def _unpacked(zipped: zipfile.ZipFile) -> dict[str, bytes]:
    infos = zipped.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES_UNPACKED:
        raise ArchiveRefused("it is far larger inside than a gathering can be")
    contents: dict[str, bytes] = {}
    for info in infos:
        if info.filename in contents:
            raise ArchiveRefused(f"it holds {info.filename[:80]} twice")
        if info.filename != MANIFEST and not _NAME.fullmatch(info.filename):
            raise ArchiveRefused(f"it holds {info.filename[:80]!r}, which is no part of a gathering")
        contents[info.filename] = _part(zipped, info)
    return contents


def _part(zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one part, and no more of it than it claimed to be."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveRefused(f"its part {info.filename} is packed in a way that is not used here")
    with zipped.open(info) as part:
        data = part.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise ArchiveRefused(f"its part {info.filename} is not as long as it claims")
    return data


def _manifest(data: bytes) -> Manifest:
    if not data or len(data) > MOST_BYTES_OF_MANIFEST:
        raise ArchiveRefused(f"it has no {MANIFEST}")
    try:
        number = msgspec.json.decode(data, type=dict[str, Any]).get("format")
        if isinstance(number, int) and number > FORMAT:
            raise ArchiveRefused(
                f"a newer Mesh Council wrote it (format {number}, this version reads up to {FORMAT})",
                "update Mesh Council and import it again",
            )
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ArchiveRefused(f"its {MANIFEST} cannot be read") from None
    if manifest.format != FORMAT:
        raise ArchiveRefused(f"its {MANIFEST} names the unknown format {manifest.format}")
    return manifest
