"""Laws of comparing two wordings and merging three."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshcouncil.council.rules.wordings import WHOLE, Run, diff, reach, rebase, rebase_items

WORDS = st.text(alphabet="abc., \n", max_size=60)


@given(WORDS, WORDS)
def test_a_diff_has_both_texts_in_it(before: str, after: str) -> None:
    runs = diff(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after
    assert all(one.kind != other.kind for one, other in pairwise(runs))


@given(WORDS, WORDS)
def test_reach_is_a_share_and_nothing_only_of_nothing(before: str, after: str) -> None:
    assert 0 <= reach(before, after) <= WHOLE
    assert (reach(before, after) == 0) == (before == after)


@given(WORDS, WORDS)
def test_rebasing_on_what_did_not_change_is_the_wish_and_wishing_nothing_is_what_changed(base: str, other: str) -> None:
    assert rebase(base, base, other) == other
    assert rebase(base, other, base) == other
    assert rebase(base, other, other) == other


@given(WORDS, WORDS, WORDS)
def test_a_merge_is_the_same_from_either_side(base: str, one: str, other: str) -> None:
    assert rebase(base, one, other) == rebase(base, other, one)


CHANGES = st.lists(st.sampled_from(("keep", "keep", "mine", "theirs")), min_size=1, max_size=12)


@given(CHANGES)
def test_edits_of_different_words_are_all_kept(changes: list[str]) -> None:
    """Each word that one side changes has an untouched word behind it: no edit meets another."""
    base = [word for number in range(len(changes)) for word in (f"w{number}", f"rest{number}")]

    def with_edits(*sides: str) -> list[str]:
        words = list(base)
        for number, side in enumerate(changes):
            if side in sides:
                words[2 * number] = f"{side}{number}"
        return words

    merged = rebase_items(base, with_edits("mine"), with_edits("theirs"))
    assert merged == tuple(with_edits("mine", "theirs"))


@given(st.integers(0, 9), st.text("xy", min_size=1, max_size=3), st.text("zq", min_size=1, max_size=3))
def test_two_changes_of_one_word_do_not_fit(place: int, mine: str, theirs: str) -> None:
    words = [f"w{number}" for number in range(10)]

    def changed(word: str) -> str:
        return " ".join([*words[:place], word, *words[place + 1 :]])

    assert rebase(" ".join(words), changed(mine), changed(theirs)) is None


def test_a_sentence_added_at_the_end_is_an_addition_and_nothing_else() -> None:
    assert diff("Every team has one owner.", "Every team has two owners. It is known. They answer.") == (
        Run("kept", "Every team has "),
        Run("removed", "one owner"),
        Run("added", "two owners. It is known. They answer"),
        Run("kept", "."),
    )
    assert diff("Every team has one owner.", "Every team has one owner. They answer.") == (
        Run("kept", "Every team has one owner."),
        Run("added", " They answer."),
    )
    assert diff("One. Two. Three.", "One. Three.") == (
        Run("kept", "One."),
        Run("removed", " Two."),
        Run("kept", " Three."),
    )


def test_a_paragraph_changed_at_both_ends_merges_with_one_put_between() -> None:
    base = "Owners answer within a day.\n\nTests run every night."
    mine = "Owners answer within two days.\n\nTests run every night."
    theirs = "Owners answer within a day.\n\nNobody is blamed.\n\nTests run every night."
    assert rebase(base, mine, theirs) == "Owners answer within two days.\n\nNobody is blamed.\n\nTests run every night."


@pytest.mark.parametrize("vocabulary", [1, 2, 3, 20, 300, 5_000])
def test_no_text_takes_long(vocabulary: int) -> None:
    """Two texts as long as policies may be, made to be hard to compare."""
    one = " ".join(f"{number * number % 7_919 % vocabulary}" for number in range(2_500))[:8_000]
    other = " ".join(f"{number * (number + 3) % 7_907 % vocabulary}" for number in range(2_400))[:8_000]
    began = perf_counter()
    diff(one, other)
    assert perf_counter() - began < 1
