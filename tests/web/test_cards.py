"""Cards of motions are kept as long as nothing on them changes: a kept card is the card that would be drawn."""

from random import Random

import pytest

from meshcouncil.council.state import Council
from meshcouncil.council.views import Observer, Seated, view
from meshcouncil.web.cards import forget_cards
from meshcouncil.web.motion_words import motion_words
from meshcouncil.web.templating import environment
from tests.council.builders import small_pack
from tests.laws.council_play import play
from tests.web.samples import amended

VIEWERS = (Seated(1), Seated(5), Observer())


def cards(council: Council) -> list[str]:
    """The motions and the charter as a few viewers see them."""
    words = motion_words(council, view(council, Observer()))
    templates = [environment().get_template(f"fragments/{name}.html") for name in ("motions", "policies")]
    return [
        template.render(view=view(council, viewer), words=words, base=".")
        for viewer in VIEWERS
        for template in templates
    ]


def anew(council: Council) -> list[str]:
    """The same, drawn with nothing kept."""
    forget_cards()
    return cards(council)


@pytest.mark.parametrize("seed", [1, 4])
def test_a_kept_card_is_the_card_that_would_be_drawn(seed: int) -> None:
    moments = [council for _, _, council in play(small_pack(), Random(seed), 70).moments()]
    forget_cards()
    kept = [cards(council) for council in moments]
    assert kept == [anew(council) for council in moments]


def test_while_few_motions_have_ended_all_are_drawn_and_nothing_leads_elsewhere() -> None:
    drawn = anew(amended().state)[0]
    assert drawn.count("motion--closed") == 6
    assert "All motions, in the minutes" not in drawn
