"""Procedures in words: how a council decides, and what a ballot needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from meshcouncil.council.definition import (
    Definition,
    Fraction,
    MatterClass,
    ProcedureKind,
    ProcedureRules,
    RulebookLine,
)
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.apache_vote import LEAST_IN_FAVOUR
from meshcouncil.council.rules.procedures.consensus import asides_allowed
from meshcouncil.council.rules.procedures.procedure import Family, quorum_size, share_of
from meshcouncil.council.state import Council
from meshcouncil.council.views import TableView
from meshcouncil.documents.rule_questions import questions_for
from meshcouncil.documents.words import BASES, count_of, duration, share

MATTERS: Mapping[MatterClass, str] = {
    "own_rules": "How we decide, the first time",
    "minor": "Minor policies and small edits",
    "policy": "Ordinary policies",
    "standard": "Standards that bind the whole mesh",
    "design": "Competing designs of the project graph",
    "priorities": "Priorities and other questions of our own",
    "emergency": "Emergencies",
    "exception": "Exceptions from a policy",
    "charter_change": "Changes of how we decide",
    "final": "The charter as a whole",
}
"""The classes of matters that a rulebook tells apart, as its lines begin."""

FAMILIES: Mapping[Family, str] = {
    "majority": "By counting votes",
    "consent": "By asking for objections",
    "consensus": "By seeking agreement",
    "several": "Among several options",
    "lazy": "By silence",
    "delegation": "By letting somebody decide",
    "rfc": "By comments, then a vote",
    "emergency": "In an emergency",
    "polls": "Only to see where we stand",
}
"""The families of procedures, as a form groups them."""


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
        case _:
            return PROCEDURES[rules.kind].title


def procedure_sentences(
    rules: ProcedureRules, definition: Definition, electorate: Electorate | None = None
) -> tuple[str, ...]:
    """Say in words how a council decides, with the numbers for its size (default: every seat of the pack taken)."""
    who = electorate or electorate_of(definition)
    sentences = (
        _proposers(rules, definition),
        _seconds(rules),
        _rounds(rules),
        *_adoption(rules, who),
        _quorum(rules, who),
        _every_team(rules),
        _voting_time(rules),
        _ballots(rules),
        _tie(rules, definition),
        _emergency(rules, definition),
    )
    return tuple(sentence for sentence in sentences if sentence)


def rule_before_vote(rules: ProcedureRules, electorate: Electorate) -> str:
    """Say what a ballot needs in order to be adopted, as in ``Needed: 6 of 10 seats``."""
    if not PROCEDURES[rules.kind].binding:
        return "Nothing is decided: the council only looks at itself."
    parts = (f"Needed: {_needed(rules, electorate)}.", _quorum_before_vote(rules, electorate), _every_team(rules))
    return " ".join(part for part in parts if part)


def _quorum_before_vote(rules: ProcedureRules, electorate: Electorate) -> str:
    """Leave the quorum out where what is needed already asks for as many seats, or where silence is an answer."""
    quorum = quorum_size(electorate.seats, rules.quorum)
    if rules.kind == "unanimity" and rules.base == "votes_cast":
        return ""
    if rules.kind in _WITHOUT_QUORUM or PROCEDURES[rules.kind].ballot == "none":
        return ""
    counts_seats = rules.base == "seats" and rules.kind in _MAJORITIES
    if counts_seats and _least(rules, electorate.seats) >= quorum:
        return ""
    if rules.kind == "lazy_consensus":
        return f"At least {quorum} of {count_of(electorate.seats, 'seat')} must have read it."
    return f"At least {quorum} of {count_of(electorate.seats, 'seat')} must take part."


_MAJORITIES: frozenset[ProcedureKind] = frozenset({"simple_majority", "supermajority", "unanimity"})
_WITHOUT_QUORUM: frozenset[ProcedureKind] = frozenset({"unanimous_consent", "delegation"})
"""Silence is an answer here: who says nothing agrees."""


def _least(rules: ProcedureRules, size: int) -> int:
    if rules.kind == "unanimity":
        return max(1, size)
    if rules.kind == "supermajority":
        return max(1, share_of(size, rules.threshold))
    return size // 2 + 1


def _needed(rules: ProcedureRules, electorate: Electorate) -> str:  # noqa: C901 - one branch for each procedure
    match rules.kind:
        case "simple_majority" | "supermajority" | "unanimity":
            return _needed_yes(rules, electorate)
        case "unanimous_consent":
            return f"nobody objects within {_clock(rules)}; who says nothing agrees"
        case "consent":
            return "nobody has a reasoned objection"
        case "consensus":
            return f"somebody agrees, nobody blocks, and at most {most_asides(rules, electorate)} stand aside"
        case "rough_consensus":
            return "an answer to every open point, and then the chair's word; the hum only shows the mood"
        case "ranked_choice":
            return "one option leads more than half of the rankings still in the count"
        case "approval":
            return "one option has more ticks than any other"
        case "dot_vote":
            return "one option has more dots than any other"
        case "score_vote":
            return "one option has more points than any other"
        case "lazy_consensus":
            return f"nobody objects within {_clock(rules)}"
        case "apache_vote":
            return _needed_plus(rules, electorate)
        case "delegation":
            refuse = _of_all(electorate.seats // 2 + 1, electorate.seats, "seat")
            return f"fewer than {refuse} refuse; who says nothing confirms"
        case "advice_process":
            return "the mover decides alone, after asking for advice"
        case "rfc":
            least = electorate.seats // 2 + 1
            return f"one answer from more than half of the votes cast ({least} of {electorate.seats} if everyone votes)"
        case "emergency_power":
            return "no vote; it holds at once, until the council lets it stand or undoes it"
        case "temperature_check" | "check_poll":
            return "nothing"
        case _:
            assert_never(rules.kind)


def most_asides(rules: ProcedureRules, electorate: Electorate) -> str:
    """Say how many seats may stand aside from a consensus."""
    return f"{asides_allowed(electorate.seats, rules)} of {count_of(electorate.seats, 'seat')}"


def _needed_plus(rules: ProcedureRules, electorate: Electorate) -> str:
    least = max(1, min(LEAST_IN_FAVOUR, electorate.seats))
    return f"at least {least} +1 and {'no −1 with a reason' if rules.veto else 'more +1 than −1'}"


def _clock(rules: ProcedureRules) -> str:
    return duration(rules.clock or PROCEDURES[rules.kind].clock)


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
            return f"Only {chair_of(definition)} may make a motion."
        case _:
            assert_never(rules.proposers)


def _seconds(rules: ProcedureRules) -> str:
    if rules.second_needed:
        return "A motion needs a second: one other seat that finds it worth a vote."
    return "A motion needs no second."


def _rounds(rules: ProcedureRules) -> str:
    if not rules.rounds or "rounds" not in questions_for(rules.kind):
        return ""
    return "Before the vote everyone speaks in turn, twice: to ask what is unclear, then to say what they think."


def _adoption(rules: ProcedureRules, electorate: Electorate) -> tuple[str, ...]:  # noqa: C901 - one for each procedure
    match rules.kind:
        case "simple_majority" | "supermajority" | "unanimity":
            sentences = (f"A motion is adopted with {_needed_yes(rules, electorate)}.", abstaining_sentence(rules))
            return tuple(sentence for sentence in sentences if sentence)
        case "unanimous_consent":
            return (
                f"The chair asks whether anybody objects; if nobody does within {_clock(rules)}, it is adopted.",
                "One objection is enough: then the motion is voted on by simple majority.",
            )
        case "consent":
            return (
                "A motion is adopted when nobody has a reasoned objection: good enough for now, safe enough to try.",
                "There is no abstaining; an objection needs a reason, so that the motion can be mended.",
                _fallback(rules, "objections"),
            )
        case "consensus":
            return (
                f"A motion is adopted when {_needed(rules, electorate)}.",
                "Standing aside means: I will not help, and I will not hinder.",
                "A block says that the motion would harm what the council is for; it needs a reason.",
                _fallback(rules, "blocks or too many stand-asides"),
            )
        case "rough_consensus":
            return (
                "Everyone hums without a name, from 0 (silence) to 10 (loud): it shows the mood and is no vote.",
                "Open points go on a list, and every one of them must be answered; answered need not mean followed.",
                "Then the chair says whether there is rough consensus.",
                f"Who disagrees may appeal within {_clock(rules)}: then a simple majority decides.",
            )
        case "ranked_choice" | "approval" | "dot_vote" | "score_vote":
            return tuple(sentence for sentence in (*_among_several(rules), _confirming(rules)) if sentence)
        case "lazy_consensus":
            return (
                f"A motion is adopted when nobody has objected within {_clock(rules)}: silence counts as agreement.",
                "Who objects says why. The mover works it in and the time begins anew, or a simple majority decides.",
            )
        case "apache_vote":
            return _by_plus_and_minus(rules, electorate)
        case "delegation":
            return (
                "Somebody who knows the matter offers to decide it, and the council confirms: silence confirms.",
                "They are refused only when more than half of the seats say so.",
                "The delegate decides, and publishes the reasons. Two delegates must agree, else the council decides.",
                "If nobody offers, the motion is put off.",
            )
        case "advice_process":
            return (
                "The mover decides alone, after asking for the advice of at least two other teams.",
                "The advice and the reasons are published.",
            )
        case "rfc":
            return (
                f"A final comment period of {_clock(rules)} comes before the vote.",
                "A new argument that two others find substantial ends it, and the debate is open again.",
                "Then everyone says yes, no or postpone; what more than half of these votes say is done.",
                abstaining_sentence(rules),
            )
        case "emergency_power":
            return (
                "What is put takes effect at once, without a vote.",
                "At its next sitting the council lets it stand, with more yes than no, or undoes it.",
            )
        case "temperature_check":
            return ("Everyone shows a thumb: up, sideways or down. Nothing is decided.",)
        case "check_poll":
            return ("Everyone says whether they have read the text. Nothing is decided.",)
        case _:
            assert_never(rules.kind)


def _fallback(rules: ProcedureRules, remaining: str) -> str:
    """Say what decides when objections or blocks remain after the last round."""
    procedure = PROCEDURES[rules.kind]
    if procedure.fallback is None:
        return ""
    last = procedure.fallback(rules)
    rounds = count_of(rules.loops or procedure.loops, "round")
    return f"If {remaining} remain after {rounds}, {share(last.threshold)} of {BASES[last.base]} decide."


def _among_several(rules: ProcedureRules) -> tuple[str, ...]:
    match rules.kind:
        case "ranked_choice":
            return (
                "Everyone puts the options in order, and “none of these” is one of them.",
                "The weakest option drops out, round by round, until one leads more than half of the rankings left.",
            )
        case "approval":
            return (
                "Everyone ticks every option they can live with; “none of these” is one of them.",
                "The option with the most ticks wins.",
            )
        case "dot_vote":
            return (
                f"Everyone spreads {count_of(rules.dots, 'dot')} over the options; “none of these” is one of them.",
                "The option with the most dots wins.",
            )
        case _:
            return (
                "Everyone gives every option 0 to 10 points; “none of these” is one of them.",
                "The option with the most points leads.",
            )


def _confirming(rules: ProcedureRules) -> str:
    if rules.confirm or rules.kind == "score_vote":
        return "The option that leads still needs a vote for or against it: more yes than no."
    return ""


def _by_plus_and_minus(rules: ProcedureRules, electorate: Electorate) -> tuple[str, ...]:
    needed = f"Everyone votes from +1 to −1. A motion is adopted with {_needed_plus(rules, electorate)}."
    between = "What lies in between shows a leaning and counts for the quorum only."
    if rules.veto:
        veto = "A −1 is a veto: it says why, it stands until it is taken back, and nobody can vote it down."
        return (needed, veto, between)
    return (needed, "A −1 says why, but one alone stops nothing.", between)


def abstaining_sentence(rules: ProcedureRules) -> str:
    """Say how it counts when somebody abstains or says nothing."""
    if rules.kind not in _MAJORITIES:
        return _ABSTAINING[rules.kind]
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


_BLANK = "A blank ballot counts for the quorum only; who says nothing does not count."
_ABSTAINING: Mapping[ProcedureKind, str] = {
    "unanimous_consent": "There is no abstaining: who says nothing agrees.",
    "consent": "There is no abstaining: who takes part consents or objects; who says nothing does not count.",
    "consensus": "To abstain is to stand aside; who says nothing does not count.",
    "rough_consensus": _BLANK,
    "ranked_choice": _BLANK,
    "approval": _BLANK,
    "dot_vote": _BLANK,
    "score_vote": _BLANK,
    "lazy_consensus": "Who says nothing agrees, once enough have read it.",
    "apache_vote": "A 0 counts for the quorum only; who says nothing does not count.",
    "delegation": "Who says nothing confirms.",
    "advice_process": "There is no vote to abstain from.",
    "rfc": "Who abstains counts for the quorum only; who says nothing does not count.",
    "emergency_power": "There is no vote to abstain from.",
    "temperature_check": "Who says nothing is not counted.",
    "check_poll": "Who says nothing is not counted.",
}


def _voting_time(rules: ProcedureRules) -> str:
    if not rules.clock or PROCEDURES[rules.kind].family not in ("majority", "consent", "several", "polls"):
        return ""
    return f"A vote closes by itself after {duration(rules.clock)}."


def _every_team(rules: ProcedureRules) -> str:
    return "Somebody of every team must take part." if rules.every_team else ""


def _quorum(rules: ProcedureRules, electorate: Electorate) -> str:
    if not PROCEDURES[rules.kind].binding or PROCEDURES[rules.kind].ballot == "none":
        return ""
    if rules.kind in _WITHOUT_QUORUM:
        return ""
    if rules.kind == "lazy_consensus":
        least = least_seats(rules.quorum, electorate)
        return f"Silence counts only when {least} have marked the motion as read{quorum_share(rules.quorum)}."
    return f"A vote counts only when {least_seats(rules.quorum, electorate)} take part{quorum_share(rules.quorum)}."


def least_seats(quorum: Fraction, electorate: Electorate) -> str:
    """Say how many seats a quorum is."""
    return f"at least {quorum_size(electorate.seats, quorum)} of {count_of(electorate.seats, 'seat')}"


def quorum_share(quorum: Fraction) -> str:
    """Say what share a quorum is, in brackets; nothing for all."""
    if 2 * quorum.over == quorum.under:
        return " (more than half)"
    return "" if quorum.over == quorum.under else f" ({share(quorum)})"


def _ballots(rules: ProcedureRules) -> str:
    if PROCEDURES[rules.kind].ballot == "none":
        return ""
    if is_secret(rules) and rules.ballots != "secret":
        return "Nobody learns who answered how: only the numbers are ever shown."
    if rules.ballots == "secret":
        return "Votes are secret: only the numbers are ever shown."
    return "Votes are open: after the count, everyone sees who voted how."


def what_if(rules: ProcedureRules, definition: Definition, electorate: Electorate) -> tuple[tuple[str, str], ...]:
    """Answer what people ask before a vote: ties, silence, a lost quorum, a missing team, leaving, a changed text."""
    procedure = PROCEDURES[rules.kind]
    quorum = quorum_size(electorate.seats, rules.quorum)
    told = [
        ("If it is a tie", _tie(rules, definition) or procedure.ties),
        ("If somebody abstains or says nothing", abstaining_sentence(rules)),
    ]
    if _quorum(rules, electorate):
        seats = count_of(electorate.seats, "seat")
        told.append(("If fewer take part", f"Below {quorum} of {seats} nothing is decided, and it can be put again."))
    if rules.every_team:
        told.append(("If a team is missing", "Then nothing is decided, however many took part."))
    if procedure.ballot != "none":
        told.append(
            ("If somebody leaves during the vote", "Their ballot leaves with them, and their seat no longer counts.")
        )
        told.append(
            ("If the text changes during the vote", "The ballots on the old text fall, and the vote is called anew.")
        )
    return tuple(told)


def is_secret(rules: ProcedureRules) -> bool:
    """Tell whether nobody ever learns who voted how: by the council's choice, or because the procedure asks for it."""
    return rules.ballots == "secret" or PROCEDURES[rules.kind].secret


