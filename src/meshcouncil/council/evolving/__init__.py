"""What each kind of event adds to a council; ``evolve`` finds the one for an event."""
