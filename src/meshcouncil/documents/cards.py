"""Cards of the policy library in words: all that one says, field by field, before it is anybody's draft."""

from __future__ import annotations

from collections.abc import Iterator

from meshcouncil.council.definition import Card, Definition
from meshcouncil.documents.policies import RECORD_LABELS, RecordLine, enforcement_sentence, record_lines
from meshcouncil.documents.words import count_of

TOGETHER = "Only a heading: your council writes this one together."
SOURCE_LABEL = "Retold from"


def card_lines(card: Card, definition: Definition | None = None) -> tuple[RecordLine, ...]:
    """Write what a card says besides its title and its decision; what it does not say is left out."""
    team = definition.teams_by_id.get(card.record.scope) if definition else None
    said = {line.name: line for line in (*record_lines(card.record, team.name if team else ""), *_spans(card))}
    lines = [said[name] for name in RECORD_LABELS if name in said]
    return (*lines, *([RecordLine("source", SOURCE_LABEL, card.source)] if card.source else []))


def _spans(card: Card) -> Iterator[RecordLine]:
    """Say what is counted from the day on which the card becomes a draft."""
    if card.warn_for_weeks and card.record.enforcement:
        by = enforcement_sentence(card.record).partition(";")[0]
        sentence = f"{by}; a failure only warns for {count_of(card.warn_for_weeks, 'week')}, then it is an error"
        yield RecordLine("enforcement", RECORD_LABELS["enforcement"], sentence)
    if card.comply_within_weeks:
        within = f"Within {count_of(card.comply_within_weeks, 'week')}"
        yield RecordLine("compliance_due", RECORD_LABELS["compliance_due"], within)
    if card.review_after_months:
        after = f"After {count_of(card.review_after_months, 'month')}"
        yield RecordLine("review_by", RECORD_LABELS["review_by"], after)
