"""What a motion asks for, worded anew: how far that goes, and two rewordings of the same brought together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache
from typing import TypeVar

from meshcouncil.council.definition import NO_RECORD, PolicyRecord, ProcedureRules
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    Amendable,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    SettleDecision,
)
from meshcouncil.council.rules import wordings
from meshcouncil.council.rules.standing import POLICY_LIMIT, TITLE_LIMIT

PROSE = ("context", "options", "consequences", "monitoring")
"""The fields of a policy's record that are merged word by word; the others are taken as a whole."""

_Value = TypeVar("_Value")


def bound(base: Amendable, to: Amendable) -> Amendable:
    """Give an amended wording with what an amendment leaves alone: the block of the pad that a policy came from."""
    if isinstance(base, AddPolicy) and isinstance(to, AddPolicy):
        return replace(to, block=base.block)
    return to


@lru_cache(maxsize=2_048)
def reach(before: Amendable, after: Amendable) -> int:
    """Measure how far a rewording goes: 0 (nowhere) to 1000 (nothing stays).

    Texts are measured by words; a change of the project graph by its operations, a question by its answers and its
    words, a procedure by its rules; another option for a decision point is another answer altogether.
    """
    match before, after:
        case AdoptProcedure(old), AdoptProcedure(new):
            return _reach_of_sets(_values(old), _values(new))
        case ChangeGraph(old), ChangeGraph(new):
            return _reach_of_sets(old, new)
        case SettleDecision(), SettleDecision() if before.option or after.option:
            return wordings.WHOLE if before != after else 0
        case AskCouncil(), AskCouncil():
            return wordings.reach(_as_text(before), _as_text(after))
        case _:
            return wordings.reach(_as_text(before), _as_text(after)) or int(before != after)


def rebased(base: Amendable, changed: Amendable, wanted: Amendable) -> Amendable | None:
    """Give the changed wording with what was wanted of the base worked in; None where the two do not fit together."""
    try:
        merged = _merged(base, changed, wanted)
    except _Clash:
        return None
    return merged


class _Clash(Exception):
    """Both rewordings change the same words."""


def _merged(base: Amendable, changed: Amendable, wanted: Amendable) -> Amendable:
    match base, changed, wanted:
        case AddPolicy(), AddPolicy(), AddPolicy():
            return replace(
                changed,
                title=_one_line(base.title, changed.title, wanted.title),
                text=_text(base.text, changed.text, wanted.text),
                record=_record(base.record, changed.record, wanted.record),
            )
        case ChangePolicy(), ChangePolicy(), ChangePolicy():
            return replace(
                changed,
                title=_one_line(base.title, changed.title, wanted.title),
                text=_text(base.text, changed.text, wanted.text),
                record=_optional_record(base.record, changed.record, wanted.record),
            )
        case SettleDecision(), SettleDecision(), SettleDecision() if not (
            base.option or changed.option or wanted.option
        ):
            return replace(changed, answer=_text(base.answer, changed.answer, wanted.answer))
        case ChangeGraph(), ChangeGraph(), ChangeGraph():
            return ChangeGraph(_list(base.operations, changed.operations, wanted.operations))
        case AskCouncil(), AskCouncil(), AskCouncil():
            return AskCouncil(
                _text(base.question, changed.question, wanted.question),
                _list(base.options, changed.options, wanted.options),
            )
        case AdoptProcedure(), AdoptProcedure(), AdoptProcedure():
            return AdoptProcedure(_rules(base.rules, changed.rules, wanted.rules))
        case _:
            return _whole(base, changed, wanted)


def _whole(base: _Value, changed: _Value, wanted: _Value) -> _Value:
    if changed in (base, wanted):
        return wanted
    if wanted == base:
        return changed
    raise _Clash


def _text(base: str, changed: str, wanted: str, limit: int = POLICY_LIMIT) -> str:
    merged = wordings.rebase(base, changed, wanted)
    if merged is None or not merged.strip() or len(merged) > limit:
        raise _Clash
    return merged


def _one_line(base: str, changed: str, wanted: str) -> str:
    return " ".join(_text(base, changed, wanted, TITLE_LIMIT).split())


def _record(base: PolicyRecord, changed: PolicyRecord, wanted: PolicyRecord) -> PolicyRecord:
    merged = {}
    for field in fields(PolicyRecord):
        old, mine, theirs = (str(getattr(each, field.name)) for each in (base, changed, wanted))
        empty_is_fine = not (old and mine and theirs) or field.name not in PROSE
        merged[field.name] = _whole(old, mine, theirs) if empty_is_fine else _text(old, mine, theirs)
    return replace(changed, **merged)  # type: ignore[arg-type]


def _optional_record(
    base: PolicyRecord | None, changed: PolicyRecord | None, wanted: PolicyRecord | None
) -> PolicyRecord | None:
    if base is None or changed is None or wanted is None:
        return _whole(base, changed, wanted)
    return _record(base, changed, wanted)


def _list(base: tuple[_Value, ...], changed: tuple[_Value, ...], wanted: tuple[_Value, ...]) -> tuple[_Value, ...]:
    """Take out of the changed list what was wanted gone, and add at its end what was wanted added."""
    if changed in (base, wanted):
        return wanted
    gone = [each for each in base if each not in wanted]
    if any(each not in changed for each in gone):
        raise _Clash
    kept = [each for each in changed if each not in gone]
    merged = tuple(kept + [each for each in wanted if each not in base and each not in kept])
    if not merged:
        raise _Clash
    return merged


def _rules(base: ProcedureRules, changed: ProcedureRules, wanted: ProcedureRules) -> ProcedureRules:
    """Merge rules that are of one kind; the rules of another kind of procedure are another proposal as a whole."""
    if not base.kind == changed.kind == wanted.kind:
        return _whole(base, changed, wanted)
    names = [field.name for field in fields(ProcedureRules)]
    merged = {name: _whole(*(getattr(each, name) for each in (base, changed, wanted))) for name in names}
    return ProcedureRules(**merged)


def _values(rules: ProcedureRules) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, getattr(rules, field.name)) for field in fields(ProcedureRules))


def _reach_of_sets(old: Iterable[object], new: Iterable[object]) -> int:
    before, after = tuple(old), tuple(new)
    touched = sum(each not in after for each in before) + sum(each not in before for each in after)
    return wordings.share(touched, len(before) + len(after)) or int(before != after)


def _as_text(matter: Amendable) -> str:
    match matter:
        case AddPolicy(title, text, _, record):
            return "\n".join((title, text, *_lines(record)))
        case ChangePolicy(_, title, text, new_record):
            return "\n".join((title, text, *(_lines(new_record) if new_record else ())))
        case SettleDecision(answer=answer):
            return answer
        case AskCouncil(question, options):
            return "\n".join((question, *options))
        case _:
            return repr(matter)


def _lines(record: PolicyRecord) -> tuple[str, ...]:
    """Give what a record says; what it leaves open is no text that could be kept or changed."""
    names = (field.name for field in fields(PolicyRecord))
    return tuple(str(getattr(record, name)) for name in names if getattr(record, name) != getattr(NO_RECORD, name))
