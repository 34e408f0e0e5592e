"""Who voted how."""

from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.state import Ballot
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import choice_labels
from tests.documents.pond import POND


def test_answers_come_in_the_order_of_the_ballot() -> None:
    ballots = {5: Ballot("abstain"), 2: Ballot("no"), 3: Ballot("yes"), 1: Ballot("yes")}
    assert votes_by_answer(ballots, POND) == (
        "Yes: Head Frog and Mother Duck",
        "No: Night Frog",
        "Abstain: Pond Keeper",
    )


def test_one_answer_of_all_is_said_in_short() -> None:
    assert votes_by_answer({1: Ballot("yes"), 2: Ballot("yes"), 3: Ballot("yes")}, POND) == ("Yes: everyone who voted",)
    assert votes_by_answer({1: Ballot("yes"), 2: Ballot("yes")}, POND) == ("Yes: Head Frog and Night Frog",)


def test_objections_are_heard_with_their_reasons() -> None:
    ballots = {1: Ballot("object", "Too “loud”."), 2: Ballot("consent"), 3: Ballot("consent"), 4: Ballot("consent")}
    assert votes_by_answer(ballots, POND) == (
        "Consent: Night Frog, Mother Duck and Old Drake",
        "Head Frog objects: “Too ‘loud’.”",
    )


def test_rankings_are_told_seat_by_seat() -> None:
    labels = choice_labels(SettleDecision("feeding", "rota"), POND)
    ballots = {2: Ballot("abstain"), 1: Ballot(ranking=("rota", "none"))}
    assert votes_by_answer(ballots, POND, labels) == (
        "Head Frog: Whoever is on the rota, then None of these",
        "Abstain: Night Frog",
    )


def test_nobody_voted() -> None:
    assert votes_by_answer({}, POND) == ()
