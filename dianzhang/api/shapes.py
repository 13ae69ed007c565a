"""What the API answers: the same models make the answers and their descriptions in OpenAPI."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from dianzhang.engine.moment import HOME
from dianzhang.engine.outcome import Status

BIGGEST_ID = 2**63 - 1

Instant = Annotated[
    datetime,
    PlainSerializer(lambda at: at.astimezone(HOME).isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Exact = Annotated[
    Decimal,
    PlainSerializer(lambda number: format(number, "f"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
]


class Shape(BaseModel):
    """An answer: every key is always there, "no value" is null."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class Money(Shape):
    """An amount as exact decimal text, in the unit of its currency."""

    amount: Exact
    currency: str


class Named(Shape):
    """A person, unit or shop."""

    id: int
    code: str
    name: str


class Clause(Shape):
    """The clause of the rulebook behind something."""

    id: str
    number: str
    title: str
    rulebook_version: str
    rule: str


class Offer(Shape):
    """An action that you may take.  ``ready`` is false while ``why_not`` holds; ``input`` is a JSON Schema or null."""

    name: str
    label: str
    path: str
    ready: bool
    why_not: str | None
    needs_approval: bool
    clause: Clause | None
    input: dict[str, Any] | None


class Clock(Shape):
    """A deadline: what is owed, by whom, until when, because of which clause."""

    rule: str
    what: str
    state: Literal["running", "resting", "met", "missed", "stopped"]
    owner: str | None
    started_at: Instant
    due_at: Instant | None
    ended_at: Instant | None
    seconds_left: int | None = Field(description="while resting: what is left of the time")
    open: bool
    clause: Clause | None


class Flagged(Shape):
    """A finding of a check; ``holds``: it stops commands until it is released."""

    reason: str
    suggestion: str | None
    holds: bool
    standing: bool
    raised_at: Instant
    clause: Clause | None


class Waiting(Shape):
    """What was asked for and waits for somebody's agreement."""

    approval_id: int
    action: str
    who: str


class Difference(Shape):
    """Where what a platform tells contradicts our record, to be settled by someone."""

    what: str
    ours: str
    theirs: str
    found_at: Instant


class Entry(Shape):
    """A record: its states, and the fields that you may see.

    ``masked``: fields that are kept from you, with the text that stands in their place.
    """

    kind: str
    id: int
    revision: int
    title: str
    url: str = Field(description="its page for people")
    owner: Named | None
    unit: Named | None
    shop: Named | None
    states: dict[str, str]
    fields: dict[str, Any]
    masked: dict[str, str | None]


class Remark(Shape):
    """A note beside a record; of one that was withdrawn ``text`` is null."""

    id: int
    by: Named | None
    at: Instant
    text: str | None


class File(Shape):
    """A file beside a record, and where it is fetched; of one that was withdrawn both are null."""

    id: int
    by: Named | None
    at: Instant
    name: str | None
    kind: str
    size: int
    path: str | None


class TakenIn(Shape):
    """A file that came in.  ``file`` stands for it in the action that takes it, for a day, for whoever sent it."""

    file: str
    name: str
    kind: str
    size: int
    sha256: str


class Record(Entry):
    """A record with what you may do, what is due, what checks found, what waits, and what stands beside it."""

    actions: list[Offer]
    clocks: list[Clock]
    flags: list[Flagged]
    waiting: list[Waiting]
    differences: list[Difference]
    notes: list[Remark]
    attachments: list[File]


class Page(Shape):
    """Some records of a list, and where it goes on; ``create``: actions of yours that make one."""

    items: list[Entry]
    create: list[Offer]
    next: str | None


class Outcome(Shape):
    """What became of one item.  ``errors``: input by input; ``revision``: that of the record now.

    ``shown_once``: a secret that is shown now and never again, not even when the call is repeated with its key.
    """

    id: int | None
    status: Literal[Status, "missing"]
    why: str | None
    revision: int | None
    approval_id: int | None
    errors: dict[str, str]
    shown_once: str | None


class Outcomes(Shape):
    """One outcome for each item, in their order."""

    action: str
    outcomes: list[Outcome]


class About(Shape):
    """The record that an event is about."""

    kind: str
    id: int


class Happened(Shape):
    """An event of the journal.  ``rule`` names the rule that brought it about; null: a fact.

    ``set``: fields that changed, as the record shows them; ``inputs``: what else was given; ``frozen``: figures as they
    were when judged; ``axes``: states that the source told.  What you may not see is left out.
    """

    position: int
    id: int
    kind: str
    subject: About
    occurred_at: Instant
    recorded_at: Instant
    actor: Named | None
    post: str | None
    on_behalf: Named | None
    rule: str | None
    clause: Clause | None
    cause: int | None
    unit: Named | None
    shop: Named | None
    judged: bool
    set: dict[str, Any]
    inputs: dict[str, Any]
    frozen: dict[str, Any]
    axes: dict[str, str]


class Events(Shape):
    """Events in the order of their position.  Ask on ``after`` the ``position`` given here; ``more``: at once."""

    events: list[Happened]
    position: int
    more: bool
    next: str | None


class Number(Shape):
    """One value of a series; ``reason`` says why there is none."""

    key: str
    value: Exact | None
    reason: str | None


class Metric(Shape):
    """A number over days: its definition, its clause, its values."""

    name: str
    unit: str
    definition: str
    clause: Clause | None
    notes: list[str]
    by: Literal["day", "month", "province", "hour"]
    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    values: list[Number]


class Defined(Shape):
    """A number that may be asked for; ``by``: how it is cut, ``path``: where."""

    name: str
    unit: str
    definition: str
    clause: Clause | None
    notes: list[str]
    by: list[Literal["day", "month", "province", "hour"]]
    path: str


class Metrics(Shape):
    """The numbers that there are for you."""

    items: list[Defined]


class Due(Shape):
    """A deadline that you owe, with the record it is about and the actions that would meet it."""

    subject: About
    title: str
    url: str
    clock: Clock
    actions: list[str]


class Asked(Shape):
    """A request that waits for your answer."""

    approval_id: int
    action: str
    title: str
    by: Named | None
    subject: About | None
    asked_at: Instant | None


class OpenTask(Shape):
    """A task of yours that is late or due soon."""

    id: int
    title: str
    due_at: Instant | None
    late: bool
    important: bool


class Question(Shape):
    """A question on a task that waits for your answer."""

    task_id: int
    consultation_id: int
    title: str
    text: str
    by: Named | None
    asked_at: Instant


class Score(Shape):
    """Your score and pay of the running month, as things stand; null where there is no value."""

    period: str
    score: Exact | None
    pay: Money | None


class Today(Shape):
    """What presses today."""

    person: Named | None
    post: str
    posts: list[str]
    day: date
    due: list[Due]
    approvals: list[Asked]
    tasks: list[OpenTask]
    questions: list[Question]
    unread_notices: int
    unacknowledged_rulebooks: int
    score: Score | None


class Problem(BaseModel):
    """Problem details (RFC 9457): what is wrong, where in the request, what to do."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)
    type: str
    title: str
    status: int
    detail: str
    where: str
    advice: str