def _tie(rules: ProcedureRules, definition: Definition) -> str:
    if rules.kind == "ranked_choice":
        return "If the last two tie, the one that led in an earlier round wins; if neither did, nothing is adopted."
    if rules.kind in ("approval", "dot_vote", "score_vote"):
        return _tie_for_the_lead(rules)
    if rules.kind == "rfc":
        return "A tie adopts nothing and postpones nothing."
    if rules.kind != "simple_majority":
        return ""
    match rules.tie:
        case "not_adopted":
            return "A tie means that the motion is not adopted."
        case "chair_decides":
            return f"At a tie, the vote of {chair_of(definition)} decides."
        case "vote_again":
            return "At a tie, the council votes once more; after a second tie the motion is not adopted."
        case _:
            assert_never(rules.tie)


def _tie_for_the_lead(rules: ProcedureRules) -> str:
    if rules.tie == "vote_again":
        return "If several options lead together, the council votes once more; after a second tie none is adopted."
    return "If several options lead together, none of them is adopted."


def _emergency(rules: ProcedureRules, definition: Definition) -> str:
    if rules.kind == "emergency_power":
        puts = "The team that owns the hub" if rules.emergency == "hub_owner" else chair_of(definition)
        return f"{puts} decides what is put."
    match rules.emergency:
        case "council":
            return "In an emergency the council decides as it always does."
        case "chair_team":
            return f"In an emergency {chair_of(definition)} {_ACTS}"
        case "hub_owner":
            hub = next((project.title for project in definition.graph.projects if project.hub), "")
            return f"In an emergency the team that owns the hub{f', {hub},' if hub else ''} {_ACTS}"
        case _:
            assert_never(rules.emergency)


_ACTS = (
    "may act at once and without a vote, one time for each emergency: adopt one policy or settle one decision point. "
    "At its next sitting the council lets the act stand or undoes it."
)


def chair_of(definition: Definition) -> str:
    """Name the team that chairs."""
    return definition.teams_by_id[definition.chair_team].name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def rulebook_sentences(
    lines: Iterable[RulebookLine], definition: Definition, electorate: Electorate | None = None
) -> tuple[str, ...]:
    """Write a rulebook, a line for each class of matters: which procedure serves it, and what it needs."""
    who = electorate or electorate_of(definition)
    told = tuple(f"{MATTERS[line.matter]}: {_line(line.rules, who)}" for line in lines)
    return told or ("Everything goes by the usual procedure.",)


def _line(rules: ProcedureRules, electorate: Electorate) -> str:
    title = procedure_title(rules)
    clock = f", after {_clock(rules)} of final comments" if rules.kind == "rfc" else ""
    confirmed = ", then a vote for or against the winner" if rules.confirm else ""
    return f"{title[:1].lower()}{title[1:]}{clock}{confirmed}. {rule_before_vote(rules, electorate)}"
