"""Turns the small Markdown of packs (paragraphs, headings, lists, tables, quotations, emphasis) into safe HTML.

Everything is escaped first, so a pack can never bring markup of its own into a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_BULLET = re.compile(r"^[-*] +")
_NUMBER = re.compile(r"^\d+[.)] +")
_HEADING = re.compile(r"^(#{1,4}) +")
_RULER = re.compile(r"^\|[\s|:-]+\|$")


def prose(text: str, *, first_heading: int = 3) -> Markup:
    """Set a text as HTML blocks; its top headings become ``h{first_heading}``."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return Markup("\n").join(_block(block, first_heading) for block in blocks if block.strip())


def inline(text: str) -> Markup:
    """Set emphasis and code within one line of text."""
    html = str(escape(text))
    html = _CODE.sub(r"<code>\1</code>", html)
    html = _STRONG.sub(r"<strong>\1</strong>", html)
    return Markup(_EMPHASIS.sub(r"<em>\1</em>", html))  # noqa: S704 - escaped above


def _block(block: str, first_heading: int) -> Markup:
    return Markup("\n").join(_part(kind, lines, first_heading) for kind, lines in _parts(block))


def _parts(block: str) -> Iterator[tuple[str, list[str]]]:
    """Split a block where headings, lists and quotations begin and end; a wrapped line continues its list item."""
    kinds: list[tuple[str, str]] = []
    for line in block.splitlines():
        kind = _kind(line)
        if kind == "text" and line[:1].isspace() and kinds and kinds[-1][0] in {"bullets", "numbers"}:
            kinds[-1] = (kinds[-1][0], f"{kinds[-1][1]} {line.strip()}")
        else:
            kinds.append((kind, line.strip()))
    for kind, group in groupby(kinds, key=lambda pair: pair[0]):
        yield kind, [line for _, line in group]


def _kind(line: str) -> str:
    stripped = line.lstrip()
    if _HEADING.match(stripped):
        return "heading"
    if _BULLET.match(stripped):
        return "bullets"
    if _NUMBER.match(stripped):
        return "numbers"
    if stripped.startswith("|") and stripped.rstrip().endswith("|"):
        return "table"
    return "quotation" if stripped.startswith(">") else "text"


def _part(kind: str, lines: list[str], first_heading: int) -> Markup:
    match kind:
        case "heading":
            return Markup("\n").join(_heading(line, first_heading) for line in lines)
        case "bullets":
            return _list("ul", [_BULLET.sub("", line) for line in lines])
        case "numbers":
            return _list("ol", [_NUMBER.sub("", line) for line in lines])
        case "table":
            return _table(lines)
        case "quotation":
            said = inline(" ".join(line.lstrip("> ") for line in lines))
            return Markup("<blockquote><p>{}</p></blockquote>").format(said)
        case _:
            return Markup("<p>{}</p>").format(inline(" ".join(lines)))


def _heading(line: str, first_heading: int) -> Markup:
    found = _HEADING.match(line)
    level = min(first_heading + (len(found.group(1)) if found else 1) - 1, 6)
    return Markup("<h{level}>{text}</h{level}>").format(level=level, text=inline(_HEADING.sub("", line)))


def _list(tag: str, items: list[str]) -> Markup:
    inside = Markup("").join(Markup("<li>{}</li>").format(inline(item)) for item in items)
    return Markup("<{tag}>{inside}</{tag}>").format(tag=tag, inside=inside)


def _table(lines: list[str]) -> Markup:
    """Set a table; its first line is the head when a ruler follows it."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if not _RULER.match(line)]
    headed = len(lines) > 1 and bool(_RULER.match(lines[1]))
    head = Markup("<thead>{}</thead>").format(_row(rows[0], "th")) if headed else Markup("")
    body = Markup("").join(_row(row, "td") for row in (rows[1:] if headed else rows))
    return Markup("<table>{}<tbody>{}</tbody></table>").format(head, body)


def _row(cells: list[str], tag: str) -> Markup:
    opening = Markup('<th scope="col">') if tag == "th" else Markup("<td>")
    closing = Markup("</{}>").format(tag)
    return Markup("<tr>{}</tr>").format(Markup("").join(opening + inline(cell) + closing for cell in cells))
