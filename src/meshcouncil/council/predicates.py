"""The one language in which packs say what a charter must hold: a closed subset of Python expressions, never evaluated by Python.

Text is parsed by the standard library's ``ast`` into the small frozen tree below. Every consumer (judging, bots, analysis)
walks this tree, so that a predicate is written once.

Grammar: ``<decision> == option``, ``!=``, ``in [..]``, ``not in [..]``; ``and``, ``or``, ``not``, parentheses; the outcomes
(``passed``, ``documented``, ...); quantities and whole numbers compared with ``== != <= >= < >``; and in amounts ``+ - *``,
``max(..)``, ``min(..)`` and a predicate in parentheses, which counts 1 when it holds and 0 otherwise.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, assert_never

Comparison = Literal["==", "!=", "<=", ">=", "<", ">"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The decision point stands at one of these options."""

    decision: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that happened to the charter, such as ``passed``."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The operand does not hold."""

    operand: Predicate


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every operand holds."""

    operands: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one operand holds."""

    operands: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two amounts stand in this relation."""

    left: Amount
    relation: Comparison
    right: Amount


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount that the pack defines by name, such as ``n_projects``."""

    name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """1 when the predicate holds, else 0."""

    predicate: Predicate


@dataclass(frozen=True, slots=True)
class Sum:
    """The terms added up."""

    terms: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Left less right."""

    left: Amount
    right: Amount


@dataclass(frozen=True, slots=True)
class Product:
    """Left times right."""

    left: Amount
    right: Amount


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of the terms."""

    terms: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest of the terms."""

    terms: tuple[Amount, ...]


Predicate = Chosen | Outcome | Not | AllOf | AnyOf | Compared
Amount = Number | Quantity | Counted | Sum | Difference | Product | Largest | Smallest


class PredicateError(ValueError):
    """A predicate's text is outside the language; says what is wrong and at which column (from 1)."""

    def __init__(self, sentence: str, column: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.column = column


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a predicate may use: decision points with their options, outcomes, quantities."""

    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outcomes: frozenset[str] = frozenset({"passed", "documented"})
    quantities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a predicate is judged against: every decision point's option, the outcomes, the pack's quantities."""

    choices: Mapping[str, str]
    outcomes: Mapping[str, bool] = field(default_factory=dict)
    quantities: Mapping[str, Amount] = field(default_factory=dict)


def parse_predicate(text: str, vocabulary: Vocabulary) -> Predicate:
    """Read one predicate. Raises PredicateError with a sentence for the author."""
    return _predicate(_tree(text), vocabulary)


def parse_amount(text: str, vocabulary: Vocabulary) -> Amount:
    """Read one whole-number expression. Raises PredicateError with a sentence for the author."""
    return _amount(_tree(text), vocabulary)


def holds(predicate: Predicate, facts: Facts) -> bool:
    """Judge a predicate against the facts."""
    match predicate:
        case Chosen(decision, options):
            return facts.choices[decision] in options
        case Outcome(name):
            return facts.outcomes[name]
        case Not(operand):
            return not holds(operand, facts)
        case AllOf(operands):
            return all(holds(each, facts) for each in operands)
        case AnyOf(operands):
            return any(holds(each, facts) for each in operands)
        case Compared(left, relation, right):
            return _compare(amount(left, facts), relation, amount(right, facts))
        case _:
            assert_never(predicate)


def amount(expression: Amount, facts: Facts) -> int:
    """Compute an amount under the facts, in the pack's own unit."""
    match expression:
        case Number(value):
            return value
        case Quantity(name):
            return amount(facts.quantities[name], facts)
        case Counted(predicate):
            return int(holds(predicate, facts))
        case Sum(terms):
            return sum(amount(term, facts) for term in terms)
        case Difference(left, right):
            return amount(left, facts) - amount(right, facts)
        case Product(left, right):
            return amount(left, facts) * amount(right, facts)
        case Largest(terms):
            return max(amount(term, facts) for term in terms)
        case Smallest(terms):
            return min(amount(term, facts) for term in terms)
        case _:
            assert_never(expression)


def decisions_in(node: Predicate | Amount, quantities: Mapping[str, Amount]) -> frozenset[str]:
    """Name every decision point that the predicate or amount depends on, through quantities too."""
    return frozenset(_decisions(node, quantities))


def atoms_in(predicate: Predicate, *, positive: bool = True) -> Iterator[tuple[Chosen, bool]]:
    """Yield each atom with whether the predicate asks for it (True) or asks for it to fail (False)."""
    match predicate:
        case Chosen():
            yield predicate, positive
        case Not(operand):
            yield from atoms_in(operand, positive=not positive)
        case AllOf(operands) | AnyOf(operands):
            for each in operands:
                yield from atoms_in(each, positive=positive)
        case Outcome() | Compared():
            return
        case _:
            assert_never(predicate)


def _decisions(node: Predicate | Amount, quantities: Mapping[str, Amount]) -> Iterator[str]:
    match node:
        case Chosen(decision):
            yield decision
        case Outcome() | Number():
            return
        case Not(operand) | Counted(operand):
            yield from _decisions(operand, quantities)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _decisions(part, quantities)
        case Sum(terms) | Largest(terms) | Smallest(terms):
            for term in terms:
                yield from _decisions(term, quantities)
        case Compared(left, _, right) | Difference(left, right) | Product(left, right):
            yield from _decisions(left, quantities)
            yield from _decisions(right, quantities)
        case Quantity(name):
            yield from _decisions(quantities[name], quantities)
        case _:
            assert_never(node)


def _compare(left: int, relation: Comparison, right: int) -> bool:
    match relation:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<=":
            return left <= right
        case ">=":
            return left >= right
        case "<":
            return left < right
        case ">":
            return left > right
        case _:
            assert_never(relation)


def _tree(text: str) -> ast.expr:
    if len(text) > 4000:
        raise PredicateError("This predicate is longer than 4,000 characters; split the goal into smaller ones.")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 1
        raise PredicateError(
            "This is not a predicate: check that every word has ==, != or in [..] after it and that brackets are closed.",
            column,
        ) from None


def _predicate(node: ast.expr, words: Vocabulary) -> Predicate:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return AllOf(tuple(_predicate(value, words) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return AnyOf(tuple(_predicate(value, words) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_predicate(operand, words))
        case ast.Name(id=name):
            if name in words.outcomes:
                return Outcome(name)
            raise PredicateError(_unknown(name, words), node.col_offset + 1)
        case ast.Compare(left=left, ops=[relation], comparators=[right]):
            return _comparison(node, left, relation, right, words)
        case ast.Compare():
            raise PredicateError(
                "Compare two things at a time; join several comparisons with 'and'.", node.col_offset + 1
            )
        case _:
            raise PredicateError(
                "Only comparisons joined by and, or, not are allowed in a predicate.", node.col_offset + 1
            )


def _comparison(node: ast.expr, left: ast.expr, relation: ast.cmpop, right: ast.expr, words: Vocabulary) -> Predicate:
    if isinstance(left, ast.Name) and left.id in words.options:
        return _atom(left.id, relation, right, words)
    if isinstance(left, ast.Name) and left.id not in words.quantities:
        raise PredicateError(_unknown(left.id, words), left.col_offset + 1)
    symbol = _RELATIONS.get(type(relation))
    if symbol is None:
        raise PredicateError("Amounts are compared with ==, !=, <=, >=, < or >.", node.col_offset + 1)
    return Compared(_amount(left, words), symbol, _amount(right, words))


_RELATIONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.Gt: ">",
}


def _atom(decision: str, relation: ast.cmpop, right: ast.expr, words: Vocabulary) -> Chosen:
    every = words.options[decision]
    match relation, right:
        case ((ast.Eq() | ast.NotEq()), ast.Name(id=option)):
            named = [(option, right.col_offset)]
        case ((ast.In() | ast.NotIn()), (ast.List(elts=elements) | ast.Tuple(elts=elements))):
            named = [(element.id, element.col_offset) for element in elements if isinstance(element, ast.Name)]
            if len(named) != len(elements) or not named:
                raise PredicateError(f"After '{decision} in' write a list of options, such as [{every[0]}].", 1)
        case _:
            raise PredicateError(
                f"'{decision}' is a decision point: compare it with == or != and one option, or with in [..].",
                right.col_offset + 1,
            )
    for option, offset in named:
        if option not in every:
            raise PredicateError(
                f"'{option}' is not an option of '{decision}'; its options are {', '.join(every)}.", offset + 1
            )
    chosen = frozenset(option for option, _ in named)
    if isinstance(relation, ast.NotEq | ast.NotIn):
        chosen = frozenset(every) - chosen
    return Chosen(decision, chosen)


def _amount(node: ast.expr, words: Vocabulary) -> Amount:
    match node:
        case ast.Constant(value=bool()):
            raise PredicateError("An amount is a whole number.", node.col_offset + 1)
        case ast.Constant(value=int() as value):
            return Number(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return Number(-value)
        case ast.Name(id=name) if name in words.quantities:
            return Quantity(name)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return Sum((_amount(left, words), _amount(right, words)))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return Difference(_amount(left, words), _amount(right, words))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return Product(_amount(left, words), _amount(right, words))
        case ast.Call(func=ast.Name(id="max" | "min" as name), args=[_, *_] as arguments, keywords=[]):
            terms = tuple(_amount(argument, words) for argument in arguments)
            return Largest(terms) if name == "max" else Smallest(terms)
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return Counted(_predicate(node, words))
        case ast.Name(id=name):
            raise PredicateError(_unknown(name, words), node.col_offset + 1)
        case _:
            raise PredicateError(
                "An amount is made of whole numbers, quantities, + - *, max(..), min(..) and predicates in brackets.",
                node.col_offset + 1,
            )


def _unknown(name: str, words: Vocabulary) -> str:
    if name in words.options:
        return f"'{name}' is a decision point: say which option, as in {name} == {words.options[name][0]}."
    near = _nearest(name, [*words.options, *words.outcomes, *words.quantities])
    hint = f"; did you mean '{near}'?" if near else "."
    return f"'{name}' is neither a decision point, an outcome nor a quantity of this pack{hint}"


def _nearest(name: str, candidates: list[str]) -> str | None:
    close = get_close_matches(name, candidates, n=1)
    return close[0] if close else None
