"""Views of live motions are kept while nothing bears on them: what is kept is what the rules would say anew."""

from random import Random

import pytest

from meshcouncil.council.views.motions import fresh_motion_view, motion_view
from tests.council.builders import small_pack
from tests.laws.council_play import all_viewers, play


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_of_a_motion_is_what_it_would_show_anew(seed: int) -> None:
    compared = 0
    for _, _, council in play(small_pack(), Random(seed), 60).moments():
        for motion in council.live_motions:
            for viewer in all_viewers(council):
                assert motion_view(council, motion, viewer) == fresh_motion_view(council, motion, viewer)
                compared += 1
    assert compared > 200
