"""One file holds every colour and size; light and dark are legible; teams stay apart for colour-blind eyes."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import meshcouncil.web

CSS = Path(meshcouncil.web.__file__).parent / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
STYLESHEETS = sorted(path for path in CSS.glob("*.css") if path.name != "tokens.css")
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lab|lch)\(", re.IGNORECASE)
RAW_SIZE = re.compile(r"(?<![\w.-])-?\d*\.?\d+(?:px|rem|pt|mm|cm)\b")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CONDITION = re.compile(r"@page\s*\{[^}]*\}|@(?:media|container|supports)[^{]*\{", re.DOTALL)

# Machado, Oliveira and Fernandes 2009, full severity: how eyes without red, green or blue cones see linear RGB.
EYES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
JUST_NOTICEABLE = 2.3
TEAMS_APART = 7 * JUST_NOTICEABLE


def colours(block: str) -> dict[str, str]:
    """Read the plain colours of a block of tokens."""
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(TOKENS.partition("@media (prefers-color-scheme")[0])
DARK_BY_SYSTEM, DARK_BY_CHOICE = (
    TOKENS.partition(head)[2].partition("{")[2].partition("}")[0]
    for head in (':root:not([data-theme="light"])', ':root[data-theme="dark"]')
)
THEMES = {"light": LIGHT, "dark": {**LIGHT, **colours(DARK_BY_CHOICE)}}


def linear(colour: str) -> tuple[float, ...]:
    """Give a colour's linear red, green and blue."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG counts it: 1 to 21."""
    dark, light = sorted(luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Give a colour's relative luminance: 0 to 1."""
    return sum(part * weight for part, weight in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def lab(colour: str, eyes: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Give a colour in CIELAB (D65) as these eyes see it."""
    seen = [min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear(colour), strict=True)))) for row in eyes]
    red, green, blue = seen
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_only_the_tokens_hold_raw_colours_and_sizes(path: Path) -> None:
    rules = CONDITION.sub("", COMMENT.sub("", path.read_text("utf-8")))
    assert sorted({*RAW_COLOUR.findall(rules), *RAW_SIZE.findall(rules)}) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_every_token_that_is_used_is_there(path: Path) -> None:
    text = COMMENT.sub("", path.read_text("utf-8"))
    local = set(re.findall(r"(--[\w-]+)\s*:", text)) | {"--team", "--team-soft", "--tally", "--flow"}
    with_default = set(re.findall(r"var\((--[\w-]+),", text))
    known = set(re.findall(r"(--[\w-]+):", TOKENS)) | local | with_default
    assert sorted(set(re.findall(r"var\((--[\w-]+)", text)) - known) == []


def test_dark_by_choice_is_dark_by_system() -> None:
    one, other = (re.sub(r"\s+", " ", block).strip() for block in (DARK_BY_SYSTEM, DARK_BY_CHOICE))
    assert one == other


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["--paper", "--surface", "--surface-sunk", "--surface-raised"])
def test_text_is_legible_on_every_ground(theme: str, ground: str) -> None:
    inks = ["--ink", "--ink-soft", "--muted", "--accent", "--accent-strong", "--good", "--warn", "--bad", "--secret"]
    tokens = THEMES[theme]
    teams = [f"--team-{number}" for number in range(1, 7)]
    faint = {ink: round(contrast(tokens[ink], tokens[ground]), 2) for ink in (*inks, *teams)}
    assert {ink: value for ink, value in faint.items() if value < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_legible_on_colour(theme: str) -> None:
    tokens = THEMES[theme]
    pairs = [
        ("--accent-ink", "--accent"), ("--accent-ink", "--accent-strong"), ("--accent-strong", "--accent-soft"),
        ("--warn", "--warn-soft"), ("--bad", "--bad-soft"), ("--bad-ink", "--bad"), ("--secret", "--secret-soft"),
        ("--muted", "--secret-soft"), ("--muted", "--warn-soft"), ("--ink", "--mark"), ("--chamber-ink", "--chamber"),
        ("--chamber-muted", "--chamber"), ("--chamber-accent", "--chamber-deep"),
        ("--chamber-deep", "--chamber-accent"),
        ("--alarm-ink", "--alarm"), *((f"--team-{n}", f"--team-{n}-soft") for n in range(1, 7)),
    ]  # fmt: skip
    faint = {pair: round(contrast(*(tokens[each] for each in pair)), 2) for pair in pairs}
    assert {pair: value for pair, value in faint.items() if value < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_five_teams_stay_apart_for_colour_blind_eyes(theme: str, eyes: str) -> None:
    seen = {number: lab(THEMES[theme][f"--team-{number}"], EYES[eyes]) for number in range(1, 6)}
    near = {
        (one, other): distance
        for one, other in combinations(seen, 2)
        if (distance := sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5) < TEAMS_APART
    }
    assert near == {}
