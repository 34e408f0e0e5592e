"""How a role sounds: the public half of its brief, cut into lines that can be quoted.

A voice is made from the lines that everybody may read. It never touches a mission, a teammate's line or a secret:
nothing of them is handed to it, so nothing of them can be spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meshcouncil.council.views import BriefView, TableView

_MARKS = re.compile(r"[*_`#]+|\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LONGEST_SENTENCE = 170


@dataclass(frozen=True, slots=True)
class Voice:
    """What a role may say of itself."""

    seat: int
    title: str
    team: str
    owns: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    priorities: tuple[str, ...]
    about_team: tuple[str, ...]


def voice_of(view: TableView, brief: BriefView) -> Voice:
    """Make the voice of a seat from the public lines of its brief."""
    names = _names(view)
    return Voice(
        seat=brief.seat,
        title=brief.title,
        team=brief.team_name,
        owns=phrase(brief.owns, names),
        strengths=_lines((*brief.strengths, *brief.team_strengths)),
        weaknesses=_lines((*brief.weaknesses, *brief.team_weaknesses)),
        priorities=_lines((*brief.priorities, *brief.team_priorities)),
        about_team=_sentences(brief.team_about),
    )


def phrase(text: str, names: frozenset[str]) -> str:
    """Turn a line into a phrase for the middle of a sentence: no full stop, no capital unless it is a name."""
    clean = plain(text).rstrip(".!")
    first = clean.split(" ", 1)[0].strip(",:;'’")
    is_name = first.removesuffix("'s").removesuffix("’s") in names or not first[1:].islower()
    return clean if is_name and len(first) > 1 else clean[:1].lower() + clean[1:]


def plain(text: str) -> str:
    """Take the marks out of a Markdown text and join its lines."""
    return " ".join(_MARKS.sub(lambda mark: mark.group(1) or "", text).split())


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(text).rstrip(".!") for text in texts if text.strip()))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(each for each in _SENTENCE_END.split(plain(text)) if 20 <= len(each) <= _LONGEST_SENTENCE)


def _names(view: TableView) -> frozenset[str]:
    """Words that keep their capital: those of teams, of roles and of the organisation, and the mesh's projects."""
    sources = [view.organisation, *(seat.team_name for seat in view.seats)]
    sources += [seat.title for seat in view.seats]
    sources += [project.title for project in view.graph.projects]
    words = {word.strip("()&,") for source in sources for word in source.split()}
    return frozenset(word for word in words if word[:1].isupper())
