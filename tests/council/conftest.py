"""Packs to sit over."""

import pytest

from meshcouncil.council.definition import Definition
from tests.council import builders


@pytest.fixture(scope="session")
def rainbow_road() -> Definition:
    """The shipped pack of ten seats."""
    return builders.rainbow_road()
