r"""A pad's text: reading it from the shared document, writing it as plain text, and changing no more than was changed.

The shared document is the XML fragment "pad" that the editor in the browser works on: headings, paragraphs, lists and
policies. As plain text every block is one line, so that nothing is lost on the way there and back:

    # Heading                (## and ### for the lower ones)
    A paragraph
    - a point                (two spaces further in for a point below a point)
    1. a numbered point
    ## Policy: Its title     the lines below belong to the policy, up to the next heading or a line ---
    Context: Why we need it  a field of the policy above (its labels are in pad_fields)
    \- a paragraph that only looks like a point
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from meshcouncil.application.pad_fields import (
    Fields,
    field_lines,
    fields_of,
    ordered,
    read_field,
    read_fields,
    record_of,
)
from meshcouncil.council.definition import NO_RECORD, PolicyRecord
from meshcouncil.documents.policies import RECORD_LABELS

FRAGMENT = "pad"
END_OF_POLICY = "---"
MAX_PLAIN_TEXT = 100_000
"""Characters a pad may be replaced with at once."""

_POLICY_LINE = re.compile(r"## Policy: ?(.*)", re.DOTALL)
_HEADING_LINE = re.compile(r"(#{1,3}) (.*)", re.DOTALL)
_ITEM_LINE = re.compile(r"( *)(-|[0-9]{1,4}\.) (.*)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LISTS = {"bullet_list", "ordered_list"}
_TEXT_BLOCKS = {"paragraph", "heading", "policy_title"}
_DEEPEST = 6
_DEEPEST_TREE = 2 * _DEEPEST + 4  # the editor's schema never goes there; somebody's own program might
_TOO_MANY_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class PadPolicy:
    """A policy as it stands on the pad: its lasting id, its title, its body as plain text, and its fields."""

    id: str
    title: str
    text: str
    record: PolicyRecord = NO_RECORD


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the pad: a text block with its text, or a list, point or policy with its children."""

    tag: str
    text: str = ""
    level: int = 0
    id: str = ""
    children: tuple[Block, ...] = ()
    fields: Fields = ()


# --- Reading ---------------------------------------------------------------------------------------------------------


def pad_fragment(doc: Doc[XmlFragment]) -> XmlFragment:
    """Give the fragment of the document that holds the pad."""
    return doc.get(FRAGMENT, type=XmlFragment)


def pad_blocks(doc: Doc[XmlFragment]) -> tuple[Block, ...]:
    """Read the whole pad."""
    return tuple(_read_children(pad_fragment(doc)))


def pad_text(doc: Doc[XmlFragment]) -> str:
    """Write the whole pad as plain text, one block a line."""
    return write_plain(pad_blocks(doc))


def pad_policies(doc: Doc[XmlFragment]) -> list[PadPolicy]:
    """List the policies on the pad, from top to bottom; the second of two with the same id is left out."""
    found: dict[str, PadPolicy] = {}
    for block in pad_blocks(doc):
        if block.tag == "policy" and block.id:
            title, body = _title_and_body(block)
            text = "\n".join(_body_lines(body))
            found.setdefault(block.id, PadPolicy(block.id, title, text, record_of(block.fields)))
    return list(found.values())


def _read_children(parent: XmlFragment | XmlElement, depth: int = 0) -> Iterator[Block]:
    if depth > _DEEPEST_TREE:
        return
    for child in parent.children:
        if isinstance(child, XmlElement):
            yield _read(child, depth + 1)
        elif isinstance(child, XmlText) and (text := _text_of(child)):
            yield Block("paragraph", text)


def _read(element: XmlElement, depth: int = 0) -> Block:
    tag = element.tag or "paragraph"
    if tag in _LISTS or tag in {"list_item", "policy"}:
        children = tuple(_read_children(element, depth))
        if tag != "policy":
            return Block(tag, children=children)
        identity = str(element.attributes.get("id") or "")[:64]
        return Block(tag, id=identity, children=children, fields=_said_by(element))
    text = "".join(_texts_within(element, depth))
    if tag == "heading":
        return Block(tag, text, level=_level(element.attributes.get("level")))
    return Block(tag if tag in _TEXT_BLOCKS else "paragraph", text)


def _said_by(policy: XmlElement) -> Fields:
    return ordered({name: policy.attributes.get(name) for name in RECORD_LABELS})


def _texts_within(element: XmlElement, depth: int) -> Iterator[str]:
    for child in element.children if depth <= _DEEPEST_TREE else ():
        if isinstance(child, XmlText):
            yield _text_of(child)
        elif isinstance(child, XmlElement):
            yield from _texts_within(child, depth + 1)


