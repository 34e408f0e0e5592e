"""Writes a predicate or an amount back as text that parses to the same meaning, for people who judge and debug."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from meshcouncil.council.predicates import (
    AllOf,
    Amount,
    AnyOf,
    Chosen,
    Compared,
    Counted,
    Difference,
    Largest,
    Not,
    Number,
    Outcome,
    Predicate,
    Product,
    Quantity,
    Smallest,
    Sum,
)


def predicate_text(predicate: Predicate) -> str:
    """Write a predicate in the language of packs."""
    match predicate:
        case Chosen(decision, options) if len(options) == 1:
            return f"{decision} == {next(iter(options))}"
        case Chosen(decision, options):
            return f"{decision} in [{', '.join(sorted(options))}]"
        case Outcome(name):
            return name
        case Not(operand):
            return f"not {_bracketed(operand)}"
        case AllOf(operands):
            return " and ".join(_bracketed(each) for each in operands)
        case AnyOf(operands):
            return " or ".join(_bracketed(each) for each in operands)
        case Compared(left, relation, right):
            return f"{amount_text(left)} {relation} {amount_text(right)}"
        case _:
            assert_never(predicate)


def amount_text(expression: Amount) -> str:
    """Write an amount in the language of packs."""
    match expression:
        case Number(value):
            return str(value)
        case Quantity(name):
            return name
        case Counted(predicate):
            return f"({predicate_text(predicate)})"
        case Sum(terms):
            return " + ".join(_operand(term) for term in terms)
        case Difference(left, right):
            return f"{_operand(left)} - {_operand(right)}"
        case Product(left, right):
            return f"{_operand(left)} * {_operand(right)}"
        case Largest(terms):
            return f"max({_listed(terms)})"
        case Smallest(terms):
            return f"min({_listed(terms)})"
        case _:
            assert_never(expression)


def _bracketed(predicate: Predicate) -> str:
    text = predicate_text(predicate)
    return f"({text})" if isinstance(predicate, AllOf | AnyOf) else text


def _operand(expression: Amount) -> str:
    text = amount_text(expression)
    return f"({text})" if isinstance(expression, Sum | Difference | Product) else text


def _listed(terms: Iterable[Amount]) -> str:
    return ", ".join(amount_text(term) for term in terms)
