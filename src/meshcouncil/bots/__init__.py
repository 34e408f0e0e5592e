"""Bots: strategies that see what a seat sees, choose among what a seat is offered, and speak from what all may know."""