def _text_of(text: XmlText) -> str:
    return "".join(piece for piece, _ in text.diff() if isinstance(piece, str)).replace("\n", " ")


def _level(value: object) -> int:
    level = int(value) if isinstance(value, int | float) and math.isfinite(value) else 1
    return min(max(level, 1), 3)


def _title_and_body(policy: Block) -> tuple[str, tuple[Block, ...]]:
    title = next((child.text for child in policy.children if child.tag == "policy_title"), "")
    return title, tuple(child for child in policy.children if child.tag != "policy_title")


# --- Plain text ------------------------------------------------------------------------------------------------------


def write_plain(blocks: Sequence[Block]) -> str:
    """Write blocks as plain text. `parse_plain` gives the same blocks back, but for the ids of policies."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    after_policy = False
    for block in blocks:
        if after_policy and block.tag not in {"heading", "policy"}:
            yield END_OF_POLICY
        after_policy = block.tag == "policy"
        yield from _lines_of(block)


def _lines_of(block: Block) -> Iterator[str]:
    if block.tag == "policy":
        title, body = _title_and_body(block)
        yield f"## Policy: {title}"
        yield from _body_lines(body)
        yield from field_lines(block.fields)
    elif block.tag in _LISTS:
        yield from _list_lines(block, 0)
    elif block.tag == "heading":
        guard = "\\" if block.level == 2 and block.text.startswith(("Policy:", "\\Policy:")) else ""
        yield f"{'#' * block.level} {guard}{block.text}"
    elif block.tag == "list_item":
        yield from _list_lines(Block("bullet_list", children=(block,)), 0)
    else:
        yield f"\\{block.text}" if _looks_like_more(block.text) else block.text


def _body_lines(body: Sequence[Block]) -> Iterator[str]:
    """Write what stands below a policy's title; a paragraph that only looks like a field is guarded."""
    for block in body:
        if block.tag == "paragraph" and read_field(block.text) is not None:
            yield f"\\{block.text}"
        else:
            yield from _lines_of(block)


