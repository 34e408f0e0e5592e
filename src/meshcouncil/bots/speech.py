"""What bots say: sentences put together from templates and public texts, as far as possible never the same twice.

Every function takes what all may know (a voice, a subject, open wishes) and the dice; none takes a goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from meshcouncil.bots import phrases
from meshcouncil.bots.voice import Voice, plain
from meshcouncil.council.definition import DecisionPoint, Inject
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    GrantException,
    Matter,
    RatifyAct,
    RepealPolicy,
    SettleDecision,
)

DRAFTS = 40
LONG_DEED = 80
_CLUMSY = re.compile(r"\b(us let|us leave it|us do not|should let it)\b")
_MOTION_NUMBER = re.compile(r"\bM\d+\b")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a motion is about, in words for the middle of a sentence: what we would do, and the question it answers."""

    motion: str
    deed: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that a team or a role openly asked for."""

    whose: str
    text: str
    is_ours: bool


def subject_of(  # noqa: C901 - one branch for each matter
    matter: Matter, points: Mapping[str, DecisionPoint], motion: str = ""
) -> Subject:
    """Put a matter into words."""
    match matter:
        case SettleDecision(decision, option_id, answer):
            point = points[decision]
            option = point.option(option_id)
            return Subject(motion, deed_of(option.clause) if option else _short(answer), point.question)
        case AddPolicy(title):
            return Subject(motion, f"adopt the policy “{title}”")
        case ChangePolicy(_, title):
            return Subject(motion, f"reword the policy “{title}”")
        case RepealPolicy(policy):
            return Subject(motion, f"drop policy {policy}")
        case AdoptProcedure():
            return Subject(motion, "decide this way from now on")
        case ChangeGraph():
            return Subject(motion, "change the map of projects")
        case AdoptRulebook():
            return Subject(motion, "give each kind of matter its own way of deciding")
        case AskCouncil(question):
            return Subject(motion, "answer this question together", question)
        case GrantException(policy):
            return Subject(motion, f"grant an exception from policy {policy}")
        case RatifyAct(act):
            return Subject(motion, f"let what was done in {act} stand")
        case AmendMotion(target):
            return Subject(motion, f"reword {target}")
        case AdvanceProposal():
            return Subject(motion, "take the proposed policy one step further")
        case _:
            return Subject(motion, "settle how we go on")


def deed_of(clause: str) -> str:
    """Turn a clause such as 'We will keep one project.' into 'keep one project'."""
    clean = plain(clause).rstrip(".")
    for opening, deed in (("We will not ", "do not "), ("We will ", ""), ("We ", "")):
        if clean.startswith(opening):
            return deed + clean.removeprefix(opening)
    return clean[:1].lower() + clean[1:]


@dataclass(frozen=True)
class Speaker:
    """Finds words that nobody at the table has used yet; `heard` is what was said and written before."""

    voice: Voice
    heard: frozenset[str]
    dice: Random

    def say(self, *parts: Sequence[str], **words: str) -> str:
        """Join one choice of every part, the one that repeats least of what the table has heard."""
        drafts = (self._draft(parts, words) for _ in range(DRAFTS))
        best, repeated = "", 1_000
        for draft in drafts:
            again = sum(sentence in self._sentences_heard for sentence in sentences_of(draft))
            again += 10 * (draft in self.heard) + 5 * bool(_CLUMSY.search(draft))
            if again < repeated:
                best, repeated = draft, again
            if again == 0:
                break
        return best if best not in self.heard else f"{best} {self.dice.choice(phrases.ENDINGS)}"

    def pick(self, quotes: Sequence[str]) -> str:
        """Give one of the lines to quote, one that was not quoted before if there is any."""
        fresh = [each for each in quotes if not any(each in text for text in self.heard)]
        return self.dice.choice(fresh or list(quotes)) if quotes else ""

    def _draft(self, parts: Iterable[Sequence[str]], words: Mapping[str, str]) -> str:
        chosen = (_filled(self.dice.choice(part), words) for part in parts if part)
        return " ".join(each for each in chosen if each)

    @cached_property
    def _sentences_heard(self) -> frozenset[str]:
        return frozenset(sentence for text in self.heard for sentence in sentences_of(text))

    # --- meeting each other -------------------------------------------------------------------------------------------

    def introduction(self) -> str:
        """Introduce the role: who it is, what its team looks after, one strength, one worry."""
        return self.say(
            phrases.INTRODUCTIONS,
            phrases.OFFERS,
            phrases.WORRIES,
            title=self.voice.title,
            team=self.voice.team,
            owns=self.voice.owns,
            strength=self.pick(self.voice.strengths),
            weakness=self.pick(self.voice.weaknesses),
        )

    def fact(self) -> str:
        """Imagine a fact about the role's own area."""
        number = self.dice.choice(phrases.NUMBERS)
        told = self.pick(self.voice.about_team)
        templates = (*phrases.FACTS, *phrases.FACTS_TOLD) if told else phrases.FACTS
        return self.say(
            templates,
            team=self.voice.team,
            number=number,
            month=self.dice.choice(phrases.MONTHS),
            day=self.dice.choice(phrases.DAYS),
            told=told,
        )

    def reply(self, asker: str) -> str:
        """Answer a person who turned to this role."""
        return self.say(
            phrases.REPLIES,
            asker=asker,
            team=self.voice.team,
            priority=self.pick(self.voice.priorities),
            weakness=self.pick(self.voice.weaknesses),
            strength=self.pick(self.voice.strengths),
        )

    # --- moving and arguing -------------------------------------------------------------------------------------------

    def reason(self, subject: Subject, served: Sequence[Wish], *, sound: bool) -> str:
        """Give the reason for a motion of one's own."""
        return self.say(phrases.MOVES, self._reasons(served, sound=sound), **self._words(subject, served))

    def emergency_reason(self, subject: Subject, inject: Inject) -> str:
        """Give the reason for a motion that answers the emergency."""
        words = self._words(subject, ()) | {"inject": inject.title}
        return self.say(phrases.EMERGENCY_MOVES, phrases.EMERGENCY_REASONS, **words)

    def support(self, subject: Subject, served: Sequence[Wish], *, sound: bool) -> str:
        """Speak for a motion."""
        return self.say(
            _short_enough(phrases.SUPPORT, subject), self._reasons(served, sound=sound), **self._words(subject, served)
        )

    def doubt(self, subject: Subject, hurt: Sequence[Wish], broken: Sequence[str]) -> str:
        """Speak against a motion."""
        words = self._words(subject, hurt) | {"why": plain(self.dice.choice(broken)) if broken else ""}
        return self.say(
            _short_enough(phrases.DOUBT, subject), self._doubts(hurt, broken), phrases.DOUBT_ENDINGS, **words
        )

    def question(self, subject: Subject) -> str:
        """Ask something about a motion, taking no side."""
        return self.say(phrases.QUESTIONS, **self._words(subject, ()))

    def acceptance(self, subject: Subject) -> str:
        """Say that one can live with a motion."""
        return self.say(phrases.ACCEPTANCE, **self._words(subject, ()))

    def objection(self, subject: Subject, hurt: Sequence[Wish], broken: Sequence[str]) -> str:
        """Give the reason for an objection."""
        words = self._words(subject, hurt) | {"why": plain(self.dice.choice(broken)) if broken else ""}
        return self.say(phrases.OBJECTIONS, self._doubts(hurt, broken), **words)

    def revision(self, subject: Subject) -> str:
        """Give the reason for a motion changed after objections."""
        return self.say(phrases.REVISIONS, **self._words(subject, ()))

    def vote_on_the_charter(self, *, in_favour: bool) -> str:
        """Say a word before the final vote."""
        return self.say(
            phrases.CHARTER_YES if in_favour else phrases.CHARTER_NO, team=self.voice.team, title=self.voice.title
        )

    # --- deciding for the council, and the chair's word --------------------------------------------------------------

    def offer_to_decide(self, subject: Subject) -> str:
        """Offer to decide a motion for the council."""
        return self.say(phrases.OFFERS_TO_DECIDE, **self._words(subject, ()))

    def decision(self, subject: Subject, *, adopt: bool) -> str:
        """Give the reason for what was decided alone."""
        return self.say(phrases.DECISIONS_FOR if adopt else phrases.DECISIONS_AGAINST, **self._words(subject, ()))

    def answer(self, subject: Subject) -> str:
        """Answer an open point."""
        return self.say(phrases.ANSWERS, **self._words(subject, ()))

    def declaration(self, subject: Subject, *, reached: bool) -> str:
        """Say why there is rough consensus, or none."""
        return self.say(phrases.DECLARATIONS if reached else phrases.NO_CONSENSUS, **self._words(subject, ()))

    def appeal(self, subject: Subject) -> str:
        """Appeal from the chair's word."""
        return self.say(phrases.APPEALS, **self._words(subject, ()))

    # --- moderating ---------------------------------------------------------------------------------------------------

    def prompt(self, question: str) -> str:
        """Ask the table to turn to an open question."""
        return self.say(phrases.PROMPTS, question=question)

    def procedure_reason(self, sentence: str) -> str:
        """Give the reason for a procedure; `sentence` says in words what it is."""
        return self.say(phrases.PROCEDURE_MOVES, phrases.PROCEDURE_REASONS, rules=sentence)

    def thanks(self, settled: int) -> str:
        """Thank the table once the charter has passed."""
        return self.say(phrases.THANKS, settled=str(settled), team=self.voice.team, title=self.voice.title)

    def _reasons(self, served: Sequence[Wish], *, sound: bool) -> tuple[str, ...]:
        reasons = list(phrases.GENERAL_REASONS)
        if any(wish.is_ours for wish in served):
            reasons += phrases.OUR_WISH_SERVED * 3
        elif served:
            reasons += phrases.THEIR_WISH_SERVED * 2
        if sound:
            reasons += phrases.SOUND
        if self.voice.strengths:
            reasons += phrases.STRENGTH_REASONS
        if self.voice.weaknesses:
            reasons += phrases.WEAKNESS_REASONS
        return tuple(reasons)

    def _doubts(self, hurt: Sequence[Wish], broken: Sequence[str]) -> tuple[str, ...]:
        if broken and self.dice.random() < 0.7:
            return phrases.INCOHERENT
        doubts = list(phrases.GENERAL_DOUBTS)
        if any(wish.is_ours for wish in hurt):
            doubts += phrases.OUR_WISH_HURT * 3
        elif hurt:
            doubts += phrases.THEIR_WISH_HURT * 2
        if self.voice.weaknesses:
            doubts += phrases.WEAKNESS_DOUBTS
        return tuple(doubts)

    def _words(self, subject: Subject, wishes: Sequence[Wish]) -> dict[str, str]:
        ours = [wish for wish in wishes if wish.is_ours]
        wish = self.dice.choice(ours or list(wishes)) if wishes else Wish("", "", False)
        return {
            "motion": subject.motion,
            "deed": subject.deed,
            "question": subject.question or "What should hold here?",
            "team": self.voice.team,
            "title": self.voice.title,
            "whose": wish.whose,
            "wish": plain(wish.text).rstrip("."),
            "strength": self.pick(self.voice.strengths),
            "weakness": self.pick(self.voice.weaknesses),
            "owns": self.voice.owns,
        }


def wishes_in_words(wishes: Iterable[tuple[str, Sequence[str], bool]]) -> tuple[Wish, ...]:
    """List wishes as phrases: (whose, texts, ours) each."""
    return tuple(Wish(whose, text, ours) for whose, texts, ours in wishes for text in texts)


def _short_enough(templates: Sequence[str], subject: Subject) -> tuple[str, ...]:
    """Leave out what would repeat a long deed in the middle of an argument: everybody has just read it."""
    long = len(subject.deed) > LONG_DEED
    return tuple(template for template in templates if not (long and "{deed}" in template))


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut a text into sentences, whatever motion they speak of, so that repetition shows."""
    return tuple(_SENTENCE_END.split(_MOTION_NUMBER.sub("M", text)))


def _filled(template: str, words: Mapping[str, str]) -> str:
    filled = template
    for name, word in words.items():
        filled = filled.replace("{" + name + "}", word)
    return filled[:1].upper() + filled[1:]


def _short(text: str) -> str:
    clean = plain(text)
    return f"say “{clean}”" if len(clean) <= 120 else "take up our own answer"
