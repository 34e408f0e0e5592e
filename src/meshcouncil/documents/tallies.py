"""The count of a ballot in one sentence, made from the tally and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.rules.procedures.procedure import NONE_OF_THESE
from meshcouncil.council.tallies import Round, Tally, TallyResult
from meshcouncil.documents.matters import CHOICES, team_key
from meshcouncil.documents.words import count_of, listed, readable

VERDICTS: Mapping[TallyResult, str] = {
    "carried": "Adopted",
    "lost": "Not adopted",
    "tied": "Tied",
    "no_quorum": "No quorum",
    "objected": "Objections",
    "contested": "Contested",
    "rework": "To be reworked",
    "nominated": "Put forward",
    "confirmed": "Confirmed",
    "noted": "Noted",
    "postponed": "Postponed",
}
"""How a ballot ended, in a word or two."""

Labels = Mapping[str, str]


def tally_sentence(tally: Tally, labels: Labels | None = None) -> str:
    """Say how a ballot ended, as in ``6 of 10 seats needed; 5 yes, 2 no, 3 silent: not adopted``.

    `labels` names the options of a vote among several, and the teams; `choice_labels` in matters makes it.
    """
    names = {**CHOICES, **(labels or {})}
    if tally.withheld or tally.result == "no_quorum":
        return _withheld(tally, names) if tally.withheld else _no_quorum(tally, names)
    if tally.rounds:
        return _ranked_sentence(tally, names)
    if tally.kind in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[tally.kind](tally)
    if tally.kind in ("approval", "dot_vote", "score_vote"):
        return _marks(tally, names)
    if tally.kind in _NEVER_BINDING:
        return f"{_counts(tally)}: noted, nothing is decided."
    if is_consent(tally):
        return _consent_sentence(tally)
    return f"{_needed(tally)}; {_counts(tally)}: {_verdict(tally)}."


_NEVER_BINDING: frozenset[ProcedureKind | None] = frozenset(
    {"temperature_check", "check_poll", "advice_process", "emergency_power"}
)
"""Procedures without a ballot that decides."""


def is_consent(tally: Tally) -> bool:
    """Tell whether reasoned objections were asked for: only then is no number of yes votes needed."""
    return tally.kind in (None, "consent") and tally.needed == 0


# --- what was counted -------------------------------------------------------------------------------------------------


def _no_quorum(tally: Tally, names: Labels) -> str:
    if tally.missing_team:
        team = names.get(team_key(tally.missing_team), readable(tally.missing_team))
        return f"Nobody of {team} took part, and every team is needed; {_counts(tally)}: nothing is decided."
    return f"{_took_part(tally)}; {_counts(tally)}: no quorum, so nothing is decided."


def _withheld(tally: Tally, names: Labels) -> str:
    """Say how a secret ballot ended without how many said what."""
    silent = f", {tally.silent} silent" if tally.silent else ""
    if tally.missing_team:
        team = names.get(team_key(tally.missing_team), readable(tally.missing_team))
        return f"Nobody of {team} took part, and every team is needed; the counts stay secret: nothing is decided."
    if tally.result == "no_quorum":
        return f"{_took_part(tally)}{silent}; the counts stay secret: no quorum, so nothing is decided."
    ends: Mapping[TallyResult, str] = {
        "carried": "adopted",
        "confirmed": "confirmed",
        "tied": "a tie, so the council votes once more",
        "nominated": "put forward, but not adopted by this count alone",
        "postponed": "postponed",
        "noted": "noted, nothing is decided",
    }
    wins = f"{_name(tally.winner, names)} wins: " if tally.winner else ""
    few = f"Only {count_of(tally.took_part, 'seat')} took part{silent}, so the counts of this secret ballot stay secret"
    return f"{few.replace('Only 0 seats', 'No seat')}: {wins}{ends.get(tally.result, 'not adopted')}."


def _took_part(tally: Tally) -> str:
    did = "have read it" if tally.kind == "lazy_consensus" else "took part"
    return (
        f"Only {count_of(tally.took_part, 'seat')} {did} and {tally.quorum} were needed".replace(
            "Only 0 seats have", "No seat has"
        )
        .replace("Only 0 seats", "No seat")
        .replace("Only 1 seat have", "Only 1 seat has")
    )


def _counts(tally: Tally) -> str:  # noqa: C901 - one line for each kind of ballot
    if tally.rounds:
        return f"{tally.took_part} voted, {tally.silent} silent"
    match tally.kind:
        case "unanimous_consent":
            return _with_silent(tally, f"{tally.yes} without objection", _said(tally.objections, "objects", "object"))
        case "consensus":
            return _with_silent(tally, *_positions(tally))
        case "rough_consensus":
            return _with_silent(tally, *_hums(tally))
        case "approval" | "dot_vote" | "score_vote":
            blank = [f"{tally.abstained} blank"] if tally.abstained else []
            return _with_silent(tally, f"{tally.base_size} voted", *blank)
        case "lazy_consensus":
            objections = tally.objections or tally.no
            return _with_silent(
                tally, _said(tally.yes, "has read it", "have read it"), _said(objections, "objects", "object")
            )
        case "apache_vote":
            between = [f"{tally.abstained} in between"] if tally.abstained else []
            return _with_silent(tally, f"{tally.yes} +1", f"{tally.no} −1", *between)
        case "delegation":
            return _with_silent(tally, _said(tally.yes, "confirms", "confirm"), _said(tally.no, "refuses", "refuse"))
        case "rfc":
            abstained = [f"{tally.abstained} abstained"] if tally.abstained else []
            return _with_silent(tally, f"{tally.yes} yes", f"{tally.no} no", f"{tally.postpone} postpone", *abstained)
        case "temperature_check":
            return _with_silent(tally, f"{tally.yes} up", f"{tally.abstained} sideways", f"{tally.no} down")
        case "check_poll":
            return _with_silent(tally, _said(tally.yes, "has read it", "have read it"), f"{tally.no} not yet")
        case "advice_process" | "emergency_power":
            return "No vote was asked for"
        case _:
            return _consent_counts(tally) if is_consent(tally) else _yes_no_counts(tally)


def _yes_no_counts(tally: Tally) -> str:
    counts = [f"{tally.yes} yes", f"{tally.no} no"] if tally.base_size else []
    if tally.abstained:
        counts.append(f"{tally.abstained} abstained")
    return _with_silent(tally, *counts)


def _with_silent(tally: Tally, *counts: str) -> str:
    return ", ".join((*counts, f"{tally.silent} silent") if tally.silent else counts)


def _said(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


# --- votes for and against --------------------------------------------------------------------------------------------


def _needed(tally: Tally) -> str:
    if tally.base_size == 0:
        return "Nobody voted yes or no"
    noun = {
        "votes_cast": "votes cast",
        "present": "taking part",
        "seats": "seats",
        "teams": "teams",
    }[tally.base]
    if tally.needed > tally.base_size and tally.base == "votes_cast":
        return f"At least {tally.needed} in favour needed"
    if tally.needed == tally.base_size > 1:
        return f"All {tally.base_size} {noun} needed"
    return f"{tally.needed} of {tally.base_size} {noun if tally.base_size != 1 else _one(noun)} needed"


def _one(noun: str) -> str:
    return "vote cast" if noun == "votes cast" else noun.removesuffix("s")


def _verdict(tally: Tally) -> str:
    if tally.by_chair:
        adopted = tally.result == "carried"
        return (
            f"a tie, which the chair's {'yes' if adopted else 'no'} decides: {'adopted' if adopted else 'not adopted'}"
        )
    if tally.result == "tied":
        return "a tie, so the council votes once more"
    if tally.result == "carried":
        return "adopted"
    if 2 * tally.yes > tally.base_size > 0:
        return "a majority, but not enough, so not adopted"
    if tally.yes == tally.no == tally.needed - 1 > 0:
        return "a tie, so not adopted"
    return "not adopted"


def _apache_vote(tally: Tally) -> str:
    counts = f"At least {tally.needed} +1 needed; {_counts(tally)}"
    if tally.result == "objected":
        veto = "this veto is" if tally.objections == 1 else "these vetoes are"
        return f"{counts}: vetoed, so not adopted until {veto} taken back."
    return f"{counts}: {'adopted' if tally.result == 'carried' else 'not adopted'}."


def _delegation(tally: Tally) -> str:
    needed = f"{tally.needed} of {count_of(tally.base_size, 'seat')} would have to refuse"
    return f"{needed}; {_counts(tally)}: {'confirmed' if tally.result == 'confirmed' else 'refused'}."


def _rfc(tally: Tally) -> str:
    if not tally.base_size:
        return f"Nobody voted yes, no or postpone; {_counts(tally)}: not adopted."
    verdicts: Mapping[TallyResult, str] = {"carried": "adopted", "postponed": "postponed"}
    if tally.no >= tally.needed:
        verdict = "not adopted"
    else:
        verdict = verdicts.get(tally.result, "nothing has enough, so not adopted")
    return f"{_needed(tally)}; {_counts(tally)}: {verdict}."


# --- objections and blocks --------------------------------------------------------------------------------------------


def _consent_sentence(tally: Tally) -> str:
    if tally.result == "objected":
        return f"No objection allowed; {_consent_counts(tally)}: not adopted until {_them(tally)} worked in."
    return f"No objection allowed; {_consent_counts(tally)}: adopted."


def _them(tally: Tally) -> str:
    return "this one is" if tally.objections == 1 else "these are"


def _consent_counts(tally: Tally) -> str:
    return _with_silent(tally, _said(tally.yes, "consents", "consent"), _said(tally.objections, "objects", "object"))


def _unanimous_consent(tally: Tally) -> str:
    verdict = "adopted" if tally.result == "carried" else "not adopted by consent, so a vote follows"
    return f"No objection allowed; {_counts(tally)}: {verdict}."


def _lazy_consensus(tally: Tally) -> str:
    if tally.result == "carried":
        return f"No objection allowed; {_counts(tally)}: adopted."
    return f"No objection allowed; {_counts(tally)}: not adopted until {_them(tally)} worked in."


def _positions(tally: Tally) -> list[str]:
    agree = _said(tally.yes, "agrees", "agree")
    if tally.reservations:
        agree += f" ({tally.reservations} with reservations)"
    return [
        agree,
        _said(tally.asides, "stands aside", "stand aside"),
        _said(tally.objections, "blocks", "block"),
    ]


def _consensus(tally: Tally) -> str:
    counts = f"No block and at most {count_of(tally.asides_allowed, 'stand-aside')} allowed; {_counts(tally)}"
    if tally.result == "objected":
        block = "this block is" if tally.objections == 1 else "these blocks are"
        return f"{counts}: not adopted until {block} worked in."
    if tally.result == "carried":
        return f"{counts}: adopted."
    why = "too many stand aside" if tally.asides > tally.asides_allowed else "nobody agrees"
    return f"{counts}: {why}, so not adopted."


# --- the hum ----------------------------------------------------------------------------------------------------------


def _hums(tally: Tally) -> list[str]:
    middle = tally.base_size - tally.yes - tally.no
    counts = [f"{tally.yes} loud", f"{middle} halfway", f"{tally.no} soft"]
    return [*counts, f"{tally.abstained} without a hum"] if tally.abstained else counts


def _hum(tally: Tally) -> str:
    if not tally.base_size:
        return f"Nobody hummed; {_counts(tally)}: noted, nothing is decided."
    heard = listed(f"{seats} at {loudness}" for loudness, seats in reversed(tally.totals) if seats)
    return f"From 0 (silence) to 10 (loud): {heard}; {_counts(tally)}: noted, nothing is decided."


# --- votes among several ----------------------------------------------------------------------------------------------


def _marks(tally: Tally, names: Labels) -> str:
    unit = {"approval": "Ticks", "dot_vote": "Dots"}.get(tally.kind or "", "Points")
    totals = ", ".join(
        f"{_name(option, names)} {total}{_spread(tally, option, total)}" for option, total in tally.totals
    )
    return f"{_counts(tally)}. {unit}: {totals}. {_leading(tally, names)}"


def _spread(tally: Tally, option: str, total: int) -> str:
    """Tell the mean of an option's points to one decimal, and how far the seats lay apart."""
    extremes = next(((least, most) for each, least, most in tally.spreads if each == option), None)
    if extremes is None or not tally.base_size:
        return ""
    tenths = (20 * total + tally.base_size) // (2 * tally.base_size)
    return f" (mean {tenths // 10}.{tenths % 10}, from {extremes[0]} to {extremes[1]})"


