"""Events to JSON and back, driven by their type hints alone, so that the pure rules need no serialisation library.

A dataclass becomes an object of its fields in their order; where a hint allows several dataclasses, the key ``is``
names which one (no field can be called ``is``). Both ways are strict: what does not fit its hint is refused, also
when writing, because an event that cannot be read back would lock its gathering for ever. A missing field takes its
default, so a new field with a default needs no upcaster; every other change of shape does.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass
from enum import Enum
from operator import attrgetter
from typing import Any, Generic, Literal, NamedTuple, TypeVar, Union

import msgspec

from meshcouncil.application.ports import Payload

E = TypeVar("E")
Convert = Callable[[Any], Any]
Fields = dict[str, Any]

TAG = "is"
_VERSION_MARK = "@"


class EventUnreadable(ValueError):
    """An event does not fit its declaration; the message is one sentence that names the event and the place."""

    def __init__(self, kind: str, fault: str) -> None:
        super().__init__(f"The event {kind} cannot be read: {fault}.")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Upcast:
    """What an old shape becomes: the kind and version it turns into, and the change of its fields."""

    kind: str
    version: int
    change: Callable[[Fields], Fields]


Upcasters = Mapping[tuple[str, int], Upcast]


class EventCodec(Generic[E]):
    """Writes and reads the events of one union. A kind is the name of an event's class; later shapes are ``Name@2``."""

    def __init__(self, union: object, upcasters: Upcasters | None = None) -> None:
        hints = _Hints()
        self._upcasters = dict(upcasters or {})
        self._writers: dict[type, tuple[str, Convert]] = {}
        self._readers: dict[str, Convert] = {}
        for cls in _members(union):
            kind = _mark(cls.__name__, self._current_version(cls.__name__))
            self._writers[cls], self._readers[kind] = (kind, hints.of(cls).write), hints.of(cls).read

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds this codec writes today."""
        return frozenset(self._readers)

    def encode(self, event: E) -> Payload:
        """Write an event as a kind and JSON; the same event gives the same bytes. Raises EventUnreadable."""
        try:
            kind, write = self._writers[type(event)]
        except KeyError:
            raise EventUnreadable(type(event).__name__, "no such event is declared") from None
        try:
            return Payload(kind, msgspec.json.encode(write(event)))
        except _Misfit as misfit:
            raise EventUnreadable(kind, str(misfit)) from None
        except (OverflowError, UnicodeEncodeError):
            raise EventUnreadable(kind, "it holds a number or a text that JSON cannot carry") from None

    def decode(self, kind: str, data: bytes) -> E:
        """Read an event back, through its upcasters if its shape is an old one. Raises EventUnreadable."""
        try:
            fields = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise EventUnreadable(kind, "its data is not JSON") from None
        read = self._readers.get(kind)
        try:
            if read is None:
                read, fields = self._modernised(kind, fields)
            return typing.cast(E, read(fields))
        except _Misfit as misfit:
            raise EventUnreadable(kind, str(misfit)) from None

    def _modernised(self, kind: str, fields: Any) -> tuple[Convert, Fields]:
        name, version = _unmark(kind)
        while (name, version) in self._upcasters and isinstance(fields, dict):
            step = self._upcasters[name, version]
            name, version = step.kind, step.version
            try:
                fields = step.change(fields)
            except (KeyError, TypeError, ValueError):
                raise _Misfit("it does not have the fields of its version") from None
        read = self._readers.get(_mark(name, version))
        if read is None:
            raise _Misfit("this version of the program does not know such an event")
        return read, fields

    def _current_version(self, name: str) -> int:
        return max((step.version for step in self._upcasters.values() if step.kind == name), default=1)


def _mark(name: str, version: int) -> str:
    return name if version == 1 else f"{name}{_VERSION_MARK}{version}"


def _unmark(kind: str) -> tuple[str, int]:
    name, _, version = kind.partition(_VERSION_MARK)
    return (name, int(version)) if version.isdecimal() and version.isascii() else (kind, 1)


# --- From a type hint to a pair of functions -------------------------------------------------------------------------


class _Misfit(Exception):
    """A value does not fit its hint; the place is put in front on the way up."""

    def __init__(self, fault: str, *place: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.place = place

    def at(self, step: str) -> _Misfit:
        return _Misfit(self.fault, step, *self.place)

    def __str__(self) -> str:
        return f"{'.'.join(self.place)} {self.fault}" if self.place else self.fault


class _Pair(NamedTuple):
    """How values of one hint are written and read; `json` names the shapes they have in JSON."""

    write: Convert
    read: Convert
    json: frozenset[type]


class _Hints:
    """Builds a pair for every hint it is asked for, each dataclass once, so that types may contain themselves."""

    def __init__(self) -> None:
        self._classes: dict[type, _Pair] = {}

    def of(self, hint: Any) -> _Pair:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint in _PLAIN:
            return _PLAIN[hint]
        if isinstance(hint, typing.NewType):
            return self.of(hint.__supertype__)
        if origin is Literal:
            return _one_of([(value, value) for value in arguments])
        if origin in (Union, types.UnionType):
            return self._union(_members(hint))
        if origin in (tuple, frozenset) and (origin is frozenset or arguments[-1:] == (Ellipsis,)):
            return self._many(origin, arguments[0])
        if origin is tuple:
            return self._row(arguments)
        if isinstance(origin, type) and issubclass(origin, Mapping) and arguments[0] is str:
            return self._mapping(arguments[1])
        if isinstance(hint, type) and issubclass(hint, Enum):
            return _one_of([(member.value, member) for member in hint])
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self._dataclass(hint)
        raise TypeError(f"Events cannot carry {hint}: the codec knows no way to write it.")

    def _dataclass(self, cls: type) -> _Pair:
        if cls not in self._classes:

            def write(value: Any) -> Any:
                return self._classes[cls].write(value)

            def read(value: Any) -> Any:
                return self._classes[cls].read(value)

            # Stands in while the fields of the class itself are looked at.
            self._classes[cls] = _Pair(write, read, frozenset({dict}))
            self._classes[cls] = self._record(cls)
        return self._classes[cls]

    def _record(self, cls: type) -> _Pair:
        hints = typing.get_type_hints(cls)
        fields = {field.name: field for field in dataclasses.fields(cls) if field.init}
        pairs = {name: self.of(hints[name]) for name in fields}
        optional = {
            name
            for name, field in fields.items()
            if field.default is not MISSING or field.default_factory is not MISSING
        }
        write = _record_writer(cls, {name: pair.write for name, pair in pairs.items()})
        read = _record_reader(cls, {name: pair.read for name, pair in pairs.items()}, optional)
        return _Pair(write, read, frozenset({dict}))

    def _union(self, members: tuple[Any, ...]) -> _Pair:
        classes: list[Any] = [member for member in members if dataclasses.is_dataclass(member)]
        tagged = len(classes) > 1
        pairs = [self.of(member) for member in members if not (tagged and member in classes)]
        if tagged:
            pairs.append(self._tagged(classes))
        readers: dict[type, Convert] = {}
        writers: dict[type, Convert] = {}
        for pair in pairs:
            for shape in pair.json:
                if shape in readers:
                    raise TypeError(f"Events cannot carry {members}: two of them look alike in JSON.")
                readers[shape] = pair.read
        for member in members:
            pair = pairs[-1] if tagged and member in classes else self.of(member)
            for python in _python_types(member):
                writers[python] = pair.write

        def write(value: Any) -> Any:
            convert = writers.get(type(value))
            if convert is None:
                raise _Misfit(f"cannot be {_described(value)}")
            return convert(value)

        def read(value: Any) -> Any:
            convert = readers.get(type(value))
            if convert is None:
                raise _Misfit(f"cannot be {_described(value)}")
            return convert(value)

        return _Pair(write, read, frozenset(readers))

    def _tagged(self, classes: list[type]) -> _Pair:
        pairs = {cls: self.of(cls) for cls in classes}
        by_name = {cls.__name__: pairs[cls].read for cls in classes}
        if len(by_name) != len(classes):
            raise TypeError(f"Events cannot carry {classes}: two of them have one name.")

        def write(value: Any) -> Fields:
            cls = type(value)
            return {TAG: cls.__name__, **pairs[cls].write(value)}

        def read(value: Fields) -> Any:
            name = value.get(TAG)
            convert = by_name.get(name) if isinstance(name, str) else None
            if convert is None:
                raise _Misfit(f"must say in {TAG!r} which of {', '.join(sorted(by_name))} it is")
            return convert({key: each for key, each in value.items() if key != TAG})

        return _Pair(write, read, frozenset({dict}))

    def _many(self, collection: type[tuple[Any, ...]] | type[frozenset[Any]], hint: Any) -> _Pair:
        item = self.of(hint)

        def write(value: Any) -> list[Any]:
            if type(value) is not collection:
                raise _Misfit(f"must be a {collection.__name__}, not {_described(value)}")
            written = [item.write(each) for each in value]
            return sorted(written, key=msgspec.json.encode) if collection is frozenset else written

        def read(value: Any) -> Any:
            if type(value) is not list:
                raise _Misfit(f"must be a list, not {_described(value)}")
            whole = collection([_at(str(place), item.read, each) for place, each in enumerate(value)])
            if len(whole) != len(value):
                raise _Misfit("names the same thing twice")
            return whole

        return _Pair(write, read, frozenset({list}))

    def _row(self, hints: tuple[Any, ...]) -> _Pair:
        items = [self.of(hint) for hint in hints]

        def write(value: Any) -> list[Any]:
            if type(value) is not tuple or len(value) != len(items):
                raise _Misfit(f"must be a row of {len(items)}, not {_described(value)}")
            return [item.write(each) for item, each in zip(items, value, strict=True)]

        def read(value: Any) -> tuple[Any, ...]:
            if type(value) is not list or len(value) != len(items):
                raise _Misfit(f"must be a list of {len(items)}, not {_described(value)}")
            return tuple(_at(str(place), item.read, value[place]) for place, item in enumerate(items))

        return _Pair(write, read, frozenset({list}))

    def _mapping(self, hint: Any) -> _Pair:
        item = self.of(hint)

        def write(value: Any) -> Fields:
            if not isinstance(value, Mapping) or any(type(key) is not str for key in value):
                raise _Misfit(f"must be a mapping of texts, not {_described(value)}")
            return {key: _at(key, item.write, each) for key, each in value.items()}

        def read(value: Any) -> Fields:
            if type(value) is not dict:
                raise _Misfit(f"must be an object, not {_described(value)}")
            return {key: _at(key, item.read, each) for key, each in value.items()}

        return _Pair(write, read, frozenset({dict}))


def _record_writer(cls: type, converters: Mapping[str, Convert]) -> Convert:
    fields = [(name, convert, attrgetter(name)) for name, convert in converters.items()]

    def write(value: Any) -> Fields:
        if type(value) is not cls:
            raise _Misfit(f"must be {cls.__name__}, not {_described(value)}")
        try:
            return {name: convert(get(value)) for name, convert, get in fields}
        except _Misfit:  # again, slowly, to say where
            return {name: _at(name, convert, get(value)) for name, convert, get in fields}

    return write


def _record_reader(cls: type, converters: Mapping[str, Convert], optional: set[str]) -> Convert:
    fields = list(converters.items())

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise _Misfit(f"must be an object, not {_described(value)}")
        try:
            arguments = {name: convert(value[name]) for name, convert in fields}
        except (KeyError, _Misfit):
            arguments = read_carefully(value)
        if len(arguments) < len(value):
            arguments = read_carefully(value)
        try:
            return cls(**arguments)
        except (TypeError, ValueError) as fault:  # the class has rules of its own
            raise _Misfit(f"is no possible {cls.__name__} ({fault})") from None

    def read_carefully(value: Fields) -> Fields:
        """The same for what does not simply fit: defaults for missing fields, and the place of the fault."""
        for name in value:
            if name not in converters:
                raise _Misfit(f"has an unknown field {name[:40]!r}")
        for name in converters:
            if name not in value and name not in optional:
                raise _Misfit(f"lacks the field {name!r}")
        return {name: _at(name, convert, value[name]) for name, convert in fields if name in value}

    return read


def _plain(expected: type, called: str) -> _Pair:
    def same(value: Any) -> Any:
        if type(value) is not expected:
            raise _Misfit(f"must be {called}, not {_described(value)}")
        return value

    return _Pair(same, same, frozenset({expected}))


def _finite(value: Any) -> float:
    if type(value) not in (float, int) or not math.isfinite(value):
        raise _Misfit(f"must be a finite number, not {_described(value)}")
    return float(value)


def _one_of(choices: Sequence[tuple[Any, Any]]) -> _Pair:
    """A closed choice, written as its plain value. Values are told apart by type too, for True equals 1 in Python."""
    known = {(type(plain), plain): value for plain, value in choices}
    written = {(type(value), value): plain for plain, value in choices}
    names = ", ".join(str(plain) for plain, _ in choices)

    def chosen(table: Mapping[Any, Any]) -> Convert:
        def convert(value: Any) -> Any:
            try:
                return table[type(value), value]
            except (KeyError, TypeError):
                raise _Misfit(f"must be one of {names}, not {_described(value)}") from None

        return convert

    return _Pair(chosen(written), chosen(known), frozenset(type(plain) for plain, _ in choices))


_PLAIN: dict[Any, _Pair] = {
    str: _plain(str, "a text"),
    int: _plain(int, "a whole number"),
    bool: _plain(bool, "true or false"),
    float: _Pair(_finite, _finite, frozenset({float, int})),
    type(None): _plain(type(None), "nothing"),
}


def _members(union: Any) -> tuple[Any, ...]:
    return typing.get_args(union) if typing.get_origin(union) in (Union, types.UnionType) else (union,)


def _python_types(hint: Any) -> set[type]:
    """The Python types that values of a hint have."""
    origin = typing.get_origin(hint)
    if origin is Literal:
        return {type(value) for value in typing.get_args(hint)}
    if isinstance(hint, typing.NewType):
        return _python_types(hint.__supertype__)
    if hint is float:
        return {float, int}
    if isinstance(origin, type):
        return {dict, types.MappingProxyType} if issubclass(origin, Mapping) else {origin}
    return {hint}


def _at(place: str, convert: Convert, value: Any) -> Any:
    try:
        return convert(value)
    except _Misfit as misfit:
        raise misfit.at(place) from None


def _described(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, bool | int | float) else type(value).__name__
