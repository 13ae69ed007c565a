"""Words of a rule looked up in the vocabulary, with the nearest known one where they are not found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from ..messages import Message, MessageError
from ..rules import OWNER, SUPERIOR, Reach
from ..spans import parse_span
from ..units import Span, Unit
from ..vocabulary import ActionWord, AxisWord, FieldWord, SubjectWords, nearest
from .context import Context
from .nodes import Text

T = TypeVar("T")

OWNER_FACES = ("经办人", "负责人", "owner", "the owner")
SUPERIOR_FACES = ("直属上级", "上级", "superior", "the superior")
EVERYONE_FACES = ("全员", "全体员工", "所有岗位", "everyone")
# What people write for these; it is said which word is meant.
_MEANT = {
    **dict.fromkeys(("直属上司", "直属主管", "直属领导", "直接上级", "直接上司", "直接主管", "直接领导", "直线经理",
                     "上司", "主管", "领导", "上级领导", "上级主管"), SUPERIOR_FACES[0]),
    **dict.fromkeys(("manager", "line manager", "supervisor", "boss", "direct superior", "superiors"), "superior"),
    **dict.fromkeys(("当事人", "处理人", "承办人", "责任人", "办理人", "执行人", "跟进人"), OWNER_FACES[0]),
    **dict.fromkeys(("handler", "assignee", "responsible", "person in charge"), "owner"),
    **dict.fromkeys(("所有人", "全体", "全部", "全部员工", "所有员工", "每个人", "大家"), EVERYONE_FACES[0]),
    **dict.fromkeys(("all", "everybody", "all staff", "all posts"), "everyone"),
}  # fmt: skip
# A person's name as examples write it: without blanks, but for names in letters of the Latin kind: Zhou Ke.
PERSON = r"(?:[^\W\d_\u4e00-\u9fff][\w.'’-]*(?: [^\W\d_\u4e00-\u9fff][\w.'’-]*)*|[^\s{}]+)"
_BETWEEN_POSTS = re.compile(r"[\s,，;；/和与及]+|\s+and\s+")
REACH_FACES: dict[str, Reach] = {
    "本人": "own", "本组": "group", "本部门": "unit", "全部": "all",
    "own": "own", "group": "group", "unit": "unit", "all": "all",
}  # fmt: skip


def hint_of(
    near: str | None, of: SubjectWords | AxisWord | None = None, zh: Iterable[str] = (), en: Iterable[str] = ()
) -> Message | None:
    """是不是 X？（… 可用：…）; ``of`` is whose words they are."""
    known_zh, known_en = list(zh), list(en)
    if not near and not known_zh:
        return None
    listed_zh = f"（{of.zh if of else ''}可用：{' '.join(known_zh)}）" if known_zh else ""
    listed_en = f" ({of.name + ': ' if of else ''}{' '.join(known_en or known_zh)})" if known_zh else ""
    return Message(
        (f"是不是 {near}？" if near else "") + listed_zh, ((f"do you mean {near}?" if near else "") + listed_en).strip()
    )


def action_of(context: Context, text: Text) -> ActionWord | None:
    """The action that a text names."""
    words = context.vocabulary
    action = words.action(text.value)
    if action is None:
        subject = words.subject(text.value.partition(".")[0])
        if subject is None:
            _unknown_action(context, text)
            return None
        known = list(subject.actions.values())
        near = nearest(text.value, [face for a in known for face in (a.name, a.zh)]) or words.nearest_action(text.value)
        context.report.error(
            text.place,
            "没有这个动作",
            "no such action",
            hint_of(near, subject, (_verb(a.zh) for a in known), (_verb(a.name) for a in known)),
        )
        return None
    context.waits_for(action.awaits or words.subjects[action.subject].awaits)
    return action


def _unknown_action(context: Context, text: Text) -> None:
    """Its subject is unknown too: say which there are, or which action was probably meant."""
    owner, dot, _ = text.value.partition(".")
    if near := context.vocabulary.nearest_action(text.value):
        context.report.error(text.place, "没有这个动作", "no such action", hint_of(near))
    elif dot:
        subject_of(context, Text(owner, text.at(0, len(owner))))
    else:
        hint = Message("写全名，如 订单.放行", "write the full name, like order.release")
        context.report.error(text.place, "没有这个动作", "no such action", hint)


def actions_of(context: Context, texts: list[Text]) -> list[ActionWord]:
    """The actions that texts name, all of one subject."""
    found: list[ActionWord] = []
    for text in texts:
        action = action_of(context, text)
        if action is None:
            continue
        if found and action.subject != found[0].subject:
            context.report.error(
                text.place,
                f"“{text.value}”和“{found[0].zh}”不是同一种对象",
                f"“{text.value}” and “{found[0].name}” are of different subjects",
                Message("每条规则只看一种对象，请分成两条", "a rule looks at one subject; divide it into two"),
            )
            continue
        found.append(action)
    return found


def own_action(context: Context, text: Text, subject: str, besides: tuple[str, str] | None = None) -> ActionWord | None:
    """An action of a known subject, by its short verb (挂起) or its full name.

    ``besides``: a word that may stand there too, in both languages; whoever calls knows it, here it is only suggested.
    """
    words = context.vocabulary.subjects[subject]
    for action in words.actions.values():
        if text.value in (_verb(action.zh), _verb(action.name), action.zh, action.name):
            context.waits_for(action.awaits or words.awaits)
            return action
    known = list(words.actions.values())
    zh, en = zip(*filter(None, (*((_verb(a.zh), _verb(a.name)) for a in known), besides)), strict=True)
    near = nearest(text.value, [*zh, *en, *(face for a in known for face in (a.zh, a.name))])
    context.report.error(
        text.place,
        f"{words.zh}没有“{text.value}”这个动作",
        f"the {words.name} has no action “{text.value}”",
        hint_of(near, words, zh, en),
    )
    return None


def subject_of(context: Context, text: Text) -> SubjectWords | None:
    subject = context.vocabulary.subject(text.value)
    if subject is None:
        known = context.vocabulary.subjects.values()
        near = nearest(text.value, [face for s in known for face in (s.name, s.zh)])
        context.report.error(
            text.place,
            "没有这种对象",
            "no such subject",
            hint_of(near, None, (s.zh for s in known), (s.name for s in known)),
        )
        return None
    context.waits_for(subject.awaits)
    return subject


def field_of(context: Context, text: Text, subject: SubjectWords, units: tuple[Unit, ...] = ()) -> FieldWord | None:
    """A field of a subject, with or without the subject's name before it."""
    word = text.value
    for face in (subject.zh, subject.name):
        word = word.removeprefix(f"{face}.")
    known = [f for f in subject.fields.values() if not units or f.unit in units]
    for one in known:
        if word in (one.name, one.zh):
            return one
    near = nearest(word, [face for f in known for face in (f.name, f.zh)])
    other = any(word in (f.name, f.zh) for f in subject.fields.values())
    zh, en = (f"“{text.value}”不是时间", f"“{text.value}” is no time") if other else (
        f"{subject.zh}没有“{text.value}”这个字段", f"the {subject.name} has no field “{text.value}”")  # fmt: skip
    context.report.error(text.place, zh, en, hint_of(near, subject, (f.zh for f in known), (f.name for f in known)))
    return None


