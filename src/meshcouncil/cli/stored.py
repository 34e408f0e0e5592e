"""Gatherings in a data folder or in a file, as the command line opens them; what cannot be opened is one sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from meshcouncil.cli.refusal import refuse

if TYPE_CHECKING:
    from meshcouncil.application.gatherings import Gatherings
    from meshcouncil.application.ports import GatheringEntry
    from meshcouncil.application.storage import Storage
    from meshcouncil.bootstrap import Application

FILE_CODE = "FILE"


@contextmanager
def opened_for_reading(data: Path | None) -> Iterator[Application]:
    """Open a data folder beside a server that may be using it."""
    from meshcouncil.application.ports import StoreUnavailable
    from meshcouncil.bootstrap import reading

    try:
        with reading(_folder(data)) as application:
            yield application
    except StoreUnavailable as unavailable:
        refuse(unavailable.sentence)


@contextmanager
def opened_for_writing(data: Path | None) -> Iterator[Application]:
    """Open a data folder that no server is using."""
    from meshcouncil.application.ports import StoreUnavailable
    from meshcouncil.bootstrap import opened
    from meshcouncil.settings import Settings

    try:
        with opened(Settings(data=_folder(data))) as application:
            yield application
    except StoreUnavailable as unavailable:
        refuse(unavailable.sentence)


@contextmanager
def storage_of_file(file: Path) -> Iterator[tuple[Storage, Gatherings, GatheringEntry]]:
    """Open the file of a gathering as if it had been imported, and forget it afterwards."""
    from meshcouncil.application.archive import import_gathering
    from meshcouncil.application.archive_file import ArchiveRefused
    from meshcouncil.bootstrap import in_memory

    application = in_memory()
    data = bytes_of(file)
    try:
        entry = asyncio.run(
            import_gathering(application.storage, data, gathering=FILE_CODE, new_code=lambda: FILE_CODE, at=0)
        )
    except ArchiveRefused as refused:
        refuse(refused.sentence, code=1)
    yield application.storage, application.gatherings, entry


async def entry_of(gatherings: Gatherings, name: str) -> GatheringEntry:
    """Find a gathering by its join code, however it is typed, or by its id."""
    from meshcouncil.application.gatherings import NoSuchGathering

    for entry in await gatherings.all():
        if entry.gathering_id == name:
            return entry
    try:
        return await gatherings.by_code(name)
    except NoSuchGathering:
        refuse(f"There is no gathering “{name[:60]}” here: see which there are with meshcouncil gatherings list.")


def bytes_of(file: Path) -> bytes:
    """Read a file, but no more of it than the largest that is taken."""
    from meshcouncil.application.archive_file import MOST_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        refuse(f"The file {file} cannot be read ({error.strerror}): name one that can.")


def _folder(data: Path | None) -> Path:
    from meshcouncil.settings import Settings

    return Settings.read(data=data).data
