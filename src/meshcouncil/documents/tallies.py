"""The count of a ballot in one sentence, made from the tally and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.rules.procedures.procedure import NONE_OF_THESE
from meshcouncil.council.tallies import Round, Tally, TallyResult
from meshcouncil.documents.matters import CHOICES
from meshcouncil.documents.words import count_of, listed, readable

VERDICTS: Mapping[TallyResult, str] = {
    "carried": "Adopted",
    "lost": "Not adopted",
    "tied": "Tied",
    "no_quorum": "No quorum",
    "objected": "Objections",
    "rework": "Back to work",
}
"""How a ballot ended, in a word or two."""


def tally_sentence(tally: Tally, labels: Mapping[str, str] | None = None) -> str:
    """Say how a ballot ended, as in ``6 of 10 seats needed; 5 yes, 2 no, 3 silent: not adopted``.

    `labels` names the options of a ranked ballot; `choice_labels` in matters makes it.
    """
    if tally.result == "no_quorum":
        return f"{_took_part(tally)}; {_counts(tally)}: no quorum, so nothing is decided."
    if tally.rounds:
        return _ranked_sentence(tally, {**CHOICES, **(labels or {})})
    if is_consent(tally):
        return _consent_sentence(tally)
    return f"{_needed(tally)}; {_counts(tally)}: {_verdict(tally)}."


def is_consent(tally: Tally) -> bool:
    """Tell whether objections were asked for: only then is no number of yes votes needed."""
    return tally.needed == 0


def _took_part(tally: Tally) -> str:
    return f"Only {count_of(tally.took_part, 'seat')} took part and {tally.quorum} were needed".replace(
        "Only 0 seats", "No seat"
    )


def _counts(tally: Tally) -> str:
    if tally.rounds:
        return f"{tally.took_part} voted, {tally.silent} silent"
    if is_consent(tally):
        return _consent_counts(tally)
    counts = [f"{tally.yes} yes", f"{tally.no} no"] if tally.base_size else []
    if tally.abstained:
        counts.append(f"{tally.abstained} abstained")
    if tally.silent:
        counts.append(f"{tally.silent} silent")
    return ", ".join(counts)


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


def _consent_sentence(tally: Tally) -> str:
    if tally.result == "objected":
        them = "this one is" if tally.objections == 1 else "these are"
        return f"No objection allowed; {_consent_counts(tally)}: not adopted until {them} worked in."
    return f"No objection allowed; {_consent_counts(tally)}: adopted."


def _consent_counts(tally: Tally) -> str:
    counts = [f"{tally.yes} {'consents' if tally.yes == 1 else 'consent'}"]
    counts.append(f"{tally.objections} {'objects' if tally.objections == 1 else 'object'}")
    if tally.silent:
        counts.append(f"{tally.silent} silent")
    return ", ".join(counts)


def _ranked_sentence(tally: Tally, labels: Mapping[str, str]) -> str:
    rounds = " ".join(_round_sentence(number, each, labels) for number, each in enumerate(tally.rounds, start=1))
    return f"{rounds} {_ranked_end(tally, labels)}"


def _round_sentence(number: int, each: Round, labels: Mapping[str, str]) -> str:
    counts = ", ".join(f"{_name(option, labels)} {votes}" for option, votes in each.counts)
    if not each.dropped:
        return f"Round {number}: {counts}."
    dropped = listed(_name(option, labels) for option in each.dropped)
    return f"Round {number}: {counts}; {dropped} {'drops' if len(each.dropped) == 1 else 'drop'} out."


def _ranked_end(tally: Tally, labels: Mapping[str, str]) -> str:
    share = f"{tally.yes} of {tally.base_size}, {tally.needed} needed"
    earlier = ", a tie broken by an earlier round" if 2 * tally.yes == tally.base_size else ""
    if tally.result == "carried":
        return f"{_name(tally.winner, labels)} wins ({share}{earlier}): adopted."
    if tally.yes:
        return f"{_name(NONE_OF_THESE, labels)} wins ({share}{earlier}): not adopted."
    if tally.base_size:
        return f"The last options stay tied ({tally.base_size} votes, {tally.needed} needed): not adopted."
    return "Nobody ranked any option: not adopted."


def _name(option: str, labels: Mapping[str, str]) -> str:
    return f"“{labels.get(option, readable(option))}”"
