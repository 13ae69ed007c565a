"""What an example expects: ``逾期 责任 经办人``, ``标记 地址不详``, ``薪酬 绩效工资 = 450.00`` …; English too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ..messages import Message
from ..rules import OWNER
from ..vocabulary import SubjectWords, nearest
from .context import Context
from .moments import moment_of
from .nodes import Text
from .problems import Place
from .values import NOTHING, number_of
from .words import OWNER_FACES, PERSON, REACH_FACES, action_of, hint_of, posts_of


@dataclass(frozen=True, slots=True)
class Expectation:
    """``kind`` says what is looked at; the other fields are filled as the kind needs them."""

    kind: str
    text: str
    place: Place
    word: str = ""  # a flag's mark, a metric's or pay item's name, a deadline's title, an action, an axis
    posts: tuple[str, ...] = ()
    who: str = ""  # a person's name, as written
    at: datetime | None = None
    number: Decimal | None = None
    decimals: int = 0
    state: str = ""  # of an axis; of a right: the reach it must have at least; of a duty: what became of it
    day: date | None = None  # of a plan's step


# kind: the ways to begin it; the rest of the text is read by the kind's reader. The longest beginning is tried first.
_FACES: dict[str, tuple[str, ...]] = {
    "missed": ("逾期", "late", "missed"),
    "met": ("按时", "on time", "kept"),
    "running": ("计时中", "running"),
    "no_clock": ("不计时", "no deadline"),
    "due": ("到期", "due"),
    "notify": ("通知", "notify", "notifies"),
    "remind": ("提醒", "remind", "reminds"),
    "hand_over": ("转交", "hand over to"),
    "agree": ("超时同意", "agreed by time-out"),
    "refuse": ("超时拒绝", "refused by time-out"),
    "flag": ("标记", "flag", "flagged", "marked"),
    "no_flag": ("无标记", "没有标记", "no flag"),
    "refused": ("拒绝", "refused"),
    "gate": ("需审批", "需要审批", "needs approval by", "needs approval of", "needs approval"),
    "direct": ("直接执行", "goes ahead"),
    "may": ("允许", "may"),
    "may_not": ("不许", "may not"),
    "sees": ("可见", "sees"),
    "sees_not": ("不可见", "does not see"),
    "metric": ("指标", "metric"),
    "score": ("得分", "score"),
    "pay": ("薪酬", "pay"),
    "state": ("状态", "state"),
    "duty": ("例行", "duty"),
    "step": ("步骤", "step"),
    "gap": ("缺口", "gap"),
    "no_gap": ("无缺口", "no gap"),
    "briefing": ("早报", "briefing"),
    "alarm": ("报警", "alarm"),
    "no_alarm": ("不报警", "no alarm"),
    "report": ("报告", "report"),
    "proposal": ("提议", "proposes"),
    "no_proposal": ("无提议", "no proposal"),
}
_TOLD = {"notify": True, "remind": False, "hand_over": True, "agree": False, "refuse": False}  # must it name a post?
_STARTS = sorted(((face, kind) for kind, faces in _FACES.items() for face in faces), key=lambda pair: -len(pair[0]))
_WHO = re.compile(rf"(?:^|\s)(?:责任|owner)\s+({PERSON})\s*$")
_DUTY: dict[str, tuple[str, ...]] = {
    "met": ("按时", "on time"),
    "late": ("迟交", "done late"),
    "missed": ("逾期", "late", "missed"),
    "open": ("未到期", "open"),
    "due": ("到期", "due"),
    "remind": ("提醒", "remind"),
    "none": ("没有", "none"),
}
_DUTY_STATES = {face: state for state, faces in _DUTY.items() for face in faces}
_OWED = re.compile(
    rf"(?P<name>.+?)\s+(?P<state>{'|'.join(sorted(_DUTY_STATES, key=len, reverse=True))})(?=\s|$)\s*(?P<rest>.*)$"
)
_STEP = re.compile(
    r"(?P<name>.+?)\s+(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:\s+(?P<once>已过|at once))?"
    r"(?:\s+(?:负责|accountable)\s+(?P<post>\S+))?\s*$"
)
_EQUALS = re.compile(r"(?P<name>[^=＝]*?)\s*[=＝]\s*(?P<value>\S.*)$")
_CALLS = re.compile(rf"(?P<action>[^\s]+)(?:\s+(?:by|由)\s*{PERSON})?\s*$")
_HINT = Message(
    "可写：10:10 动作 by 系统、逾期 责任 谁、按时、标记 …、无标记、拒绝 …、需审批 岗位、直接执行、"
    "允许/不许 岗位 动作、指标 名 = 值、得分 = 值、薪酬 项目 = 值、"
    "例行 事项 按时/逾期 谁、步骤 事项 日期、缺口 起-止、无缺口、早报 时间 岗位 指标、报警/不报警 指标 值、"
    "报告 周 岗位 指标 交给 岗位、提议 …、无提议",
    "write: 10:10 ACTION by system, late owner WHO, on time, flag …, no flag, refused …, needs approval by POST, "
    "goes ahead, may/may not POST ACTION, metric NAME = VALUE, score = VALUE, pay ITEM = VALUE, "
    "duty NAME on time/late WHO, step NAME DATE, gap FROM-TO, no gap, briefing TIME POST METRIC, "
    "alarm/no alarm METRIC VALUE, report SPAN POST METRIC to POST, proposes …, no proposal",
)


def expectation_of(context: Context, text: Text, subject: SubjectWords | None, first_day: date) -> Expectation | None:
    """The expectation that a text says, or None (then it is reported)."""
    reader = _Reader(context, text, subject, first_day)
    for face, kind in _STARTS:
        if text.value.startswith(face):
            rest = text.value[len(face) :]
            if rest and face.isascii() and not rest[0].isspace():
                continue
            begin = len(face) + len(rest) - len(rest.lstrip())
            return reader.read(kind, begin)
    return reader.fact()


@dataclass(slots=True)
class _Reader:
    context: Context
    text: Text
    subject: SubjectWords | None
    first_day: date

    def read(self, kind: str, begin: int) -> Expectation | None:
        rest = self.text.value[begin:].strip()
        if kind in ("missed", "met", "running", "no_clock"):
            return self._clock(kind, rest, begin)
        if kind == "due":
            return self._due(rest)
        if kind in _TOLD or kind == "gate":
            posts = posts_of(self.context, self._words(begin), owner=True, superior=True)
            return self._make(kind, posts=posts) if posts or not (rest or _TOLD.get(kind, True)) else None
        if kind in ("may", "may_not", "sees", "sees_not"):
            return self._right(kind, rest, begin)
        if kind in ("metric", "score", "pay"):
            return self._number(kind, rest, begin)
        if kind == "state":
            return self._state(rest)
        if kind == "duty":
            return self._duty(rest)
        if kind == "step":
            return self._step(rest)
        if kind in ("flag", "proposal", "briefing", "alarm", "no_alarm", "report") and not rest:
            return self._wrong()
        return self._make(kind, word=rest)

    def fact(self) -> Expectation | None:
        """``10:10 客诉.上报 by 系统``: a consequence; ``10:10 提醒 经办人``: who was told, at that moment."""
        try:
            moment = moment_of(self.text.value, self.first_day)
        except ValueError:
            return self._wrong()
        begin = moment[1] if moment else 0
        begin += len(self.text.value[begin:]) - len(self.text.value[begin:].lstrip())
        for face, kind in _STARTS if moment else ():
            if kind in _TOLD and re.match(rf"{face}(\s|$)", self.text.value[begin:]):
                told = self.read(kind, begin + len(face))
                return replace(told, at=moment[0]) if told and moment else None
        said = _CALLS.match(self.text.value, begin)
        if said is None or (moment is None and "." not in said["action"]):
            return self._wrong()
        action = action_of(self.context, Text(said["action"], self.text.at(begin, len(said["action"]))))
        return self._make("fact", word=action.name, at=moment[0] if moment else None) if action else None

    def _make(self, kind: str, **more: object) -> Expectation:
        return Expectation(kind, self.text.value, self.text.place, **more)  # type: ignore[arg-type]

    def _wrong(self) -> Expectation | None:
        self.context.report.error(self.text.place, "读不懂预期结果", "cannot read what is expected", _HINT)
        return None

    def _words(self, begin: int) -> list[Text]:
        """The rest of the text, parted by 、 , or blanks."""
        return [
            Text(piece[0], self.text.at(begin + piece.start(), len(piece[0])))
            for piece in re.finditer(r"[^、，,\s]+", self.text.value[begin:])
        ]

    def _clock(self, kind: str, rest: str, begin: int) -> Expectation:
        who = _WHO.search(rest)
        if who is None:
            return self._make(kind, word=rest)
        title = rest[: who.start()].strip()
        if who[1] in OWNER_FACES:
            return self._make(kind, word=title, posts=(OWNER,))
        post = self.context.vocabulary.post(who[1])
        return self._make(kind, word=title, posts=(post.code,)) if post else self._make(kind, word=title, who=who[1])

    def _due(self, rest: str) -> Expectation | None:
        try:
            moment = moment_of(rest, self.first_day)
        except ValueError:
            moment = None
        return self._make("due", at=moment[0], word=rest[moment[1] :].strip()) if moment else self._wrong()

    def _duty(self, rest: str) -> Expectation | None:
        """``周报 逾期 运营专员``, ``周报 按时 小林``, ``周报 到期 2026-03-02 12:00`` (``提醒`` too), ``日报 没有``."""
        said = _OWED.match(rest)
        if said is None:
            return self._wrong()
        state, who, moment = _DUTY_STATES[said["state"]], said["rest"].strip(), None
        if state in ("due", "remind"):
            try:
                moment = moment_of(who, self.first_day)
            except ValueError:
                moment = None
            if moment is None:
                return self._wrong()
            who = who[moment[1] :].strip()
        post = self.context.vocabulary.post(who)
        named = {"posts": (post.code,)} if post else {"who": who}
        return self._make("duty", word=said["name"], state=state, at=moment[0] if moment else None, **named)

    def _step(self, rest: str) -> Expectation | None:
        """``选品提报 2026-03-01 负责 运营组长``, ``定主题 2026-02-24 已过``."""
        said = _STEP.match(rest)
        try:
            day = date(*map(int, said["day"].split("-"))) if said else None
        except ValueError:
            day = None
        if said is None or day is None:
            return self._wrong()
        post = said["post"] or ""
        posts = (
            posts_of(self.context, [Text(post, self.text.at(self.text.value.rfind(post), len(post)))]) if post else ()
        )
        if post and not posts:
            return None
        return self._make("step", word=said["name"], day=day, posts=posts, state="at once" if said["once"] else "")

    def _right(self, kind: str, rest: str, begin: int) -> Expectation | None:
        """``允许 客服组长 请假.查看 本组``: without a reach, any will do."""
        words = self._words(begin)
        reach = REACH_FACES.get(words.pop().value) if kind.startswith("may") and len(words) == 3 else ""
        if len(words) != 2 or reach is None:
            return self._wrong()
        posts = posts_of(self.context, words[:1])
        name = self._sight(words[1]) if kind.startswith("sees") else self._granted(words[1])
        return self._make(kind, posts=posts, word=name, state=reach) if posts and name else None

    def _granted(self, text: Text) -> str | None:
        owner, _, verb = text.value.partition(".")
        subject = self.context.vocabulary.subject(owner)
        if subject and verb in ("查看", "view"):
            self.context.waits_for(subject.awaits)
            return f"{subject.name}.view"
        action = action_of(self.context, text)
        return action.name if action else None

    def _sight(self, text: Text) -> str | None:
        owner, _, name = text.value.partition(".")
        subject = self.context.vocabulary.subject(owner)
        for field in subject.fields.values() if subject else ():
            if subject and name in (field.name, field.zh):
                return f"{subject.name}.{field.name}"
        self.context.report.error(text.place, f"没有“{text.value}”这个字段", f"there is no field “{text.value}”")
        return None

    def _number(self, kind: str, rest: str, begin: int) -> Expectation | None:
        said = _EQUALS.match(rest)
        if said is None:
            return self._wrong()
        name, value = said["name"].strip(), said["value"].strip()
        if kind == "metric" and not self._known_metric(name, begin):
            return None
        posts: tuple[str, ...] = ()
        if kind == "score" and name:
            posts = posts_of(self.context, [Text(name, self.text.at(begin, len(name)))])
        number = None if value.lower() in NOTHING else number_of(value)
        if number is None and value.lower() not in NOTHING:
            return self._wrong()
        exponent = number.as_tuple().exponent if number is not None else 0
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return self._make(kind, word=name, posts=posts, number=number, decimals=decimals)

    def _known_metric(self, name: str, begin: int) -> bool:
        if name in self.context.metrics:
            self.context.waits_for(self.context.awaiting_metrics.get(name))
            return True
        self.context.report.error(
            self.text.at(begin, len(name)), f"没有“{name}”这个指标", f"there is no metric “{name}”",
            hint_of(nearest(name, self.context.metrics)),
        )  # fmt: skip
        return False

    def _state(self, rest: str) -> Expectation | None:
        said = _EQUALS.match(rest)
        for axis in self.subject.axes.values() if self.subject and said else ():
            if said and said["name"] in (axis.name, axis.zh):
                for code, zh in axis.states.items():
                    if said["value"] in (code, zh):
                        return self._make("state", word=axis.name, state=code)
        return self._wrong()
