"""The language of predicates: what it means, and how it refuses what it does not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.council.predicate_text import amount_text, predicate_text
from meshcouncil.council.predicates import (
    AllOf,
    AnyOf,
    Chosen,
    Compared,
    Counted,
    Difference,
    Facts,
    Largest,
    Not,
    Number,
    Outcome,
    PredicateError,
    Product,
    Quantity,
    Smallest,
    Sum,
    Vocabulary,
    amount,
    atoms_in,
    decisions_in,
    holds,
    parse_amount,
    parse_predicate,
    quantities_in,
)

OPTIONS = {
    "home": ("own", "shared", "folded"),
    "tools": ("any", "listed"),
    "hiring": ("none", "central_only", "per_part", "later"),
}
QUANTITIES = {
    "projects": parse_amount("1 + (home == own)", Vocabulary(options=OPTIONS)),
    "posts": parse_amount(
        "(hiring == central_only) + (hiring == per_part) * projects",
        Vocabulary(options=OPTIONS, quantities=frozenset({"projects"})),
    ),
}
WORDS = Vocabulary(options=OPTIONS, quantities=frozenset(QUANTITIES))


# --- meaning ---------------------------------------------------------------------------------------------------------


def test_every_form_of_the_language_has_its_own_node() -> None:
    text = "home in [own, shared] and not (tools != any or hiring not in [none, later]) and passed and posts <= 2"
    assert parse_predicate(text, WORDS) == AllOf(
        (
            Chosen("home", frozenset({"own", "shared"})),
            Not(
                AnyOf(
                    (
                        Chosen("tools", frozenset({"listed"})),
                        Chosen("hiring", frozenset({"central_only", "per_part"})),
                    )
                )
            ),
            Outcome("passed"),
            Compared(Quantity("posts"), "<=", Number(2)),
        )
    )


def test_amounts_are_made_of_numbers_quantities_and_counted_predicates() -> None:
    text = "max(0, posts - 4) + min(projects, 3) * (home == own) - -2"
    assert parse_amount(text, WORDS) == Difference(
        Sum(
            (
                Largest((Number(0), Difference(Quantity("posts"), Number(4)))),
                Product(Smallest((Quantity("projects"), Number(3))), Counted(Chosen("home", frozenset({"own"})))),
            )
        ),
        Number(-2),
    )


def test_an_outcome_counts_like_any_predicate() -> None:
    assert parse_amount("passed + (tools == any)", WORDS) == Sum(
        (Counted(Outcome("passed")), Counted(Chosen("tools", frozenset({"any"}))))
    )


def test_a_predicate_may_stand_on_several_lines() -> None:
    assert parse_predicate("  home == own\n  and tools == any\n", WORDS) == parse_predicate(
        "home == own and tools == any", WORDS
    )


def test_quantities_follow_the_charter() -> None:
    facts = Facts({"home": "own", "tools": "any", "hiring": "per_part"}, quantities=QUANTITIES)
    assert (amount(Quantity("projects"), facts), amount(Quantity("posts"), facts)) == (2, 2)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("==", False), ("!=", True), ("<=", True), (">=", False), ("<", True), (">", False)],
)
def test_amounts_are_compared_in_six_ways(relation: str, expected: bool) -> None:
    assert holds(parse_predicate(f"1 {relation} 2", WORDS), Facts({})) is expected


def test_a_predicate_names_the_decisions_it_depends_on_through_quantities_too() -> None:
    predicate = parse_predicate("posts <= 1 and tools == any", WORDS)
    assert decisions_in(predicate, QUANTITIES) == {"home", "hiring", "tools"}
    assert quantities_in(predicate) == {"posts"}


def test_atoms_say_whether_they_are_wanted() -> None:
    predicate = parse_predicate("home == own and not (tools == any or not hiring == none) and passed", WORDS)
    assert list(atoms_in(predicate)) == [
        (Chosen("home", frozenset({"own"})), True),
        (Chosen("tools", frozenset({"any"})), False),
        (Chosen("hiring", frozenset({"none"})), True),
    ]


# --- agreement with Python on random charters ------------------------------------------------------------------------

_NAMES = st.sampled_from(sorted(OPTIONS))
_CHARTERS = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in OPTIONS.items()})


def _atoms() -> st.SearchStrategy[str]:
    def of(name: str) -> st.SearchStrategy[str]:
        one = st.sampled_from(OPTIONS[name])
        several = st.lists(one, min_size=1, max_size=len(OPTIONS[name]) - 1).map(
            lambda chosen: f"[{', '.join(chosen)}]"
        )
        equal = st.tuples(st.sampled_from(["==", "!="]), one)
        member = st.tuples(st.sampled_from(["in", "not in"]), several)
        return st.one_of(equal, member).map(lambda pair: f"{name} {pair[0]} {pair[1]}")

    return _NAMES.flatmap(of)


def _amounts(predicates: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    leaves = st.one_of(
        st.integers(-9, 9).map(str), st.sampled_from(["projects", "posts"]), predicates.map("({})".format)
    )

    def grow(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        joined = st.tuples(smaller, st.sampled_from("+-*"), smaller).map(lambda three: f"({' '.join(three)})")
        called = st.tuples(st.sampled_from(["max", "min"]), st.lists(smaller, min_size=2, max_size=3))
        return st.one_of(joined, called.map(lambda call: f"{call[0]}({', '.join(call[1])})"))

    return st.recursive(leaves, grow, max_leaves=4)


def _predicates() -> st.SearchStrategy[str]:
    atoms = _atoms()
    compared = st.tuples(_amounts(atoms), st.sampled_from(["==", "!=", "<=", ">=", "<", ">"]), _amounts(atoms)).map(
        " ".join
    )
    leaves = st.one_of(atoms, compared, st.sampled_from(["passed", "documented"]))

    def grow(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        joined = st.tuples(smaller, st.sampled_from(["and", "or"]), smaller).map(lambda three: f"({' '.join(three)})")
        return st.one_of(joined, smaller.map("not ({})".format))

    return st.recursive(leaves, grow, max_leaves=6)


def _python_says(text: str, charter: dict[str, str], passed: bool, documented: bool) -> object:
    """Let Python itself judge the text: options are their own names, as strings."""
    names: dict[str, object] = {option: option for options in OPTIONS.values() for option in options}
    projects = 1 + (charter["home"] == "own")
    posts = (charter["hiring"] == "central_only") + (charter["hiring"] == "per_part") * projects
    names |= {**charter, "passed": passed, "documented": documented, "projects": projects, "posts": posts}
    return eval(text, {"__builtins__": {"max": max, "min": min}}, names)  # the test's own texts only


def _facts(charter: dict[str, str], passed: bool = True, documented: bool = False) -> Facts:
    return Facts(charter, {"passed": passed, "documented": documented}, QUANTITIES)


@settings(deadline=None)
@given(_predicates(), _CHARTERS, st.booleans(), st.booleans())
def test_a_parsed_predicate_agrees_with_python(
    text: str, charter: dict[str, str], passed: bool, documented: bool
) -> None:
    judged = holds(parse_predicate(text, WORDS), _facts(charter, passed, documented))
    assert judged is bool(_python_says(text, charter, passed, documented))


@settings(deadline=None)
@given(_amounts(_atoms()), _CHARTERS)
def test_a_parsed_amount_agrees_with_python(text: str, charter: dict[str, str]) -> None:
    assert amount(parse_amount(text, WORDS), _facts(charter)) == _python_says(text, charter, True, False)


@settings(deadline=None)
@given(_predicates(), _CHARTERS)
def test_a_predicate_written_back_means_the_same(text: str, charter: dict[str, str]) -> None:
    predicate = parse_predicate(text, WORDS)
    for written in (predicate_text(predicate), predicate_text(predicate, OPTIONS)):
        again = parse_predicate(written, WORDS)
        assert holds(again, _facts(charter)) is holds(predicate, _facts(charter))


@settings(deadline=None)
@given(_amounts(_atoms()), _CHARTERS)
def test_an_amount_written_back_means_the_same(text: str, charter: dict[str, str]) -> None:
    expression = parse_amount(text, WORDS)
    again = parse_amount(amount_text(expression), WORDS)
    assert amount(again, _facts(charter)) == amount(expression, _facts(charter))


def test_a_predicate_is_written_back_as_an_author_would_write_it() -> None:
    text = "home in [own, shared] and (tools == any or not passed) and (posts - 1) * 2 <= max(projects, 3)"
    assert predicate_text(parse_predicate(text, WORDS)) == text
    text = "home != folded and hiring in [none, later] and tools == listed"
    assert predicate_text(parse_predicate(text, WORDS), OPTIONS) == text


# --- refusals --------------------------------------------------------------------------------------------------------

REFUSALS = [
    ("", 1, "There is nothing here; write a predicate such as <decision> == <option>."),
    ("  \n", 1, "There is nothing here; write a predicate such as <decision> == <option>."),
    ("home", 1, "'home' is a decision point: say which option, as in home == own."),
    (
        "hoem == own",
        1,
        "'hoem' is neither a decision point, an outcome nor a quantity of this pack; did you mean 'home'?",
    ),
    ("passed and xyz", 12, "'xyz' is neither a decision point, an outcome nor a quantity of this pack."),
    ("home == onw", 9, "'onw' is not an option of 'home'; its options are own, shared, folded."),
    ("home in [own, onw]", 15, "'onw' is not an option of 'home'; its options are own, shared, folded."),
    ("home in []", 9, "After 'home in' write a list of options, such as [own]."),
    ("home in [1]", 9, "After 'home in' write a list of options, such as [own]."),
    ("home in own", 9, "'home' is a decision point: compare it with == or != and one option, or with in [..]."),
    ("home == [own]", 9, "'home' is a decision point: compare it with == or != and one option, or with in [..]."),
    ("home <= own", 9, "'home' is a decision point: compare it with == or != and one option, or with in [..]."),
    ("tools not in [any, listed]", 1, "This never holds: it leaves no option of 'tools'."),
    ("home is own", 9, "'home' is a decision point: compare it with == or != and one option, or with in [..]."),
    ("home == own == shared", 1, "Compare two things at a time; join several comparisons with 'and'."),
    ("passed == documented", 1, "'passed' stands alone: write passed or not passed."),
    ("posts", 1, "'posts' is a number: compare it, as in posts <= 0."),
    ("posts in [projects]", 1, "Amounts are compared with ==, !=, <=, >=, < or >."),
    ("1 <= home", 6, "'home' is a decision point: say which option, as in home == own."),
    ("posts <= xyz", 10, "'xyz' is neither a decision point, an outcome nor a quantity of this pack."),
    ("posts <= True", 10, "An amount is a whole number."),
    ("posts <= 9999999999", 10, "A number is 1,000,000,000 at most."),
    (
        "posts <= abs(2)",
        10,
        "An amount is made of whole numbers, quantities, + - *, max(..), min(..) and predicates in brackets.",
    ),
    (
        "max() <= 2",
        1,
        "An amount is made of whole numbers, quantities, + - *, max(..), min(..) and predicates in brackets.",
    ),
    ("posts + 1", 1, "Only comparisons joined by and, or, not are allowed here."),
    ("__import__(home)", 1, "Only comparisons joined by and, or, not are allowed here."),
    ("home in [own, 2nd]", 15, "A word begins with a letter, and a number has no letters."),
    ("home = own", 6, "A single = compares nothing; write ==."),
    ("home == 'own'", 9, "The character ' has no place here; write options without quotes."),
    ('home == "own"', 9, 'The character " has no place here; write options without quotes.'),
    ("passed & documented", 8, "The character & has no place here; write 'and'."),
    ("passed | documented", 8, "The character | has no place here; write 'or'."),
    ("posts / 2 <= 1", 7, "The character / has no place here; amounts are whole numbers and have no division."),
    ("posts <= 1.5", 11, "The character . has no place here; amounts are whole numbers."),
    ("passed # done", 8, "The character # has no place here; a predicate holds no comments."),
    ("passed; passed", 7, "The character ; has no place here; use words, numbers, brackets and comparisons."),
    ("home == öwn", 9, "The character ö has no place here; use words, numbers, brackets and comparisons."),
    (
        "  home == own and",
        17,
        "This cannot be read: check that every word has ==, != or in [..] after it and that brackets are closed.",
    ),
    (
        "(home == own",
        1,
        "This cannot be read: check that every word has ==, != or in [..] after it and that brackets are closed.",
    ),
    ("not " * 70 + "passed", 1, "This nests deeper than 60 levels; name parts of it as quantities, or split the goal."),
    ("passed and " * 500 + "passed", 1, "This is longer than 4,000 characters; split the goal into smaller ones."),
]


@pytest.mark.parametrize(("text", "column", "sentence"), REFUSALS)
def test_what_is_outside_the_language_is_refused_with_a_sentence_and_a_column(
    text: str, column: int, sentence: str
) -> None:
    with pytest.raises(PredicateError) as refusal:
        parse_predicate(text, WORDS)
    assert (refusal.value.sentence, refusal.value.column) == (sentence, column)


def test_columns_count_in_the_text_as_it_was_given() -> None:
    with pytest.raises(PredicateError) as refusal:
        parse_predicate("\n   home == own\n   and tools == anny", WORDS)
    assert refusal.value.column == "\n   home == own\n   and tools == anny".index("anny") + 1


def _column_of_refusal(parse: Callable[[str, Vocabulary], object], text: str) -> int:
    try:
        parse(text, WORDS)
    except PredicateError as refusal:
        return refusal.column
    return 1


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_whatever_makes_the_parser_fail_otherwise(text: str) -> None:
    assert 1 <= _column_of_refusal(parse_predicate, text) <= max(1, len(text))


@settings(deadline=None)
@given(st.text(alphabet="()[]<>=!+-* notandri,_01homewp", max_size=40))
def test_no_text_of_the_languages_own_characters_makes_the_parser_fail_otherwise(text: str) -> None:
    for parse in (parse_predicate, parse_amount):
        assert 1 <= _column_of_refusal(parse, text) <= max(1, len(text))
