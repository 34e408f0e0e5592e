"""What bots say: put together from public lines, varied, and in good English."""

from __future__ import annotations

import re
from dataclasses import fields
from random import Random

import pytest

from meshcouncil.bots import phrases
from meshcouncil.bots.speech import Speaker, Subject, Wish, deed_of, subject_of
from meshcouncil.bots.voice import phrase, plain, voice_of
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.views import Seated, view
from tests.bots.builders import ALL_SEATS, CANARY, at_table, rainbow_road, texts_in, with_canaries

KEEP = Subject("M3", "keep one project", "Do Finance and Marketing share one project?")
WISH = Wish("Data Leadership", "The council settles on policies.", is_ours=False)


def _speaker(seed: int = 1, seat: int = 3, heard: frozenset[str] = frozenset()) -> Speaker:
    seen = view(at_table(rainbow_road()), Seated(seat))
    assert seen.me is not None
    return Speaker(voice_of(seen, seen.me), heard, Random(seed))


@pytest.mark.parametrize(
    ("clause", "deed"),
    [
        (
            "We will keep one project that Finance and Marketing share.",
            "keep one project that Finance and Marketing share",
        ),
        ("We will not hire more data engineers for now.", "do not hire more data engineers for now"),
        ("We leave open how duties may grow.", "leave open how duties may grow"),
        ("Every model has an owner.", "every model has an owner"),
    ],
)
def test_a_clause_becomes_a_deed_for_the_middle_of_a_sentence(clause: str, deed: str) -> None:
    assert deed_of(clause) == deed


def test_a_matter_is_put_into_words() -> None:
    points = rainbow_road().decisions_by_id
    assert subject_of(SettleDecision("release_cadence", "per_project"), points, "M7") == Subject(
        "M7",
        "let each project put its changes live when it is ready",
        "Who decides when a project puts its changes live?",
    )
    assert subject_of(AddPolicy("Tell first", "We tell."), points) == Subject("", "adopt the policy “Tell first”")


def test_markdown_is_spoken_without_its_marks() -> None:
    assert plain("**Why.** See [the map](x.md),\nplease.") == "Why. See the map, please."


def test_a_line_in_the_middle_of_a_sentence_loses_its_capital_unless_it_is_a_name() -> None:
    names = frozenset({"Data", "Platform"})
    spoken = [phrase(text, names) for text in ("The hub project", "Data Platform's habits.", "SQL and git")]
    assert spoken == ["the hub project", "Data Platform's habits", "SQL and git"]


@pytest.mark.parametrize("seat", ALL_SEATS)
def test_a_voice_is_made_of_public_lines_alone(seat: int) -> None:
    seen = view(at_table(with_canaries()), Seated(seat))
    assert seen.me is not None
    assert CANARY in seen.me.secret
    assert [text for text in texts_in(voice_of(seen, seen.me)) if CANARY in text] == []
    assert {"mission", "secret", "for_teammate"} & {field.name for field in fields(voice_of(seen, seen.me))} == set()


def test_every_hole_in_every_template_is_filled() -> None:
    said = [
        text
        for seed in range(60)
        for speaker in [_speaker(seed, ALL_SEATS[seed % 10])]
        for text in (
            speaker.introduction(),
            speaker.fact(),
            speaker.reply("Head of Data"),
            speaker.reason(KEEP, (WISH,), sound=True),
            speaker.emergency_reason(KEEP, rainbow_road().injects[0]),
            speaker.support(KEEP, (WISH,), sound=True),
            speaker.doubt(KEEP, (WISH,), ("One thing needs the other.",)),
            speaker.doubt(KEEP, (WISH,), ()),
            speaker.objection(KEEP, (WISH,), ()),
            speaker.question(KEEP),
            speaker.acceptance(KEEP),
            speaker.revision(KEEP),
            speaker.vote_on_the_charter(in_favour=True),
            speaker.vote_on_the_charter(in_favour=False),
            speaker.prompt(KEEP.question),
            speaker.procedure_reason("a simple majority"),
            speaker.thanks(12),
        )
    ]
    assert [text for text in said if "{" in text or "}" in text or "  " in text or "“”" in text] == []
    assert [text for text in said if not re.match(r"[A-Z“]", text) or text[-1] not in ".?!”"] == []


def test_what_was_said_is_not_said_again() -> None:
    heard: frozenset[str] = frozenset()
    said = []
    for seed in range(80):
        text = _speaker(seed, heard=heard).support(KEEP, (), sound=False)
        said.append(text)
        heard |= {text}
    assert len(set(said)) == len(said)


def test_the_same_dice_say_the_same() -> None:
    assert _speaker(5).introduction() == _speaker(5).introduction()


def test_templates_are_many_and_none_stands_twice() -> None:
    for name in ("MOVES", "SUPPORT", "GENERAL_REASONS", "DOUBT", "QUESTIONS", "FACTS"):
        templates = getattr(phrases, name)
        assert len(set(templates)) == len(templates) >= 12
