"""`meshcouncil procedures`: every way to decide, told for people and as data."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from meshcouncil.cli import app
from meshcouncil.council.rules.procedures import PROCEDURES

RUNNER = CliRunner()


def test_every_procedure_is_listed_with_its_sentence_when_it_fits_its_states_and_its_tie_rule() -> None:
    ran = RUNNER.invoke(app, ["procedures"])
    assert ran.exit_code == 0
    for kind, procedure in PROCEDURES.items():
        told = (
            f"\n{kind}  {procedure.title}\n"
            f"    {procedure.sentence}\n"
            f"    Fits: {procedure.fits}\n"
            f"    States: {' → '.join(procedure.states)}.\n"
            f"    Ties: {procedure.ties}\n"
        )
        assert told in ran.output


def test_families_head_the_list() -> None:
    heads = [line for line in RUNNER.invoke(app, ["procedures"]).output.splitlines() if line.isupper()]
    assert heads == [
        "BY COUNTING VOTES",
        "BY ASKING FOR OBJECTIONS",
        "BY SEEKING AGREEMENT",
        "AMONG SEVERAL OPTIONS",
        "BY SILENCE",
        "BY LETTING SOMEBODY DECIDE",
        "BY COMMENTS, THEN A VOTE",
        "IN AN EMERGENCY",
        "ONLY TO SEE WHERE WE STAND",
    ]


def test_the_same_stands_in_one_json_document() -> None:
    document = json.loads(RUNNER.invoke(app, ["procedures", "--json"]).output)
    assert document["schema"] == "mesh-council/procedures@1"
    assert {each["kind"] for each in document["procedures"]} == set(PROCEDURES)
    lazy = next(each for each in document["procedures"] if each["kind"] == "lazy_consensus")
    assert lazy == {
        "kind": "lazy_consensus",
        "title": "Lazy consensus",
        "family": "By silence",
        "sentence": PROCEDURES["lazy_consensus"].sentence,
        "fits": PROCEDURES["lazy_consensus"].fits,
        "states": list(PROCEDURES["lazy_consensus"].states),
        "ties": PROCEDURES["lazy_consensus"].ties,
        "clock": "60 seconds",
        "binding": True,
        "asks": ["proposers", "second_needed", "emergency", "clock", "quorum", "every_team"],
        "source": "The Apache Software Foundation's page on voting",
    }
