"""What Mesh Council costs, side by side with the least that could do the same work: ``python -m benchmarks``."""