def _leading(tally: Tally, names: Labels) -> str:
    most = max((total for _, total in tally.totals), default=0)
    first = [_name(option, names) for option, total in tally.totals if total == most > 0]
    if not first:
        return "Nobody marked any option: not adopted."
    if tally.result == "noted":
        shared = "lead together: they share the first place" if len(first) > 1 else "leads: noted, nothing is decided"
        return f"{listed(first)} {shared}."
    if len(first) > 1:
        again = "the council votes once more" if tally.result == "tied" else "not adopted"
        return f"{listed(first)} lead together: a tie, so {again}."
    if tally.result == "carried":
        return f"{first[0]} leads: adopted."
    if tally.result == "nominated":
        return f"{first[0]} leads: put forward, but not adopted by this count alone."
    return f"{first[0]} leads: not adopted."


def _ranked_sentence(tally: Tally, labels: Labels) -> str:
    rounds = " ".join(_round_sentence(number, each, labels) for number, each in enumerate(tally.rounds, start=1))
    return f"{rounds} {_ranked_end(tally, labels)}"


def _round_sentence(number: int, each: Round, labels: Labels) -> str:
    counts = ", ".join(f"{_name(option, labels)} {votes}" for option, votes in each.counts)
    if not each.dropped:
        return f"Round {number}: {counts}."
    dropped = listed(_name(option, labels) for option in each.dropped)
    return f"Round {number}: {counts}; {dropped} {'drops' if len(each.dropped) == 1 else 'drop'} out."


