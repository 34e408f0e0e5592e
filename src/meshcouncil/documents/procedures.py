"""Procedures in words: how a council decides, what a ballot needs, and what can be chosen when it agrees on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never, get_args

from meshcouncil.council.definition import (
    BallotSecrecy,
    Base,
    Definition,
    EmergencyRule,
    Fraction,
    ProcedureRules,
    Proposers,
    TieRule,
)
from meshcouncil.council.rules.procedures.consent import CONSENT_ROUNDS, fallback
from meshcouncil.council.rules.procedures.procedure import quorum_size, share_of
from meshcouncil.council.state import Council
from meshcouncil.council.views import TableView
from meshcouncil.documents.words import BASES, count_of, share

THRESHOLDS = (Fraction(2, 3), Fraction(3, 4), Fraction(4, 5))
"""The thresholds of a supermajority that a council is offered; a pack may set another."""

QUORUMS = (Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4), Fraction(1, 1))
"""The quorums that a council is offered; a pack may set another."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """How many may vote: seats that are taken, and teams that have somebody in one."""

    seats: int
    teams: int


def electorate_of(definition: Definition, taken: Iterable[int] | None = None) -> Electorate:
    """Count who may vote: the seats taken, or (None) every seat of the pack."""
    seats = {role.number for role in definition.roles} if taken is None else set(taken)
    return Electorate(len(seats), len({definition.roles_by_number[seat].team for seat in seats}))


def electorate_at(table: Council | TableView) -> Electorate:
    """Count who may vote at a table; while nobody sits there, every seat counts as taken."""
    if isinstance(table, Council):
        return electorate_of(table.definition, table.seats or None)
    seats = [seat for seat in table.seats if seat.occupant] or table.seats
    return Electorate(len(seats), len({seat.team for seat in seats}))


# --- how a council decides --------------------------------------------------------------------------------------------


def procedure_title(rules: ProcedureRules) -> str:
    """Name a procedure with its threshold and what that is a share of."""
    match rules.kind:
        case "simple_majority":
            return f"Simple majority of {BASES[rules.base]}"
        case "supermajority":
            return f"{_capital(share(rules.threshold))} of {BASES[rules.base]}"
        case "unanimity":
            return f"Unanimity of {BASES[rules.base]}"
        case "consent":
            return "Consent"
        case "ranked_choice":
            return "Ranked choice"
        case _:
            assert_never(rules.kind)


def procedure_sentences(
    rules: ProcedureRules, definition: Definition, electorate: Electorate | None = None
) -> tuple[str, ...]:
    """Say in words how a council decides, with the numbers for its size (default: every seat of the pack taken)."""
    who = electorate or electorate_of(definition)
    sentences = (
        _proposers(rules, definition),
        _seconds(rules),
        *_adoption(rules, who),
        _quorum(rules, who),
        _ballots(rules),
        _tie(rules, definition),
        _emergency(rules, definition),
    )
    return tuple(sentence for sentence in sentences if sentence)


def rule_before_vote(rules: ProcedureRules, electorate: Electorate) -> str:
    """Say what a ballot needs in order to be adopted, as in ``Needed: 6 of 10 seats``."""
    quorum = quorum_size(electorate.seats, rules.quorum)
    return f"Needed: {_needed(rules, electorate)}.{_quorum_before_vote(rules, electorate, quorum)}"


def _quorum_before_vote(rules: ProcedureRules, electorate: Electorate, quorum: int) -> str:
    """Leave the quorum out where what is needed already asks for as many seats."""
    if rules.kind == "unanimity" and rules.base == "votes_cast":
        return ""
    counts_seats = rules.base == "seats" and rules.kind in ("simple_majority", "supermajority", "unanimity")
    if counts_seats and _least(rules, electorate.seats) >= quorum:
        return ""
    return f" At least {quorum} of {count_of(electorate.seats, 'seat')} must take part."


def _least(rules: ProcedureRules, size: int) -> int:
    if rules.kind == "unanimity":
        return max(1, size)
    if rules.kind == "supermajority":
        return max(1, share_of(size, rules.threshold))
    return size // 2 + 1


def _needed(rules: ProcedureRules, electorate: Electorate) -> str:
    match rules.kind:
        case "consent":
            return "nobody has a reasoned objection"
        case "ranked_choice":
            return "one option leads more than half of the rankings still in the count"
        case "simple_majority" | "supermajority" | "unanimity":
            return _needed_yes(rules, electorate)
        case _:
            assert_never(rules.kind)


def _needed_yes(rules: ProcedureRules, electorate: Electorate) -> str:
    match rules.base:
        case "seats":
            return _of_all(_least(rules, electorate.seats), electorate.seats, "seat")
        case "teams":
            return _of_all(_least(rules, electorate.teams), electorate.teams, "team")
        case "votes_cast" if rules.kind == "simple_majority":
            return "more yes than no"
        case "votes_cast" if rules.kind == "unanimity":
            return f"at least {quorum_size(electorate.seats, rules.quorum)} yes and not one no"
        case "present" if rules.kind == "unanimity":
            return "a yes from everyone who takes part"
        case "votes_cast" | "present":
            part = "more than half" if rules.kind == "simple_majority" else share(rules.threshold)
            return f"{part} of {BASES[rules.base]}{_if_everyone(rules, electorate)}"
        case _:
            assert_never(rules.base)


def _if_everyone(rules: ProcedureRules, electorate: Electorate) -> str:
    verb = "votes yes or no" if rules.base == "votes_cast" else "takes part"
    return f" ({_least(rules, electorate.seats)} of {electorate.seats} if everyone {verb})"


def _of_all(needed: int, size: int, noun: str) -> str:
    return f"all {count_of(size, noun)}" if needed == size > 1 else f"{needed} of {count_of(size, noun)}"


def _proposers(rules: ProcedureRules, definition: Definition) -> str:
    match rules.proposers:
        case "any_seat":
            return "Anyone at the table may make a motion."
        case "one_per_team":
            return "Each team makes its motions through one seat: the first of its seats that is taken."
        case "chair_team":
            return f"Only {definition.teams_by_id[definition.chair_team].name} may make a motion."
        case _:
            assert_never(rules.proposers)


def _seconds(rules: ProcedureRules) -> str:
    if rules.second_needed:
        return "A motion needs a second: one other seat that finds it worth a vote."
    return "A motion needs no second."


def _adoption(rules: ProcedureRules, electorate: Electorate) -> tuple[str, ...]:
    match rules.kind:
        case "consent":
            later = f"{share(fallback(rules).threshold)} of {BASES[fallback(rules).base]}"
            return (
                "A motion is adopted when nobody has a reasoned objection: good enough for now, safe enough to try.",
                "There is no abstaining; an objection needs a reason, so that the motion can be mended.",
                f"If objections remain after {CONSENT_ROUNDS} rounds, {later} decide.",
            )
        case "ranked_choice":
            return (
                "Everyone puts the options in order, and “none of these” is one of them.",
                "The weakest option drops out, round by round, until one leads more than half of the rankings left.",
            )
        case "simple_majority" | "supermajority" | "unanimity":
            sentences = (f"A motion is adopted with {_needed_yes(rules, electorate)}.", abstaining_sentence(rules))
            return tuple(sentence for sentence in sentences if sentence)
        case _:
            assert_never(rules.kind)


def abstaining_sentence(rules: ProcedureRules) -> str:
    """Say how it counts when somebody abstains or says nothing."""
    match rules.base:
        case "votes_cast":
            return "Who abstains or says nothing does not count for or against."
        case "present":
            return "Who abstains counts like a no; who says nothing does not count."
        case "seats":
            return "Who abstains or says nothing counts like a no."
        case "teams":
            return "Each team has one vote; when its seats differ, it abstains, which counts like a no."
        case _:
            assert_never(rules.base)


def _quorum(rules: ProcedureRules, electorate: Electorate) -> str:
    return f"A vote counts only when {_least_seats(rules.quorum, electorate)} take part{_quorum_share(rules.quorum)}."


def _least_seats(quorum: Fraction, electorate: Electorate) -> str:
    return f"at least {quorum_size(electorate.seats, quorum)} of {count_of(electorate.seats, 'seat')}"


def _quorum_share(quorum: Fraction) -> str:
    if 2 * quorum.over == quorum.under:
        return " (more than half)"
    return "" if quorum.over == quorum.under else f" ({share(quorum)})"


def _ballots(rules: ProcedureRules) -> str:
    if rules.ballots == "secret":
        return "Votes are secret: only the numbers are ever shown."
    return "Votes are open: after the count, everyone sees who voted how."


def _tie(rules: ProcedureRules, definition: Definition) -> str:
    if rules.kind == "ranked_choice":
        return "If the last two tie, the one that led in an earlier round wins; if neither did, nothing is adopted."
    if rules.kind != "simple_majority":
        return ""
    match rules.tie:
        case "not_adopted":
            return "A tie means that the motion is not adopted."
        case "chair_decides":
            return f"At a tie, the vote of {definition.teams_by_id[definition.chair_team].name} decides."
        case "vote_again":
            return "At a tie, the council votes once more; after a second tie the motion is not adopted."
        case _:
            assert_never(rules.tie)


def _emergency(rules: ProcedureRules, definition: Definition) -> str:
    match rules.emergency:
        case "council":
            return "In an emergency the council decides as it always does."
        case "chair_team":
            return f"In an emergency {definition.teams_by_id[definition.chair_team].name} {_ACTS}"
        case "hub_owner":
            hub = next((project.title for project in definition.graph.projects if project.hub), "")
            return f"In an emergency the team that owns the hub{f', {hub},' if hub else ''} {_ACTS}"
        case _:
            assert_never(rules.emergency)


_ACTS = (
    "may act at once and without a vote, one time for each emergency: adopt one policy or settle one decision point."
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- what can be chosen -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One answer to a question about how to decide: what a form posts, in words, and whether it holds now."""

    value: str
    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """The answers offered to each question about how to decide; what holds now is always among them."""

    bases: tuple[RuleChoice, ...]
    thresholds: tuple[RuleChoice, ...]
    quorums: tuple[RuleChoice, ...]
    proposers: tuple[RuleChoice, ...]
    seconds: tuple[RuleChoice, ...]
    ballots: tuple[RuleChoice, ...]
    ties: tuple[RuleChoice, ...]
    emergencies: tuple[RuleChoice, ...]


