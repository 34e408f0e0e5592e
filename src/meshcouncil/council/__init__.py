"""The rules of one table's deliberation: pure, typed, standard library only."""
