"""Writes a small, complete pack that works, for an author to grow from."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from meshcouncil.pack.problems import PackRefused, Problem

_STARTER = Path(str(files("meshcouncil").joinpath("pack", "starter")))
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_new_pack(folder: Path, title: str | None = None) -> tuple[Path, ...]:
    """Write the starter pack into a new folder and name its files. Raises PackRefused when that cannot be."""
    slug = folder.resolve().name
    _refuse_bad_name(folder, slug)
    words = {"slug": slug, "title": _as_yaml_text(title or slug.replace("-", " ").title())}
    written = []
    try:
        for source in sorted(path for path in _STARTER.rglob("*") if path.is_file()):
            target = folder / source.relative_to(_STARTER)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_filled(source.read_text(encoding="utf-8"), words), encoding="utf-8")
            written.append(target)
    except OSError as error:
        sentence = f"The pack cannot be written here: {error.strerror}; choose another place."
        raise PackRefused([Problem(str(folder), 0, sentence)]) from error
    return tuple(written)


def _refuse_bad_name(folder: Path, slug: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        sentence = f"'{slug}' is no slug; name the folder with small letters, digits and single hyphens."
        raise PackRefused([Problem(str(folder), 0, sentence)])
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        sentence = "There is something here already, and nothing is overwritten; name a folder that does not exist."
        raise PackRefused([Problem(str(folder), 0, sentence)])


def _as_yaml_text(title: str) -> str:
    """Quote a title when YAML would read it as something else."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,.!?()'-]*", title) and not re.fullmatch(r"(?i)true|false|null", title)
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return title if plain else f'"{escaped}"'


def _filled(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"{{{{{name}}}}}", word)
    return text
