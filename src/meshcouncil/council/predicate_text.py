"""Writes a predicate or an amount back as text that parses to the same meaning, for people who judge and debug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

Options = Mapping[str, Sequence[str]]


def predicate_text(predicate: Predicate, options: Options | None = None) -> str:
    """Write a predicate in the language of packs; given the decision points' options, with `!=` where it is shorter."""
    match predicate:
        case Chosen(decision, chosen):
            return _atom_text(decision, chosen, (options or {}).get(decision, ()))
        case Outcome(name):
            return name
        case Not(operand):
            return f"not {_bracketed(operand, options)}"
        case AllOf(operands):
            return " and ".join(_bracketed(each, options) for each in operands)
        case AnyOf(operands):
            return " or ".join(_bracketed(each, options) for each in operands)
        case Compared(left, relation, right):
            return f"{amount_text(left, options)} {relation} {amount_text(right, options)}"
        case _:
            assert_never(predicate)


def amount_text(expression: Amount, options: Options | None = None) -> str:
    """Write an amount in the language of packs."""
    match expression:
        case Number(value):
            return str(value)
        case Quantity(name):
            return name
        case Counted(predicate):
            return f"({predicate_text(predicate, options)})"
        case Sum(terms):
            return " + ".join(_operand(term, options) for term in terms)
        case Difference(left, right):
            return f"{_operand(left, options)} - {_operand(right, options)}"
        case Product(left, right):
            return f"{_operand(left, options)} * {_operand(right, options)}"
        case Largest(terms):
            return f"max({_listed(terms, options)})"
        case Smallest(terms):
            return f"min({_listed(terms, options)})"
        case _:
            assert_never(expression)


def _atom_text(decision: str, chosen: frozenset[str], every: Sequence[str]) -> str:
    wanted = [option for option in every if option in chosen] or sorted(chosen)
    unwanted = [option for option in every if option not in chosen]
    if 0 < len(unwanted) < len(wanted):
        return f"{decision} != {unwanted[0]}" if len(unwanted) == 1 else f"{decision} not in [{', '.join(unwanted)}]"
    return f"{decision} == {wanted[0]}" if len(wanted) == 1 else f"{decision} in [{', '.join(wanted)}]"


def _bracketed(predicate: Predicate, options: Options | None) -> str:
    text = predicate_text(predicate, options)
    return f"({text})" if isinstance(predicate, AllOf | AnyOf) else text


def _operand(expression: Amount, options: Options | None) -> str:
    text = amount_text(expression, options)
    return f"({text})" if isinstance(expression, Sum | Difference | Product) else text


def _listed(terms: Iterable[Amount], options: Options | None) -> str:
    return ", ".join(amount_text(term, options) for term in terms)