def _ranked_end(tally: Tally, labels: Labels) -> str:
    share = f"{tally.yes} of {tally.base_size}, {tally.needed} needed"
    earlier = ", a tie broken by an earlier round" if 2 * tally.yes == tally.base_size else ""
    if tally.result == "carried":
        return f"{_name(tally.winner, labels)} wins ({share}{earlier}): adopted."
    if tally.result == "nominated":
        return (
            f"{_name(tally.winner, labels)} wins ({share}{earlier}): put forward, but not adopted by this count alone."
        )
    if tally.result == "noted":
        ahead = f"{_name(NONE_OF_THESE, labels)} wins ({share}{earlier})" if tally.yes else "The last options stay tied"
        return f"{ahead}: noted, nothing is decided."
    if tally.yes:
        return f"{_name(NONE_OF_THESE, labels)} wins ({share}{earlier}): not adopted."
    if tally.base_size:
        return f"The last options stay tied ({tally.base_size} votes, {tally.needed} needed): not adopted."
    return "Nobody ranked any option: not adopted."


def _name(option: str, labels: Labels) -> str:
    return f"“{labels.get(option, readable(option))}”"


_OF_THEIR_OWN: Mapping[ProcedureKind | None, Callable[[Tally], str]] = {
    "unanimous_consent": _unanimous_consent,
    "consensus": _consensus,
    "rough_consensus": _hum,
    "lazy_consensus": _lazy_consensus,
    "apache_vote": _apache_vote,
    "delegation": _delegation,
    "rfc": _rfc,
}
"""Procedures whose count is told in words of its own."""
