"""The one language in which packs say what a charter must hold: a closed subset of Python, never evaluated by Python.

Text is parsed by the standard library's ``ast`` into the small frozen tree below. Every consumer (judging, bots,
analysis) walks this tree, so that a predicate is written once.

Grammar: ``<decision> == option``, ``!=``, ``in [..]``, ``not in [..]``; ``and``, ``or``, ``not``, parentheses; the
outcomes (``passed``, ``documented``, ...); quantities and whole numbers compared with ``== != <= >= < >``; and in
amounts ``+ - *``, ``max(..)``, ``min(..)`` and a predicate in brackets, which counts 1 when it holds and 0 otherwise.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, assert_never

MAX_LENGTH = 4_000
MAX_DEPTH = 60  # far below Python's own limit, so that no consumer of the tree ever meets it
MAX_NUMBER = 1_000_000_000

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


def quantities_in(node: Predicate | Amount) -> frozenset[str]:
    """Name the quantities that the predicate or amount itself mentions."""
    return frozenset(part.name for part in parts_of(node) if isinstance(part, Quantity))


def parts_of(node: Predicate | Amount) -> Iterator[Predicate | Amount]:
    """Yield the node and every part of it, without looking into the quantities it mentions."""
    yield node
    match node:
        case Chosen() | Outcome() | Number() | Quantity():
            return
        case Not(operand) | Counted(operand):
            yield from parts_of(operand)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_of(part)
        case Sum(terms) | Largest(terms) | Smallest(terms):
            for term in terms:
                yield from parts_of(term)
        case Compared(left, _, right) | Difference(left, right) | Product(left, right):
            yield from parts_of(left)
            yield from parts_of(right)
        case _:
            assert_never(node)


def _decisions(node: Predicate | Amount, quantities: Mapping[str, Amount]) -> Iterator[str]:
    for part in parts_of(node):
        if isinstance(part, Chosen):
            yield part.decision
        elif isinstance(part, Quantity):
            yield from _decisions(quantities[part.name], quantities)


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


_ALLOWED = re.compile(r"[A-Za-z0-9_\s()\[\],=!<>+*-]")
_LONE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_NUMBERED_WORD = re.compile(r"(?<![A-Za-z0-9_])[0-9]+[A-Za-z_]")
_HINTS = {
    "'": "write options without quotes",
    '"': "write options without quotes",
    "&": "write 'and'",
    "|": "write 'or'",
    "/": "amounts are whole numbers and have no division",
    ".": "amounts are whole numbers",
    "#": "a predicate holds no comments",
}


def _tree(text: str) -> ast.expr:
    """Parse text with Python's grammar. Columns in errors count from 1 in the text as it was given."""
    _refuse_foreign_text(text)
    spaced = re.sub(r"\s", " ", text)  # one for one, so that columns stay true when the text has several lines
    indent = len(spaced) - len(spaced.lstrip())
    try:
        tree: ast.expr = ast.parse(spaced.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise PredicateError(
            "This cannot be read: check that every word has ==, != or in [..] after it and that brackets are closed.",
            min(indent + (getattr(error, "offset", None) or len(text)), len(text)),  # no offset: the end is missing
        ) from None
    for node in _within_depth(tree):
        if isinstance(node, ast.expr):
            node.col_offset += indent
    return tree


def _refuse_foreign_text(text: str) -> None:
    if not text.strip():
        raise PredicateError("There is nothing here; write a predicate such as <decision> == <option>.")
    if len(text) > MAX_LENGTH:
        raise PredicateError(f"This is longer than {MAX_LENGTH:,} characters; split the goal into smaller ones.")
    for position, letter in enumerate(text):
        if not _ALLOWED.match(letter) or (ord(letter) > 127):
            hint = _HINTS.get(letter, "use words, numbers, brackets and comparisons")
            raise PredicateError(f"The character {letter} has no place here; {hint}.", position + 1)
    lone = _LONE_EQUALS.search(text)
    if lone:
        raise PredicateError("A single = compares nothing; write ==.", lone.start() + 1)
    numbered = _NUMBERED_WORD.search(text)
    if numbered:
        raise PredicateError("A word begins with a letter, and a number has no letters.", numbered.start() + 1)


def _within_depth(tree: ast.expr) -> Iterator[ast.AST]:
    """Yield every node; refuse a tree that nests too deep for those who walk it by recursion."""
    level: list[ast.AST] = [tree]
    for _ in range(MAX_DEPTH):
        yield from level
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise PredicateError(
        f"This nests deeper than {MAX_DEPTH} levels; name parts of it as quantities, or split the goal."
    )


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
            if name in words.quantities:
                raise PredicateError(f"'{name}' is a number: compare it, as in {name} <= 0.", _column(node))
            raise PredicateError(_unknown(name, words), _column(node))
        case ast.Compare(left=left, ops=[relation], comparators=[right]):
            return _comparison(node, left, relation, right, words)
        case ast.Compare():
            raise PredicateError("Compare two things at a time; join several comparisons with 'and'.", _column(node))
        case _:
            raise PredicateError("Only comparisons joined by and, or, not are allowed here.", _column(node))


def _comparison(node: ast.expr, left: ast.expr, relation: ast.cmpop, right: ast.expr, words: Vocabulary) -> Predicate:
    if isinstance(left, ast.Name):
        if left.id in words.options:
            return _atom(left, relation, right, words)
        if left.id in words.outcomes:
            sentence = f"'{left.id}' stands alone: write {left.id} or not {left.id}."
            raise PredicateError(sentence, _column(left))
        if left.id not in words.quantities:
            raise PredicateError(_unknown(left.id, words), _column(left))
    symbol = _RELATIONS.get(type(relation))
    if symbol is None:
        raise PredicateError("Amounts are compared with ==, !=, <=, >=, < or >.", _column(node))
    return Compared(_amount(left, words), symbol, _amount(right, words))


_RELATIONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.Gt: ">",
}


