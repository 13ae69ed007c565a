"""The one visible registry: subjects, their fields and axes, their actions, the measures that rules may name.

Modules declare; the engine, the pages, the rulebook compiler and the reference read.  A subject is declared once::

    ORDER = Subject("order", zh="订单", model=Order, axes=AXES, fields=FIELDS, title=lambda order: order.number)

    @command("order.ship", zh="订单.发货", on=ORDER, leads={"fulfilment": ("approved", "shipped")}, input=Parcel)
    def ship(orders: Batch[Order, Parcel], act: Act) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.base import ModelState
from pydantic import BaseModel

from dianzhang.kernel.calendar import Calendar
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import (
    ActionWord,
    AxisWord,
    FieldWord,
    FormerWord,
    Kind,
    Lead,
    MeasureWord,
    PostWord,
    SubjectWords,
    Vocabulary,
)

from .personal import bare, journaled_inputs, kept_inputs


@dataclass(frozen=True)
class Field:
    """A field of a subject: its word, where it is kept and how its stored value reads in a formula."""

    name: str
    zh: str
    unit: Unit
    attr: str = ""  # the model's attribute; default: the name
    choices: Mapping[str, str] | None = None
    personal: bool = False
    secret: bool = False
    ours: bool = True
    journal: bool = True  # False: derived or too long for the journal
    default: Any = None  # the value a new record has; a rulebook's examples begin with it
    needs: tuple[str, ...] = ()  # relations that it is read from: asked for at once for many records
    mask: Callable[[Any], str] | None = None  # of a personal field: what those see to whom nothing grants it
    said: Callable[[str], str] | None = None  # what the reader's language calls a value

    @property
    def column(self) -> str:
        return self.attr or self.name

    @property
    def word(self) -> FieldWord:
        return FieldWord(
            self.name, self.zh, self.unit, self.choices, self.personal, self.secret, self.ours, self.default
        )


@dataclass
class Subject:
    """A kind of record that actions happen to.  ``title`` names one record for people."""

    name: str
    zh: str
    model: type[models.Model]
    axes: Sequence[AxisWord] = ()
    fields: Sequence[Field] = ()
    title: Callable[[Any], str] = str
    en: str = ""
    shop_attr: str = "shop_id"  # which attribute holds the shop, if the model has one
    concerned: Callable[[Any], Q] | None = None  # records that concern an actor beyond the reach of their post
    gather: Callable[[Sequence[Any]], None] | None = None  # reads at once what ``open`` will ask of many records
    everybody: bool = False  # whoever works here has its list, with what concerns them in it
    unfinished: Callable[[], Q] | None = None  # records that somebody still has to see to: they can change hands
    hands_on: str = ""  # the action by which they do; default: its own ``X.reassign``
    finds: Sequence[str] = ()  # fields of short text that search finds a record by, spelled in every way
    holds: Mapping[str, str] = field(default_factory=dict)  # fields that hold the number of a record: kind
    # Fields and inputs whose stored value is no words: for a reader and a record what says them, "" for not told.
    spoken: Mapping[str, Callable[[Any, int], Callable[[Any], str]]] = field(default_factory=dict)
    beside: tuple[str, str] | None = None  # attributes that name the record it stands beside: who sees that, sees it
    unsigned: Callable[[str, Any, Any], bool] | None = None  # (event, record, actor): who did it is not told to actor
    outward: Callable[[Any], str] | None = None  # a name of a record that tells nobody outside what it is about
    shared_by: str = ""  # the attribute of the post whose holders all owe what no person is named for
    stake: str = ""  # the field of money that hangs on its deadlines; never one that is kept from somebody
    stake_from: Callable[[Any], tuple[str, int] | None] | None = None  # else the record whose money it takes: kind, id
    former: Sequence[FormerWord] = ()  # words withdrawn, which rulebooks of before may still say
    actions: dict[str, Action] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.en = self.en or self.name.replace("_", " ").capitalize()
        if self.stake and (self.field[self.stake].personal or self.field[self.stake].secret):
            raise ValueError(f"{self.name}: the radar sorts by {self.stake}, which would tell it to everybody")
        subjects[self.name] = self
        for declare in of_every_subject:
            declare(self)

    @cached_property
    def field(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    def stake_of(self, record: Any) -> int | None:
        """The money that hangs on a deadline of this record, in cents; None where there is no value."""
        return getattr(record, self._stake_column, None) if self.stake else None

    @cached_property
    def _stake_column(self) -> str:
        return self.field[self.stake].column

    @cached_property
    def journaled(self) -> tuple[Field, ...]:
        """Fields whose changes the journal keeps: never personal ones."""
        return tuple(f for f in self.fields if f.journal and not f.personal)

    @cached_property
    def journaled_names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.journaled)

    @cached_property
    def unjournaled(self) -> frozenset[str]:
        """Texts that only the record has."""
        return frozenset(f.name for f in self.fields if f.unit is Unit.TEXT and f not in self.journaled)

    @cached_property
    def read_journaled(self) -> Callable[[Any], tuple[Any, ...]]:
        """The stored values of the journaled fields of a record: compared before and after a verb."""
        columns = [f.column for f in self.journaled]
        if len(columns) > 1 and {f.attname for f in self.model._meta.concrete_fields}.issuperset(columns):
            read = itemgetter(*columns)
            return lambda record: read(vars(record))  # past the descriptors of foreign keys
        return lambda record: tuple(getattr(record, column) for column in columns)

    @cached_property
    def read_axes(self) -> Callable[[Any], dict[str, str]]:
        names = self.axis_names
        if len(names) > 1:
            read = attrgetter(*names)
            return lambda record: dict(zip(names, read(record), strict=True))
        return lambda record: {name: getattr(record, name) for name in names}

    @cached_property
    def starts(self) -> dict[str, str]:
        """The state of each axis that a new record has."""
        return {axis.name: axis.start for axis in self.axes}

    @cached_property
    def _blank(self) -> dict[str, Any] | None:
        """What a new record holds; None where some default must be asked for each time."""
        if any(f.has_default() and callable(f.default) for f in self.model._meta.concrete_fields):
            return None
        return {k: v for k, v in vars(self.model()).items() if k != "_state"} | self.starts

    def new_record(self, record_id: int) -> Any:
        """A record to be filled by a creating verb: what ``model()`` gives, many times as fast."""
        if self._blank is None:
            return self.model(id=record_id, **self.starts)
        record = self.model.__new__(self.model)
        vars(record).update(self._blank, id=record_id, _state=ModelState())
        return record

    @cached_property
    def axis_names(self) -> tuple[str, ...]:
        return tuple(axis.name for axis in self.axes)

    @property
    def words(self) -> SubjectWords:
        if self._words is None:
            self._words = SubjectWords(
                self.name,
                self.zh,
                {axis.name: axis for axis in self.axes},
                {f.name: f.word for f in self.fields},
                {action.name: action.word for action in self.actions.values()} | _consequences(self),
                former={word.name: word for word in self.former},
            )
        return self._words

    _words: SubjectWords | None = None


# Who is told at an instant of posts that work in turns: whoever is on.  Of a post that is left out all who hold it are.
on_turn: list[Callable[[Iterable[str], datetime], Mapping[str, tuple[int, ...]]]] = []

of_every_subject: list[Callable[[Subject], None]] = []  # declare what can be done to each of them


def every_subject(declare: Callable[[Subject], None]) -> Callable[[Subject], None]:
    """Declare actions of every subject, of those there are and those to come."""
    for subject in subjects.values():
        declare(subject)
    of_every_subject.append(declare)
    return declare


# What rules themselves make happen to every subject.
CONSEQUENCES = {"overdue": "逾期", "flag": "标记", "correct": "更正", "overtaken": "失效后果"}


def _consequences(subject: Subject) -> dict[str, ActionWord]:
    return {
        f"{subject.name}.{verb}": ActionWord(
            f"{subject.name}.{verb}", f"{subject.zh}.{zh}", subject.name, "consequence"
        )
        for verb, zh in CONSEQUENCES.items()
    }


@dataclass(frozen=True)
class Action:
    """One thing that can happen to a subject: the declaration from which everything else follows."""

    word: ActionWord
    subject: Subject
    verb: Callable[..., None]
    input: type[BaseModel] | None
    en: str
    doc: str
    open: Callable[..., bool] | None = None  # who may, where no access rule can say it (those asked to approve)
    primary: bool = False  # the one thing to do first, where its states allow it
    undo: str | None = None
    begins: Callable[[Any], Mapping[str, Any]] | None = None  # what its form is filled with, from the record
    in_person: bool = False  # only those whom ``open`` names: no right of a post stands in for them
    unfit: Callable[[Any, Any, Any], str] | None = None  # why it cannot be done at all
    consent: Callable[[Any, Any, Any], tuple[int, Any] | None] | None = None  # the gate that a record itself implies
    barred: Callable[[Any, Any], str] | None = None  # why this actor may not, whatever the reach of their post
    declined: str | None = None  # what becomes of the record when the request for this comes to nothing
    beside: bool = False  # it adds beside what others add: that the record changed meanwhile does not matter
    fills: Callable[[Any, Any], Mapping[str, Any]] | None = None  # as ``begins``, for what depends on who asks
    narrows: Callable[[Any], Mapping[str, Sequence[str]]] | None = None  # choices that are left, by what a page carries
    made_by: str = ""  # the action that makes the record on which this is done: the way to it where there is none yet
    unready: Callable[[Any], str] | None = None  # why the record as it is does not allow it, where no axis says so
    gives_up: bool = False  # what was begun comes to nothing: it is never the next step that is suggested
    done_en: str = ""  # what a course of events says in English, where its name would read as an order
    by_hand: bool = False  # an observation that people note too, when they see what nobody told

    @property
    def name(self) -> str:
        return self.word.name

    @property
    def zh(self) -> str:
        return self.word.zh.partition(".")[2]

    @property
    def kind(self) -> Kind:
        return self.word.kind

    @property
    def for_people(self) -> bool:
        """Whether people ask for it: pages offer it to those who may."""
        return self.kind == "command" or self.by_hand

    @cached_property
    def journaled(self) -> tuple[str, ...]:
        return journaled_inputs(self.input)

    @cached_property
    def wished(self) -> tuple[str, ...]:
        """Inputs that become fields of the record which rules may read: a wish is judged by what it would make."""
        return tuple(name for name in kept_inputs(self.input) if name in self.subject.journaled_names)


def taking_back() -> frozenset[str]:
    """Actions that take another back, and those that give up what was begun."""
    return _taking_back(len(actions))


@lru_cache(maxsize=1)
def _taking_back(_known: int) -> frozenset[str]:
    return frozenset(
        {action.undo for action in actions.values() if action.undo}
        | {action.name for action in actions.values() if action.gives_up}
    )


subjects: dict[str, Subject] = {}
actions: dict[str, Action] = {}
measures: dict[str, MeasureWord] = {}
posts: dict[str, PostWord] = {}  # the catalogue of posts that modules ship; the department's own are in the database
calendars: dict[str, str] = {"department": "部门工作时间"}
# calendars of every post, ``roster:service``: the word after a post's name, and how the calendar of a post is made
calendars_of_posts: dict[str, tuple[str, Callable[[str], Calendar]]] = {}
calendars_made: dict[str, Calendar] = {}  # those that a module made itself; others are China's working days
reserved: dict[str, SubjectWords] = {}  # words of modules that are still to come


WindowMeasure = Callable[[Sequence[Any], Sequence[datetime], Sequence[Any]], Sequence[Any]]
windows: dict[str, dict[str, WindowMeasure]] = {}  # subject -> name -> how to read it for several records


def _leads(leads: Mapping[str, tuple[str | Iterable[str], str]] | None) -> dict[str, Lead]:
    found = {}
    for axis, (source, target) in (leads or {}).items():
        sources = frozenset({source}) if isinstance(source, str) else frozenset(source)
        found[axis] = Lead(sources - {"*"}, target)
    return found


def _requires(requires: Mapping[str, str | Iterable[str]] | None) -> dict[str, frozenset[str]]:
    return {
        axis: frozenset({states}) if isinstance(states, str) else frozenset(states)
        for axis, states in (requires or {}).items()
    }


def _declare(kind: Kind, name: str, **given: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    subject: Subject = given["on"]
    model: type[BaseModel] | None = given.get("input")

    def register(verb: Callable[..., None]) -> Callable[..., None]:
        inputs = {n: _input_word(subject, n, model) for n in journaled_inputs(model)}
        word = ActionWord(
            name, given["zh"], subject.name, kind, _leads(given.get("leads")), _requires(given.get("requires")),
            bool(given.get("creates")), inputs, sets=dict(given.get("sets") or {}),
            repeats=frozenset(given.get("repeats") or ()), of_owner=bool(given.get("of_owner")),
        )  # fmt: skip
        action = Action(
            word, subject, verb, model, given.get("en") or name.partition(".")[2].replace("_", " ").capitalize(),
            (verb.__doc__ or "").strip(), given.get("open"), bool(given.get("primary")), given.get("undo"),
            given.get("begins"), bool(given.get("in_person")),
            unfit=given.get("unfit"), consent=given.get("consent"), barred=given.get("barred"),
            declined=given.get("declined"), beside=bool(given.get("beside")), fills=given.get("fills"),
            narrows=given.get("narrows"),
            made_by=given.get("made_by", ""), gives_up=bool(given.get("gives_up")),
            unready=given.get("unready"), done_en=given.get("done_en", ""), by_hand=bool(given.get("by_hand")),
        )  # fmt: skip
        if name in actions or name.partition(".")[2] in CONSEQUENCES:
            raise ValueError(f"the action {name} is declared twice, or is what rules do to every subject")
        actions[name] = subject.actions[name] = action
        subject._words = None
        return verb

    return register


def _input_word(subject: Subject, name: str, model: type[BaseModel] | None) -> FieldWord:
    known = subject.field.get(name)
    if known:
        return known.word
    instant = model is not None and bare(model.model_fields[name].annotation) is datetime
    return FieldWord(name, name, Unit.TIME if instant else Unit.TEXT)


def command(name: str, *, zh: str, on: Subject, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """People ask for it; it may be gated or refused.

    ``leads`` maps an axis to (state or states, state); ``requires`` maps an axis to the states it must be in;
    ``input`` is a pydantic model; ``creates`` makes the record; ``primary`` marks the one thing to do first;
    ``sets`` are values that it always gives to fields (a rulebook's examples rely on them: contacted is true);
    ``open(record, actor)`` says who may where no access rule can (where it creates, the record is still blank);
    ``in_person`` leaves it to those, whatever rights others have; ``barred(record, actor)`` says why someone may not,
    whatever rights they have: nobody judges their own; ``undo`` names the action that takes it back;
    ``begins(record)`` are values that its form is filled with, ``fills(record, actor)`` those that depend on who asks
    (where it creates, instead of a record what the address of the form gives);
    ``narrows(values)`` leaves of an input's choices those that fit what the page carries (a log is no spreadsheet);
    ``repeats`` names events: checks that look at them look at this one too;
    ``beside`` lets several do it at the same time: it adds beside what others add;
    ``unfit(record, data, act)`` says why it cannot be done at all, before anybody is asked to agree;
    ``consent(record, data, opened)`` is a gate that the record itself implies, after the version of a rulebook that it
    stands in; None where none is needed (``opened``: the gates that were opened for it already);
    ``declined`` names the consequence for the record when what was asked for is refused, taken back or void;
    ``made_by`` names the action that makes the record: offered to whoever owes this one and has no record yet;
    ``unready(record)`` says why the record as it is does not allow it, where no axis does: it is not offered then;
    ``gives_up``: what was begun comes to nothing, so it may end a deadline and is never suggested as the next step;
    so is what takes another action back (``undo``);
    ``done_en`` is what a course of events says in English after the name of who did it: "closed it", not "Close".
    """
    return _declare("command", name, zh=zh, on=on, **more)


def observation(
    name: str, *, zh: str, on: Subject, **more: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A platform tells us what is: never refused for the state we believed in.

    ``by_hand``: people note it too, when they see what nobody told; pages offer it as they do a command to those who
    were granted it by name, and one that the states do not allow, or that is ``unready``, is refused to them.
    What is not ``by_hand`` comes from a file or a program only: it would pass every gate and check.
    """
    return _declare("observation", name, zh=zh, on=on, **more)


def consequence(
    name: str, *, zh: str, on: Subject, **more: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Only rules and the engine make it happen."""
    return _declare("consequence", name, zh=zh, on=on, **more)


def window(subject: str, name: str, zh: str, unit: Unit, *, en: str = "") -> Callable[[WindowMeasure], WindowMeasure]:
    """Declare a window measure: ``compute(records, moments, fresh) -> values``, one for each record as of its moment.

    ``fresh`` are the records made earlier in this transaction, which the database does not show yet.
    """

    def register(compute: WindowMeasure) -> WindowMeasure:
        measures[name] = MeasureWord(name, zh, unit, "window", subject, en=en)
        windows.setdefault(subject, {})[name] = compute
        return compute

    return register


def vocabulary(department_posts: Mapping[str, PostWord] | None = None) -> Vocabulary:
    """All words that a rulebook may use now."""
    there = {**posts, **(department_posts or {})}
    of_posts = {
        f"{family}:{code}": f"{post.zh}{zh}"
        for family, (zh, _make) in calendars_of_posts.items()
        for code, post in there.items()
    }
    return Vocabulary(
        {name: subject.words for name, subject in subjects.items()} | reserved,
        dict(measures),
        there,
        calendars | of_posts,
    )
