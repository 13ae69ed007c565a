"""What a compiled rulebook is made of: plain values, no behaviour, no Django.

The compiler (``kernel.rulebook``) makes them, the fold, the scoring and the engine read them.
All names are canonical English names of the vocabulary; posts are post codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Protocol

from .formula.questions import Question
from .units import Span, Unit


class Kind(StrEnum):
    ACCESS = "access"
    GATE = "gate"
    CHECK = "check"
    DEADLINE = "deadline"
    DUTY = "duty"
    PLAN = "plan"
    COVERAGE = "coverage"
    BRIEFING = "briefing"
    ALARM = "alarm"
    REPORT = "report"
    METRIC = "metric"
    SCORECARD = "scorecard"
    PAY = "pay"
    CONSEQUENCE = "consequence"


KIND_ZH: dict[Kind, str] = {
    Kind.ACCESS: "权限", Kind.GATE: "审批", Kind.CHECK: "检查", Kind.DEADLINE: "期限", Kind.DUTY: "例行",
    Kind.PLAN: "倒排", Kind.COVERAGE: "值守", Kind.BRIEFING: "早报", Kind.ALARM: "报警", Kind.REPORT: "报告",
    Kind.METRIC: "指标",
    Kind.SCORECARD: "考核", Kind.PAY: "薪酬", Kind.CONSEQUENCE: "奖惩",
}  # fmt: skip

REACHES = ("own", "group", "unit", "all")
Reach = Literal["own", "group", "unit", "all"]
OWNER = "@owner"  # 经办人: the subject's owner, in place of a post code
SUPERIOR = "@superior"  # 直属上级: the post above that of whoever asks, in place of an approver's post code
Manner = Literal["in_order", "together", "any", "share"]


class Condition(Protocol):
    """What the rules need of a formula; ``kernel.formula.Formula`` has more."""

    @property
    def text(self) -> str: ...

    @property
    def unit(self) -> Unit: ...

    @property
    def names(self) -> frozenset[str]: ...

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks about texts."""

    @property
    def reads(self) -> frozenset[str]:
        """The names, and the keys of its questions."""

    def value(self, values: Mapping[str, Any]) -> Any:
        """The value, or None for *no value*."""


