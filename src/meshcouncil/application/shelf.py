"""The packs on this server: those shipped with the program and those in the host's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from meshcouncil.application.ports import PinnedPacks
from meshcouncil.council.definition import Definition, Plan
from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.pinned import definition_from_json, definition_to_json


class PackMissing(Exception):
    """No such pack, or no such plan in it. `sentence` says it to people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ShelvedPack:
    """A pack that can be hosted."""

    slug: str
    folder: Path
    shipped: bool


def shipped_packs() -> Path:
    """Give the folder of the packs that come with the program."""
    return Path(str(files("meshcouncil"))) / "packs"


class Shelf:
    """Finds and compiles packs; a compiled pack is kept until the program ends."""

    def __init__(self, own: Path | None = None) -> None:
        self._folders = [(shipped_packs(), True), *([(own, False)] if own else [])]
        self._compiled: dict[str, Definition] = {}

    def packs(self) -> tuple[ShelvedPack, ...]:
        """List every pack, the host's own last."""
        return tuple(self._found())

    def definition(self, slug: str) -> Definition:
        """Give a pack ready to play. Raises PackMissing, pack.PackRefused."""
        if slug not in self._compiled:
            found = next((pack for pack in self._found() if pack.slug == slug), None)
            if found is None:
                known = ", ".join(pack.slug for pack in self._found())
                raise PackMissing(f"There is no pack called '{slug[:60]}' here; there are {known}.")
            self._compiled[slug] = compile_pack(found.folder)
        return self._compiled[slug]

    def plan(self, definition: Definition, plan_id: str) -> Plan:
        """Give a plan of a pack; an empty id means the first. Raises PackMissing."""
        plan = definition.plan(plan_id) if plan_id else definition.plans[0]
        if plan is None:
            known = ", ".join(each.id for each in definition.plans)
            raise PackMissing(f"The pack '{definition.slug}' has no plan '{plan_id[:60]}'; it has {known}.")
        return plan

    async def pin(self, definition: Definition, pinned: PinnedPacks) -> None:
        """Keep a pack as it is now, for the gatherings opened with it."""
        await pinned.put(definition.digest, definition_to_json(definition).encode())

    async def pinned(self, digest: str, pinned: PinnedPacks) -> Definition:
        """Give a pack as it was kept. Raises PackMissing."""
        data = await pinned.get(digest)
        if data is None:
            raise PackMissing("The pack that this gathering was opened with is not in the data folder.")
        return definition_from_json(data)

    def _found(self) -> Iterator[ShelvedPack]:
        for folder, shipped in self._folders:
            if folder.is_dir():
                for each in sorted(folder.iterdir()):
                    if (each / "pack.yaml").is_file():
                        yield ShelvedPack(each.name, each, shipped)
