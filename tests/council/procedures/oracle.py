"""Counts elections with pref_voting, a library for the study of voting: `python oracle.py < profiles.json`.

A program of its own, because the library takes seconds to import and brings much along that no other test needs. Reads
profiles by name, with options as numbers below `options`; writes the winners of each profile by each method:

- `truncated`: orders of some options each; instant run-off that drops all who tie at the bottom;
- `complete`: orders of all options; instant run-off with every way of breaking ties, and plurality;
- `yes_no`: orders of two options; plurality;
- `ticks`, `points`: numbers by option; approval and the sum of scores.
"""

import json
import os
import sys

os.environ["NUMBA_DISABLE_JIT"] = "1"  # compiling takes longer than counting a few ballots ever will


def main() -> None:
    """Read profiles, write winners."""
    from pref_voting.grade_methods import approval, score_voting
    from pref_voting.grade_profiles import GradeProfile
    from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders, instant_runoff_put
    from pref_voting.profiles import Profile
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.scoring_methods import plurality

    profiles = json.load(sys.stdin)
    options = list(range(profiles["options"]))

    def ranked(ballots: list[list[int]]) -> ProfileWithTies:
        return ProfileWithTies(
            [{each: rank for rank, each in enumerate(order)} for order in ballots], candidates=options
        )

    def graded(ballots: list[dict[str, int]], most: int) -> GradeProfile:
        maps = [{int(option): number for option, number in marks.items()} for marks in ballots]
        return GradeProfile(maps, list(range(most + 1)), candidates=options)

    winners = {
        "truncated": [instant_runoff_for_truncated_linear_orders(ranked(each)) for each in profiles["truncated"]],
        "complete": [instant_runoff_put(Profile(each)) for each in profiles["complete"]],
        "yes_no": [plurality(Profile(each)) for each in profiles["yes_no"]],
        "ticks": [approval(graded(each, 1)) for each in profiles["ticks"]],
        "points": [score_voting(graded(each, 10), ungraded_score=0) for each in profiles["points"]],
    }
    json.dump(winners, sys.stdout, default=int)


if __name__ == "__main__":
    main()