def posts_of(
    context: Context, texts: list[Text], *, owner: bool = False, everyone: bool = False, superior: bool = False
) -> tuple[str, ...]:
    """Post codes.  ``owner`` admits 经办人, ``everyone`` 全员, ``superior`` 直属上级."""
    found: list[str] = []
    for text in texts:
        if owner and text.value in OWNER_FACES:
            found.append(OWNER)
        elif superior and text.value in SUPERIOR_FACES:
            found.append(SUPERIOR)
        elif everyone and text.value in EVERYONE_FACES:
            found += context.vocabulary.posts
        elif post := context.vocabulary.post(text.value):
            found.append(post.code)
        else:
            admitted = (
                *(OWNER_FACES if owner else ()), *(SUPERIOR_FACES if superior else ()),
                *(EVERYONE_FACES if everyone else ()),
            )  # fmt: skip
            _no_post(context, text, admitted)
    return tuple(dict.fromkeys(found))


def _no_post(context: Context, text: Text, admitted: tuple[str, ...]) -> None:
    """``admitted`` are the words beside posts that may stand here."""
    word, known = text.value, context.vocabulary.posts.values()
    pieces = [piece for piece in _BETWEEN_POSTS.split(word) if piece]
    if len(pieces) > 1 and all(context.vocabulary.post(piece) for piece in pieces):
        apart = Message(f"几个岗位用顿号分开：{'、'.join(pieces)}", f"several posts: [{', '.join(pieces)}]")
        context.report.error(text.place, f"没有“{word}”这个岗位", f"there is no post “{word}”", apart)
        return
    meant = _MEANT.get(word.strip().lower().removeprefix("the "))
    near = meant if meant in admitted else context.vocabulary.nearest_post(word)
    hint = hint_of(near, None, (p.zh for p in known), (p.code for p in known))
    if word in (*OWNER_FACES, *SUPERIOR_FACES, *EVERYONE_FACES):
        context.report.error(
            text.place, f"这里不能写“{word}”，要写岗位", f"“{word}” cannot stand here: name a post", hint
        )
    else:
        context.report.error(text.place, f"没有“{word}”这个岗位", f"there is no post “{word}”", hint)


