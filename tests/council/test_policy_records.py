"""What a policy says besides its title and its decision, held to sense (specification C.2)."""

from dataclasses import replace

import pytest

from meshcouncil.council.definition import NO_RECORD, EnforcementLevel, PolicyRecord
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import AddPolicy, ChangePolicy
from meshcouncil.council.rules.policy_records import checked, is_date, level_on
from meshcouncil.council.rules.rulebook import class_of
from tests.council.builders import carried, sitting

FULL = PolicyRecord(
    category="interoperability",
    scope="north",
    weight="standard",
    context="Every team invents its own topic names.",
    options="Keep as is, or one pattern for all.",
    consequences="Consumers find topics; producers rename theirs once.",
    steward="Platform team",
    enforcement="ci_test",
    level="warn",
    warn_until="2027-06-30",
    code="https://git.example/topics",
    monitoring="Share of topics that follow the pattern, monthly.",
    compliance_due="2027-03-31",
    review_by="2028-02-29",
)


def refusal(record: PolicyRecord) -> tuple[str, dict[str, object]]:
    with pytest.raises(Rejected) as refused:
        checked(sitting(), record)
    return refused.value.code, refused.value.context


def test_a_record_is_tidied_and_nothing_of_it_is_lost() -> None:
    untidy = replace(FULL, category="  inter\noperability ", steward="Platform   team", context=f"\n{FULL.context}  ")
    assert checked(sitting(), untidy) == replace(FULL, category="inter operability")
    assert checked(sitting(), PolicyRecord(scope=" ")) == NO_RECORD


@pytest.mark.parametrize(
    ("change", "code", "context"),
    [
        ({"scope": "west"}, "no_such_team", {"named": "west"}),
        ({"steward": "x" * 121}, "text_too_long", {"limit": 120, "length": 121}),
        ({"context": "x" * 4_001}, "text_too_long", {"limit": 4_000, "length": 4_001}),
        ({"warn_until": "30.6.2027"}, "date_unsound", {"date": "30.6.2027"}),
        ({"compliance_due": "2027-02-29"}, "date_unsound", {"date": "2027-02-29"}),
        ({"weight": "heavy"}, "record_unsound", {"why": "weight"}),
        ({"enforcement": "shouting"}, "record_unsound", {"why": "enforcement"}),
        ({"level": "deadly"}, "record_unsound", {"why": "level"}),
        ({"enforcement": ""}, "record_unsound", {"why": "no_kind"}),
        ({"level": "info"}, "record_unsound", {"why": "no_level"}),
        ({"level": ""}, "record_unsound", {"why": "no_level"}),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict[str, str], code: str, context: dict[str, object]) -> None:
    assert refusal(replace(FULL, **change)) == (code, context)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["2027-01-31", "2028-02-29", "2000-02-29", "2027-12-31", "0001-01-01"])
def test_a_day_of_the_calendar_is_a_date(day: str) -> None:
    assert is_date(day)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-29",
        "1900-02-29",
        "2027-04-31",
        "2027-00-10",
        "2027-13-01",
        "2027-01-00",
        "0000-01-01",
        "27-1-1",
        "",
        "٢٠٢٧-٠١-٠١",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("level", "warn_until", "day", "then"),
    [
        ("warn", "2027-06-30", "2027-06-30", "warn"),
        ("warn", "2027-06-30", "2027-07-01", "error"),
        ("error", "2027-06-30", "2027-06-29", "warn"),
        ("error", "", "2027-06-29", "error"),
        ("warn", "", "2099-01-01", "warn"),
        ("info", "", "2099-01-01", "info"),
    ],
)
def test_a_failure_first_warns_and_counts_later(
    level: EnforcementLevel, warn_until: str, day: str, then: EnforcementLevel
) -> None:
    assert level_on(replace(FULL, level=level, warn_until=warn_until), day) == then


def test_a_policy_keeps_its_record_until_a_motion_gives_it_another() -> None:
    council = carried(sitting(), AddPolicy("Name topics", "By their team.", record=FULL))
    assert council.policies["P1"].record == FULL
    council = carried(council, ChangePolicy("P1", "Name topics", "By their domain."))
    assert council.policies["P1"].record == FULL
    stricter = replace(FULL, level="error", warn_until="")
    council = carried(council, ChangePolicy("P1", "Name topics", "By their domain.", stricter))
    policy = council.policies["P1"]
    assert (policy.record, policy.version) == (stricter, 3)
    assert [(each.number, each.text, each.motion) for each in policy.earlier] == [
        (1, "By their team.", "M1"),
        (2, "By their domain.", "M2"),
    ]


def test_the_weight_of_a_record_says_by_which_procedure_a_policy_is_decided() -> None:
    council = carried(sitting(), AddPolicy("Name topics", "By their team.", record=FULL))
    assert class_of(council, AddPolicy("A", "B", record=FULL)) == "standard"
    assert class_of(council, AddPolicy("A", "B", record=replace(FULL, weight="minor"))) == "minor"
    assert class_of(council, AddPolicy("A", "B")) == "policy"
    assert class_of(council, ChangePolicy("P1", "A", "B")) == "standard"
