"""Events keep their whole value on the way to the store and back, and nothing else passes for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshcouncil.application.event_codec import EventCodec, EventUnreadable, Fields, Upcast
from meshcouncil.application.ports import Payload
from meshcouncil.council import events as table_events
from meshcouncil.council.definition import Definition
from meshcouncil.council.matters import SettleDecision
from meshcouncil.gathering import events as hall_events

TABLE: EventCodec[table_events.Event] = EventCodec(table_events.Event)
HALL: EventCodec[hall_events.Event] = EventCodec(hall_events.Event)


# --- Events of this file, one of every form that a field can have -----------------------------------------------------

Person = NewType("Person", str)


class Colour(Enum):
    RED = "red"
    BLUE = 3


@dataclass(frozen=True, slots=True)
class Yes:
    weight: int = 1


@dataclass(frozen=True, slots=True)
class No:
    reason: str


@dataclass(frozen=True, slots=True)
class Both:
    parts: "tuple[Answer, ...]"


Answer = Yes | No | Both


@dataclass(frozen=True, slots=True)
class Even:
    number: int

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError(f"{self.number} is odd")


@dataclass(frozen=True, slots=True)
class Asked:
    person: Person
    answer: Answer
    colours: frozenset[Colour] = frozenset()
    pair: tuple[int, str] = (0, "")
    notes: Mapping[str, int | None] = field(default_factory=dict)
    share: float = 0.5
    mood: Literal["calm", "loud", 1, True] = "calm"
    either: str | int | tuple[str, ...] | None = None
    even: Even | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    sure: bool


Event = Asked | Ended
CODEC: EventCodec[Event] = EventCodec(Event)

WHOLE = Asked(
    person=Person("ada"),
    answer=Both((Yes(2), No("late"), Both(()))),
    colours=frozenset({Colour.RED, Colour.BLUE}),
    pair=(1, "a"),
    notes={"a": 1, "b": None},
    share=0.25,
    mood=True,
    either=("x", "y"),
    even=Even(4),
)
WRITTEN = (
    b'{"person":"ada","answer":{"is":"Both","parts":[{"is":"Yes","weight":2},{"is":"No","reason":"late"},'
    b'{"is":"Both","parts":[]}]},"colours":["red",3],"pair":[1,"a"],"notes":{"a":1,"b":null},"share":0.25,"mood":true,'
    b'"either":["x","y"],"even":{"number":4}}'
)


def test_every_form_of_field_is_written_plainly_and_read_back() -> None:
    assert CODEC.encode(WHOLE) == Payload("Asked", WRITTEN)
    assert CODEC.decode("Asked", WRITTEN) == WHOLE


def test_types_come_back_as_they_were() -> None:
    read = CODEC.decode("Asked", WRITTEN)
    assert isinstance(read, Asked)
    assert [type(value) for value in (read.mood, read.either, read.colours, read.share)] == [
        bool,
        tuple,
        frozenset,
        float,
    ]


def test_a_missing_field_takes_its_default() -> None:
    assert CODEC.decode("Asked", b'{"person":"ada","answer":{"is":"Yes"}}') == Asked(Person("ada"), Yes())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"not json", "its data is not JSON"),
        (b"[" * 100_000, "its data is not JSON"),
        (b'{"sure":"\xff"}', "its data is not JSON"),
        (b"[]", "must be an object, not list"),
        (b"{}", "lacks the field 'sure'"),
        (b'{"sure":true,"extra":1}', "has an unknown field 'extra'"),
        (b'{"sure":1}', "sure must be true or false, not 1"),
        (b'{"sure":null}', "sure must be true or false, not None"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(data: bytes, fault: str) -> None:
    with pytest.raises(EventUnreadable) as refusal:
        CODEC.decode("Ended", data)
    assert str(refusal.value) == f"The event Ended cannot be read: {fault}."


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"person":"ada"', '"person":7', "person must be a text, not 7"),
        ('"is":"No"', '"is":"Maybe"', "answer.parts.1 must say in 'is' which of Both, No, Yes it is"),
        ('"is":"No",', "", "answer.parts.1 must say in 'is' which of Both, No, Yes it is"),
        ('"weight":2', '"weight":2.0', "answer.parts.0.weight must be a whole number, not 2.0"),
        ('"weight":2', '"weight":true', "answer.parts.0.weight must be a whole number, not True"),
        ('["red",3]', '["red","red"]', "colours names the same thing twice"),
        ('["red",3]', '["green"]', "colours.0 must be one of red, 3, not str"),
        ('[1,"a"]', '[1,"a","b"]', "pair must be a list of 2, not list"),
        ('"b":null', '"b":"x"', "notes.b cannot be str"),
        ('"share":0.25', '"share":1e999', "its data is not JSON"),
        ('"mood":true', '"mood":"wild"', "mood must be one of calm, loud, 1, True, not str"),
        ('["x","y"]', "{}", "either cannot be dict"),
        ('{"number":4}', '{"number":5}', "even is no possible Even (5 is odd)"),
    ],
)
def test_a_fault_deep_inside_is_named_by_its_place(old: str, new: str, fault: str) -> None:
    with pytest.raises(EventUnreadable) as refusal:
        CODEC.decode("Asked", WRITTEN.replace(old.encode(), new.encode(), 1))
    assert str(refusal.value) == f"The event Asked cannot be read: {fault}."


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (Ended(1), "sure must be true or false, not 1"),  # type: ignore[arg-type]
        (Asked(Person("ada"), Even(2)), "answer cannot be Even"),  # type: ignore[arg-type]
        (Asked(Person("ada"), Yes(), share=float("nan")), "share must be a finite number, not nan"),
        (Asked(Person("ada"), Yes(), notes={1: 1}), "notes must be a mapping of texts, not dict"),  # type: ignore[dict-item]
        (Asked(Person("ada"), Yes(), colours={Colour.RED}), "colours must be a frozenset, not set"),  # type: ignore[arg-type]
        (Asked(Person("\ud800"), Yes()), "it holds a number or a text that JSON cannot carry"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(event: Event, fault: str) -> None:
    with pytest.raises(EventUnreadable) as refusal:
        CODEC.encode(event)
    assert str(refusal.value) == f"The event {refusal.value.kind} cannot be read: {fault}."


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(EventUnreadable) as refusal:
        CODEC.decode("SomethingElse", b"{}")
    assert str(refusal.value) == (
        "The event SomethingElse cannot be read: this version of the program does not know such an event."
    )
    with pytest.raises(EventUnreadable, match="no such event is declared"):
        CODEC.encode(Yes())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "hint", [bytes, str | Literal["a"], tuple[str, ...] | tuple[int, str], dict[int, str], list[str], object]
)
def test_a_field_that_no_json_can_carry_is_refused_when_the_program_starts(hint: object) -> None:
    odd: type = dataclass(frozen=True)(type("Odd", (), {"__annotations__": {"value": hint}}))
    with pytest.raises(TypeError, match="Events cannot carry"):
        EventCodec(odd)


# --- Old shapes -------------------------------------------------------------------------------------------------------


def with_reason(fields: Fields) -> Fields:
    return {"sure": fields["certain"]}


def renamed(fields: Fields) -> Fields:
    return {"certain": fields.pop("certain"), **fields}


UPCASTERS = {
    ("Finished", 1): Upcast("Ended", 2, renamed),  # before it was called Ended
    ("Ended", 1): Upcast("Ended", 2, lambda _: {"certain": True}),  # before anybody could be unsure
    ("Ended", 2): Upcast("Ended", 3, with_reason),
}
GROWN: EventCodec[Event] = EventCodec(Event, UPCASTERS)


@pytest.mark.parametrize(
    ("kind", "data", "event"),
    [
        ("Ended@3", b'{"sure":false}', Ended(sure=False)),
        ("Ended@2", b'{"certain":false}', Ended(sure=False)),
        ("Ended", b"{}", Ended(sure=True)),
        ("Finished", b'{"certain":false}', Ended(sure=False)),
    ],
)
def test_an_old_shape_is_brought_forward_step_by_step(kind: str, data: bytes, event: Event) -> None:
    assert GROWN.decode(kind, data) == event


def test_a_changed_event_is_written_in_its_newest_version() -> None:
    assert GROWN.encode(Ended(sure=True)) == Payload("Ended@3", b'{"sure":true}')
    assert GROWN.kinds == {"Asked", "Ended@3"}


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        ("Ended@2", b'{"other":false}', "it does not have the fields of its version"),
        ("Ended@2", b"[]", "this version of the program does not know such an event"),
        ("Ended@4", b'{"sure":false}', "this version of the program does not know such an event"),
        ("Ended@x", b'{"sure":false}', "this version of the program does not know such an event"),
        ("Ended@2", b'{"certain":3}', "sure must be true or false, not 3"),
    ],
)
def test_an_old_shape_that_does_not_fit_is_refused(kind: str, data: bytes, fault: str) -> None:
    with pytest.raises(EventUnreadable) as refusal:
        GROWN.decode(kind, data)
    assert str(refusal.value) == f"The event {kind} cannot be read: {fault}."


# --- The real events --------------------------------------------------------------------------------------------------


@given(st.from_type(table_events.Event))  # type: ignore[arg-type]
def test_every_event_of_a_table_comes_back_whole(event: table_events.Event) -> None:
    payload = TABLE.encode(event)
    assert TABLE.decode(payload.kind, payload.data) == event
    assert TABLE.encode(TABLE.decode(payload.kind, payload.data)) == payload


@given(st.from_type(hall_events.Event))  # type: ignore[arg-type]
def test_every_event_of_the_hall_comes_back_whole(event: hall_events.Event) -> None:
    payload = HALL.encode(event)
    assert HALL.decode(payload.kind, payload.data) == event
    assert HALL.encode(HALL.decode(payload.kind, payload.data)) == payload


@given(st.from_type(table_events.Event), st.data())  # type: ignore[arg-type]
def test_a_damaged_event_is_read_whole_or_refused(event: table_events.Event, data: st.DataObject) -> None:
    payload = TABLE.encode(event)
    place = data.draw(st.integers(0, len(payload.data) - 1))
    damaged = payload.data[:place] + data.draw(st.binary(max_size=4)) + payload.data[place + 1 :]
    try:
        read = TABLE.decode(payload.kind, damaged)
    except EventUnreadable:
        return
    assert TABLE.decode(payload.kind, TABLE.encode(read).data) == read


def test_events_are_called_by_the_names_of_their_classes() -> None:
    event = table_events.MotionTabled(
        "m1", 3, SettleDecision("naming", "prefix"), "Clear names help.", second_needed=True
    )
    assert TABLE.encode(event) == Payload(
        "MotionTabled",
        b'{"motion":"m1","seat":3,"matter":{"is":"SettleDecision","decision":"naming","option":"prefix","answer":""},'
        b'"reason":"Clear names help.","second_needed":true}',
    )


def test_a_whole_definition_could_be_carried_too() -> None:
    assert EventCodec(Definition).kinds == {"Definition"}
