"""The rules of the hall: agenda, clock, seating, injects, sidebar, reveal, verdicts. Pure, standard library only."""