def _atom(left: ast.Name, relation: ast.cmpop, right: ast.expr, words: Vocabulary) -> Chosen:
    decision = left.id
    every = words.options[decision]
    named = _options_named(decision, relation, right, every)
    for option in named:
        if option.id not in every:
            sentence = f"'{option.id}' is not an option of '{decision}'; its options are {', '.join(every)}."
            raise PredicateError(sentence, _column(option))
    chosen = frozenset(option.id for option in named)
    if isinstance(relation, ast.NotEq | ast.NotIn):
        chosen = frozenset(every) - chosen
    if not chosen:
        raise PredicateError(f"This never holds: it leaves no option of '{decision}'.", _column(left))
    return Chosen(decision, chosen)


def _options_named(decision: str, relation: ast.cmpop, right: ast.expr, every: tuple[str, ...]) -> list[ast.Name]:
    match relation, right:
        case ((ast.Eq() | ast.NotEq()), ast.Name()):
            return [right]
        case ((ast.In() | ast.NotIn()), (ast.List(elts=elements) | ast.Tuple(elts=elements))):
            named = [element for element in elements if isinstance(element, ast.Name)]
            if named and len(named) == len(elements):
                return named
            example = every[0] if every else "option"
            raise PredicateError(f"After '{decision} in' write a list of options, such as [{example}].", _column(right))
        case _:
            raise PredicateError(
                f"'{decision}' is a decision point: compare it with == or != and one option, or with in [..].",
                _column(right),
            )


def _amount(node: ast.expr, words: Vocabulary) -> Amount:
    match node:
        case ast.Constant(value=bool()):
            raise PredicateError("An amount is a whole number.", _column(node))
        case ast.Constant(value=int() as value):
            return _number(value, node)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return _number(-value, node)
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
            if name in words.outcomes:
                return Counted(Outcome(name))
            raise PredicateError(_unknown(name, words), _column(node))
        case _:
            raise PredicateError(
                "An amount is made of whole numbers, quantities, + - *, max(..), min(..) and predicates in brackets.",
                _column(node),
            )


def _number(value: int, node: ast.expr) -> Number:
    if abs(value) > MAX_NUMBER:
        raise PredicateError(f"A number is {MAX_NUMBER:,} at most.", _column(node))
    return Number(value)


def _column(node: ast.expr) -> int:
    return node.col_offset + 1


def _unknown(name: str, words: Vocabulary) -> str:
    if name in words.options:
        example = words.options[name][0] if words.options[name] else "option"
        return f"'{name}' is a decision point: say which option, as in {name} == {example}."
    near = get_close_matches(name, [*words.options, *words.outcomes, *words.quantities], n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    return f"'{name}' is neither a decision point, an outcome nor a quantity of this pack{hint}"