def calendar_of(context: Context, text: Text | None) -> str | None:
    """The code of a calendar."""
    if text is None:
        return None
    calendars = context.vocabulary.calendars
    for code, zh in calendars.items():
        if text.value in (code, zh):
            return code
    near = nearest(text.value, [face for pair in calendars.items() for face in pair])
    context.report.error(
        text.place, f"没有“{text.value}”这个日历", f"there is no calendar “{text.value}”",
        hint_of(near, None, calendars.values(), calendars),
    )  # fmt: skip
    return None


def span_of(context: Context, text: Text | None, *, negative: bool = False, positive: bool = False) -> Span | None:
    """A length of time; ``positive`` refuses one of nothing."""
    if text is None:
        return None
    try:
        span = parse_span(text.value, negative=negative)
    except MessageError as error:
        context.report.error(text.place, error.message.zh, error.message.en)
        return None
    if positive and span.empty:
        context.report.error(text.place, "时限不能是零", "a time limit cannot be zero")
        return None
    return span


def choice_of(context: Context, text: Text | None, table: Mapping[str, T], what: tuple[str, str]) -> T | None:
    """One of the words of a small table."""
    if text is None or text.value in table:
        return table[text.value] if text else None
    zh, en = [word for word in table if not word.isascii()], [word for word in table if word.isascii()]
    context.report.error(
        text.place, f"“{text.value}”不是{what[0]}", f"“{text.value}” is no {what[1]}",
        hint_of(nearest(text.value, table), None, zh, en),
    )  # fmt: skip
    return None


def percent_of(context: Context, text: Text | None) -> Decimal | None:
    """``30%``, ``0.3`` and ``３０％`` are the same."""
    if text is None:
        return None
    plain = text.value.translate(_FULL_WIDTH).strip()
    try:
        number = Decimal(plain.removesuffix("%").strip())
        if not plain.isascii() or len(plain) > 20 or not number.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        context.report.error(
            text.place,
            f"“{text.value}”不是比例",
            f"“{text.value}” is no share",
            Message("写成 30% 或 0.3", "write 30% or 0.3"),
        )
        return None
    return number / 100 if plain.endswith("%") else number


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+")


_TRUTH = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}


def truth_of(context: Context, text: Text | None) -> bool:
    """是 or 否; not said is no."""
    return choice_of(context, text, _TRUTH, ("是或否", "yes or no")) or False


def time_of_day(context: Context, text: Text | None) -> str | None:
    """``9:00`` as ``09:00``."""
    if text is None:
        return None
    hours, colon, minutes = text.value.replace("：", ":").partition(":")
    if colon and _number(hours, 23) and _number(minutes, 59) and len(minutes) == 2:
        return f"{int(hours):02}:{minutes}"
    context.report.error(
        text.place, f"没有“{text.value}”这个时刻", f"there is no time of day “{text.value}”",
        Message("写成 17:30", "write it like 17:30"),
    )  # fmt: skip
    return None


def _number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= most


def _verb(name: str) -> str:
    return name.partition(".")[2]