class Textless:
    """Of a condition that is made by hand and asks nothing about texts."""

    questions: tuple[Question, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        return self.names  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str  # service.escalate/deadline-1: stable while the clause keeps its order
    clause: str  # clause id
    line: int


@dataclass(frozen=True, slots=True)
class Access(Rule):
    posts: tuple[str, ...] = ()
    actions: frozenset[str] = frozenset()  # "order.ship"; "order.view" is the right to see orders
    reach: Reach = "own"
    fields: frozenset[str] = frozenset()  # "order.buyer_phone": fields otherwise masked


@dataclass(frozen=True, slots=True)
class Timeout:
    """What happens to a request that waits: after ``after`` remind, hand over, agree or refuse."""

    after: Span
    do: Literal["remind", "hand_over", "agree", "refuse"]
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Gate(Rule):
    action: str = ""
    when: Condition | None = None
    approvers: tuple[str, ...] = ()  # post codes or SUPERIOR
    manner: Manner = "in_order"
    share: float | None = None  # with manner "share": 0.6 = three of five
    timeouts: tuple[Timeout, ...] = ()
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Check(Rule):
    on: frozenset[str] = frozenset()
    when: Condition | None = None
    mark: str = ""  # the flag's reason
    act: str | None = None  # an action done as a consequence (order.hold), or "refuse" the command
    suggestion: str = ""


AT_ONCE = Span()


@dataclass(frozen=True, slots=True)
class Escalation:
    """At ``after`` past the due time (zero: when it falls due): do an action by itself, tell posts."""

    after: Span = AT_ONCE
    do: str | None = None
    notify: tuple[str, ...] = ()  # post codes, OWNER, or SUPERIOR: the post above the owner's


@dataclass(frozen=True, slots=True)
class Deadline(Rule):
    start: frozenset[str] = frozenset()
    when: Condition | None = None
    end: frozenset[str] = frozenset()
    span: Span | None = None
    until: str | None = None  # a TIME field of the subject; ``span`` is the fallback when it has no value
    calendar: str | None = None  # None: natural time, for working spans the department's calendar
    owner: str = OWNER
    pause: Mapping[str, frozenset[str]] = field(default_factory=dict)  # axis -> states in which the clock rests
    escalations: tuple[Escalation, ...] = ()
    remind: tuple[Span, ...] = ()  # this long before it falls due the owner is told
    title: str = ""  # what is owed, in the rulebook's words: 给出方案
    since: str | None = None  # a TIME field of the subject before which it does not run
    ways: frozenset[str] = frozenset()  # what happens to others and brings its end about: what proves a duty


DayOff = Literal["within", "later", "earlier", "same"]


@dataclass(frozen=True, slots=True)
class Duty(Rule):
    name: str = ""
    owners: tuple[str, ...] = ()  # posts: every holder owes it, with ``anyone`` one holder of each
    recurrence: str = ""  # RRULE, and beside RFC 5545 BYWORKDAY=n: the n-th working day of the period, -1 its last
    recurs: str = ""  # as it is written: 每周一
    day_off: DayOff = "within"  # when the day is not worked: next working day of the period, else the last before
    due: str = ""  # time of day, "12:00"; empty: when that day's work ends
    opens: str = ""  # time of that day from which proof counts; empty: from the beginning of the period
    of_previous: bool = False  # it is about the period before the one in which it falls due: last month's accounts
    early: Span = AT_ONCE  # proof counts so much before the period begins
    grace: Span = AT_ONCE  # so much later it falls due
    calendar: str | None = None
    proof: frozenset[str] = frozenset()  # empty: whoever owes it says that it is done
    when: Condition | None = None  # which of these events prove it
    anyone: bool = False
    remind: tuple[Span, ...] = ()
    escalations: tuple[Escalation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    before: Span  # before the base date (negative: after it)
    accountable: str = ""
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan(Rule):
    subject: str = ""
    base: str = ""  # a DATE or TIME field of the subject
    steps: tuple[Step, ...] = ()
    when: Condition | None = None
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage(Rule):
    """On these days, between these times, so many people of these posts are there, together."""

    name: str = ""
    posts: tuple[str, ...] = ()
    least: int = 1
    recurrence: str = ""  # as that of a duty
    recurs: str = ""  # as it is written: 每个工作日
    opens: str = ""  # "12:00"
    due: str = ""  # "24:00"; not later than ``opens``: of the next day
    calendar: str | None = None
    owner: str = ""  # the post that sees to it that a gap is closed


@dataclass(frozen=True, slots=True)
class Briefing(Rule):
    """Each morning ``at`` that time numbers of the day before, to these posts; ``grouped``: what groups may read."""

    numbers: tuple[str, ...] = ()  # names of metrics, or of measures as rulebooks call them
    at: str = ""  # "08:45"
    posts: tuple[str, ...] = ()
    grouped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm(Rule):
    """A number is watched by day or by hour; when it is out of line, ``owner`` gets a task with the emergency plan.

    Out of line is: ``below`` or ``above`` a figure, ``behind`` what its target wants by now by so great a share, or
    ``outside`` the band of what is expected.
    """

    name: str = ""  # what happened, in the rulebook's words: 销售突然掉了
    number: str = ""  # name of a metric, or of a measure as rulebooks call it
    each: Literal["day", "hour"] = "day"
    by: Literal["shop", "all"] = "shop"  # each shop by itself, or all together
    below: Any = None  # Decimal, in the unit of the number
    above: Any = None
    behind: Any = None  # Decimal, 0.1 = ten per cent short of what is due
    outside: Literal["", "low", "high", "both"] = ""
    campaign: tuple[tuple[str, str], ...] = ()  # ("11-01", "11-11"): days of each year that are no ordinary ones
    only: Literal["", "campaign"] = ""  # watched on those days only
    at: str = ""  # "09:00": when the day before is looked at
    owner: str = ""  # post
    notify: tuple[str, ...] = ()
    within: Span | None = None  # how long there is for the task
    calendar: str | None = None
    plan: tuple[str, ...] = ()  # the emergency plan, a line of the task's checklist each


@dataclass(frozen=True, slots=True)
class Report(Rule):
    """After each week or month numbers of it are drafted for each of ``owners``, ``at`` that time of the first day
    after it.  They confirm and submit it to ``to``; until when, a duty says.  ``grouped``: what groups may read.
    """

    span: Literal["week", "month"] = "week"
    owners: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # as those of a briefing
    at: str = ""  # "08:00"
    to: tuple[str, ...] = ()
    grouped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric(Rule):
    name: str = ""
    formula: Condition | None = None
    unit: Unit = Unit.BARE
    better: Literal["higher", "lower"] = "higher"
    grain: str = "day"
    note: str = ""
    en: str = ""  # what English workings call it


@dataclass(frozen=True, slots=True)
class Part:
    metric: str
    weight: Any  # Decimal, 0.3 = 30 %
    floor: Any = None
    cap: Any = None
    attain: Condition | None = None  # how the metric becomes an attainment; None: as it is


@dataclass(frozen=True, slots=True)
class Scorecard(Rule):
    posts: tuple[str, ...] = ()
    period: str = "month"
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class PayItem:
    name: str
    formula: Condition
    en: str = ""  # what English workings call it


@dataclass(frozen=True, slots=True)
class Pay(Rule):
    posts: tuple[str, ...] = ()
    items: tuple[PayItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence(Rule):
    when: Condition | None = None
    posts: tuple[str, ...] = ()
    propose: str = ""
    period: Literal["month", "quarter"] = "month"
    run: int = 1  # so many periods running


@dataclass(frozen=True, slots=True)
class Term:
    word: str
    said: str  # what it means, as Markdown


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    number: str  # "2.3", may be empty
    title: str
    level: int  # heading level; chapters are clauses too
    text: str  # Markdown for people, marker lines and rule blocks left out
    line: int
    sources: tuple[str, ...] = ()  # statements: "B2-47"
    note: str = ""  # the reason behind advisory / recorded, the module behind awaiting
    mark: Literal["", "advisory", "recorded", "awaiting"] = ""  # what the text itself says of the clause
    rules: tuple[Any, ...] = ()
    examples: tuple[Any, ...] = ()
    ours: str = ""  # what in it is ours and not the source's
    concerns: tuple[str, ...] = ()  # pay, discipline, hours: what the text itself says that it bears on
    terms: tuple[Term, ...] = ()  # words that it defines for the whole rulebook


@dataclass(frozen=True)
class Rulebook:
    code: str
    name: str
    version: str
    effective: date
    owner: str = ""
    scope: str = ""
    aliases: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    text: str = ""  # the document itself

    @property
    def provisions(self) -> tuple[Clause, ...]:
        """The clauses that say something: without the headings of chapters."""
        return tuple(c for c in self.clauses if c.text or c.rules or c.mark or c.terms)

    @cached_property
    def rules(self) -> tuple[Any, ...]:
        return tuple(rule for clause in self.clauses for rule in clause.rules)

    @cached_property
    def rule(self) -> dict[str, Any]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def clause(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    def of(self, kind: type) -> tuple[Any, ...]:
        """All rules of one class."""
        return tuple(rule for rule in self.rules if isinstance(rule, kind))
