"""Mesh Council: play, rehearse and hold the council that governs a data mesh."""

__version__ = "0.2.0"