def _list_lines(block: Block, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for number, item in enumerate(block.children, start=1):
        mark = "-" if block.tag == "bullet_list" else f"{number}."
        first, *rest = item.children or (Block("paragraph"),)
        yield f"{indent}{mark} {first.text}"
        for child in rest:
            if child.tag in _LISTS:
                yield from _list_lines(child, depth + 1)
            else:
                yield f"{indent}- {child.text}"


def _looks_like_more(text: str) -> bool:
    return (
        text == END_OF_POLICY
        or text.startswith("\\")
        or _HEADING_LINE.fullmatch(text) is not None
        or _ITEM_LINE.fullmatch(text) is not None
    )


def parse_plain(text: str) -> tuple[Block, ...]:
    """Read plain text as blocks; every text is a valid pad. Policies have no id yet."""
    top: list[Block] = []
    policy: str | None = None
    body: list[Block] = []
    said: list[tuple[str, str]] = []
    items: list[tuple[int, str, str]] = []

    def target() -> list[Block]:
        return top if policy is None else body

    def end_list() -> None:
        if items:
            target().extend(_lists_from(items))
            items.clear()

    def end_policy() -> None:
        nonlocal policy
        end_list()
        if policy is not None:
            content = (Block("policy_title", policy), *(body or [Block("paragraph")]))
            top.append(Block("policy", children=content, fields=read_fields(said)))
            body.clear()
            said.clear()
        policy = None

    for line in _clean(text).split("\n"):
        if match := _ITEM_LINE.fullmatch(line):
            items.append((len(match[1]) // 2, "bullet_list" if match[2] == "-" else "ordered_list", match[3]))
        elif match := _POLICY_LINE.fullmatch(line):
            end_policy()
            policy = match[1]
        elif match := _HEADING_LINE.fullmatch(line):
            end_policy()
            top.append(Block("heading", re.sub(r"^\\(?=\\?Policy:)", "", match[2]), level=len(match[1])))
        elif line == END_OF_POLICY and policy is not None:
            end_policy()
        elif policy is not None and (field := read_field(line)) is not None:
            said.append(field)  # it stands beside the body: a list goes on behind it
        else:
            end_list()
            target().append(Block("paragraph", line.removeprefix("\\")))
    end_policy()
    return tuple(top)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  "))


def _lists_from(items: Sequence[tuple[int, str, str]], depth: int = 0) -> Iterator[Block]:
    """Build the lists of points that stand `depth` steps in; a point cannot stand more than one step below another."""
    position = 0
    while position < len(items):
        kind = items[position][1]
        points: list[Block] = []
        while position < len(items) and items[position][1] == kind:
            text = items[position][2]
            position += 1
            end = position
            while end < len(items) and items[end][0] > depth and depth < _DEEPEST:
                end += 1
            nested = tuple(_lists_from(items[position:end], depth + 1))
            points.append(Block("list_item", children=(Block("paragraph", text), *nested)))
            position = end
        yield Block(kind, children=tuple(points))


# --- Writing ---------------------------------------------------------------------------------------------------------


def replace_text(doc: Doc[XmlFragment], text: str, new_id: Callable[[], str]) -> None:
    """Make the pad say `text`, changing only what differs: policies keep their ids, others' cursors their places.

    Policies that were not there before are named by `new_id`.
    """
    with doc.transaction():
        fragment = pad_fragment(doc)
        _reconcile(fragment, parse_plain(text))
        for child in fragment.children:
            if isinstance(child, XmlElement) and child.tag == "policy" and not child.attributes.get("id"):
                child.attributes["id"] = new_id()


def append_paragraph(doc: Doc[XmlFragment], text: str) -> None:
    """Write one paragraph, or several if the text has line breaks, at the end of the pad."""
    with doc.transaction():
        for line in _clean(text).split("\n"):
            _append(pad_fragment(doc), Block("paragraph", line))


def add_policy(doc: Doc[XmlFragment], policy_id: str, title: str, text: str, record: PolicyRecord = NO_RECORD) -> None:
    """Write a policy at the end of the pad; headings within its text become paragraphs."""
    with doc.transaction():
        _append(pad_fragment(doc), _policy(title, text, fields_of(record), policy_id))


def write_policy(doc: Doc[XmlFragment], policy_id: str, title: str, text: str, record: PolicyRecord) -> bool:
    """Make a policy on the pad say this, changing only what differs; False when it is not there any more."""
    with doc.transaction():
        for child in pad_fragment(doc).children:
            if isinstance(child, XmlElement) and child.tag == "policy" and child.attributes.get("id") == policy_id:
                _become(child, _policy(title, text, fields_of(record), policy_id))
                return True
    return False


def merged(before: PadPolicy, after: PadPolicy, now: PadPolicy) -> PadPolicy:
    """Take over what somebody changed from `before` to `after`; the rest is as it is now, whoever changed it."""

    def newest(name: str, was: object, wanted: object, stands: object) -> object:
        return getattr(stands if getattr(wanted, name) == getattr(was, name) else wanted, name)

    said = {each: newest(each, before.record, after.record, now.record) for each in RECORD_LABELS}
    return PadPolicy(
        id=now.id,
        title=str(newest("title", before, after, now)),
        text=str(newest("text", before, after, now)),
        record=record_of(ordered(said)),
    )


def _policy(title: str, text: str, said: Fields, policy_id: str) -> Block:
    body = tuple(_without_sections(parse_plain(text)))
    content = (Block("policy_title", " ".join(_clean(title).split())), *(body or (Block("paragraph"),)))
    return Block("policy", id=policy_id, children=content, fields=said)


def _without_sections(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.tag == "policy":
            title, body = _title_and_body(block)
            yield Block("paragraph", title)
            yield from _without_sections(body)
        else:
            yield Block("paragraph", block.text) if block.tag == "heading" else block


def _append(fragment: XmlFragment, block: Block) -> None:
    """Put a block last, but above the empty line that people leave at the end to go on writing."""
    end = len(fragment.children)
    last = fragment.children[end - 1] if end else None
    if isinstance(last, XmlElement) and _read(last) == Block("paragraph"):
        end -= 1
    fragment.children.insert(end, _element(block))


def _element(block: Block) -> XmlElement:
    attributes: dict[str, object] = {}
    if block.tag == "heading":
        attributes["level"] = block.level
    if block.id:
        attributes["id"] = block.id
    attributes.update(block.fields)
    content: list[XmlElement | XmlText] = [_element(child) for child in block.children]
    if block.tag in _TEXT_BLOCKS and block.text:
        content = [XmlText(block.text)]
    return XmlElement(block.tag, attributes, content)  # type: ignore[arg-type]  # attributes may be numbers


def _reconcile(parent: XmlFragment | XmlElement, wanted: Sequence[Block]) -> None:
    """Change the parent's children into the wanted blocks, touching as few as possible, from the last to the first."""
    current = [_read(child) if isinstance(child, XmlElement) else Block("#text") for child in parent.children]
    matcher = SequenceMatcher(None, [_without_ids(b) for b in current], [_without_ids(b) for b in wanted])
    for kind, from_old, to_old, from_new, to_new in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        pairs = _pairs(current[from_old:to_old], wanted[from_new:to_new])
        for old, new in reversed(pairs):
            _settle(parent, from_old, old, None if new is None else wanted[from_new + new])


def _settle(parent: XmlFragment | XmlElement, offset: int, old: int, new: Block | None) -> None:
    """Bring one pair about: `old` >= 0 is a child to keep or remove, ~`old` is the place to insert at."""
    if old < 0:
        if new is not None:
            parent.children.insert(offset + ~old, _element(new))
        return
    if new is None:
        del parent.children[offset + old]
        return
    child = parent.children[offset + old]
    if isinstance(child, XmlElement):
        _become(child, new)


def _become(element: XmlElement, wanted: Block) -> None:
    if wanted.tag == "heading" and _level(element.attributes.get("level")) != wanted.level:
        element.attributes["level"] = wanted.level
    if wanted.tag == "policy":
        _say(element, dict(wanted.fields))
    if wanted.tag in _TEXT_BLOCKS:
        _retype(element, wanted.text)
    else:
        _reconcile(element, wanted.children)


def _say(policy: XmlElement, wanted: Mapping[str, str]) -> None:
    """Change the fields of a policy that differ."""
    now = dict(_said_by(policy))
    for name in now.keys() - wanted.keys():
        del policy.attributes[name]
    for name, value in wanted.items():
        if now.get(name) != value:
            policy.attributes[name] = value


def _retype(element: XmlElement, wanted: str) -> None:
    """Change the text of a text block between the first and the last character that differ, keeping its marks."""
    runs = list(element.children)
    if len(runs) != 1 or not isinstance(runs[0], XmlText):
        del element.children[0 : len(runs)]
        if wanted:
            element.children.append(XmlText(wanted))
        return
    run = runs[0]
    for text, removed, inserted in reversed(list(_word_changes(_text_of(run), wanted))):
        position = _width(text)
        marks = _marks_before(run, position)
        if removed:
            del run[position : position + _width(removed)]
        if inserted:
            run.insert(position, inserted, marks)


def _word_changes(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Give what changed, word by word from left to right: the old text before it, what goes, and what comes."""
    mine, theirs = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            continue
        removed, inserted = "".join(mine[from_old:to_old]), "".join(theirs[from_new:to_new])
        start = _common_prefix(removed, inserted)
        tail = _common_prefix(removed[start:][::-1], inserted[start:][::-1])
        before = "".join(mine[:from_old]) + removed[:start]
        yield before, removed[start : len(removed) - tail], inserted[start : len(inserted) - tail]


def _marks_before(run: XmlText, position: int) -> dict[str, object] | None:
    """Give the marks of the character before the position, as a person typing there would get."""
    passed = 0
    for piece, marks in run.diff():
        passed += _width(piece) if isinstance(piece, str) else 1
        if passed >= position > 0:
            return dict(marks) if marks else None
    return None


def _width(text: str) -> int:
    return len(text.encode())  # the server's CRDT counts positions in bytes of UTF-8


def _common_prefix(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _without_ids(block: Block) -> Block:
    return replace(block, id="") if block.id else block


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int | None]]:
    """Pair blocks of the same kind, the most alike first, both in order; the rest is removed or inserted.

    Gives (index of old, index of new), (index of old, None) to remove, (~place, index of new) to insert, top to bottom.
    """
    partner = _partners(old, new)
    steps: list[tuple[int, int | None]] = []
    upcoming = 0
    for index in range(len(old)):
        match = partner.get(index)
        if match is None:
            steps.append((index, None))
            continue
        steps.extend((~index, insert) for insert in range(upcoming, match))
        steps.append((index, match))
        upcoming = match + 1
    steps.extend((~len(old), insert) for insert in range(upcoming, len(new)))
    return steps


def _partners(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    if len(old) * len(new) > _TOO_MANY_PAIRS:
        return {index: index for index in range(min(len(old), len(new))) if old[index].tag == new[index].tag}
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + _likeness(old[i], new[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    partners: dict[int, int] = {}
    i = j = 0
    while i < len(old) and j < len(new):
        likeness = _likeness(old[i], new[j])
        if likeness and best[i][j] == best[i + 1][j + 1] + likeness:
            partners[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return partners


def _likeness(one: Block, other: Block) -> float:
    if one.tag != other.tag:
        return 0.0
    mine, theirs = _headline(one), _headline(other)
    shared = _common_prefix(mine, theirs) + _common_prefix(mine[::-1], theirs[::-1])
    return 0.25 + min(1.0, shared / max(len(mine), len(theirs), 1))


def _headline(block: Block) -> str:
    while block.children:
        block = block.children[0]
    return block.text[:200]