def rule_choices(now: ProcedureRules, definition: Definition, electorate: Electorate) -> RuleChoices:
    """Offer every way to decide in the words in which it would hold, beginning from the rules as they are now."""
    tied = replace(now, kind="simple_majority")  # only a simple majority can tie
    bases: tuple[Base, ...] = get_args(Base)
    proposers: tuple[Proposers, ...] = get_args(Proposers)
    ballots: tuple[BallotSecrecy, ...] = get_args(BallotSecrecy)
    ties: tuple[TieRule, ...] = get_args(TieRule)
    emergencies: tuple[EmergencyRule, ...] = get_args(EmergencyRule)
    return RuleChoices(
        bases=tuple(RuleChoice(each, BASES[each], each == now.base) for each in bases),
        thresholds=_thresholds(now),
        quorums=_quorums(now, electorate),
        proposers=tuple(
            RuleChoice(each, _proposers(replace(now, proposers=each), definition), each == now.proposers)
            for each in proposers
        ),
        seconds=tuple(
            RuleChoice("yes" if each else "no", _seconds(replace(now, second_needed=each)), each == now.second_needed)
            for each in (True, False)
        ),
        ballots=tuple(RuleChoice(each, _ballots(replace(now, ballots=each)), each == now.ballots) for each in ballots),
        ties=tuple(RuleChoice(each, _tie(replace(tied, tie=each), definition), each == now.tie) for each in ties),
        emergencies=tuple(
            RuleChoice(each, _emergency(replace(now, emergency=each), definition), each == now.emergency)
            for each in emergencies
        ),
    )


def _thresholds(now: ProcedureRules) -> tuple[RuleChoice, ...]:
    if now.kind != "supermajority":  # of the other procedures a threshold says nothing
        return tuple(RuleChoice(_written(each), share(each), each == THRESHOLDS[0]) for each in THRESHOLDS)
    offered = _with(now.threshold, THRESHOLDS)
    return tuple(RuleChoice(_written(each), share(each), _is_same(each, now.threshold)) for each in offered)


def _quorums(now: ProcedureRules, electorate: Electorate) -> tuple[RuleChoice, ...]:
    return tuple(
        RuleChoice(_written(each), f"{_least_seats(each, electorate)}{_quorum_share(each)}", _is_same(each, now.quorum))
        for each in _with(now.quorum, QUORUMS)
    )


def _with(held: Fraction, offered: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Put the share that holds now among those offered, from the smallest to the largest."""
    if any(_is_same(held, each) for each in offered):
        return offered
    return tuple(sorted((*offered, held), key=lambda each: each.over / each.under))


def _is_same(one: Fraction, other: Fraction) -> bool:
    return one.over * other.under == other.over * one.under


def _written(fraction: Fraction) -> str:
    return f"{fraction.over}/{fraction.under}"
