"""Names that a formula cannot use where it stands, though there are such: what they are, and what to write instead."""

from __future__ import annotations

from ..messages import Message
from ..units import Unit
from ..vocabulary import SubjectWords
from .context import Context

_LATER = Message(
    "指标只能用写在它前面的，也不能用自己：把要用的写到前面",
    "a metric uses those written before it, and not itself: write what it needs before it",
)
_RECORD = Message("这里只看记录自己的字段和状态", "only fields and states of the record itself stand here")


def elsewhere(context: Context, word: str, units: tuple[Unit, ...]) -> tuple[Message, Message | None] | None:
    """What to say of a word unknown in a formula of these units; None where nothing at all goes by it."""
    words = context.vocabulary
    if word in context.metrics:
        return Message(f"“{word}”是指标，这里不能用", f"“{word}” is a metric, which cannot stand here"), _RECORD
    if word in context.defined:
        return Message(f"这里还没有“{word}”", f"there is no “{word}” yet"), _LATER
    if measure := words.measure(word):
        if subject := words.subjects.get(measure.subject or ""):  # a window measure
            zh, en = f"“{word}”只能用在{subject.zh}的规则里", f"“{word}” stands in rules of {subject.name} only"
            return Message(zh, en), None
        said = Message(f"“{word}”是度量，这里不能直接用", f"“{word}” is a measure, which cannot stand here by itself")
        metric = Message(
            f"先写成指标，再用指标的名字，如 指标: {{名: …, 公式: {word}}}",
            f"make it a metric and use that name, like metric: {{name: …, formula: {word}}}",
        )
        return said, _RECORD if Unit.TRUTH in units else metric
    owners = [subject for subject in words.subjects.values() if word in _faces(subject)]
    if not owners:
        return None
    zh, en = "、".join(owner.zh for owner in owners), ", ".join(owner.name for owner in owners)
    said = Message(f"“{word}”是{zh}的字段，这里没有", f"“{word}” is a field of {en}; there is none here")
    return said, None if Unit.TRUTH in units else Message("这里用的是度量和指标", "measures and metrics stand here")


def _faces(subject: SubjectWords) -> set[str]:
    """By what its fields and its states go."""
    fields = {face for field in subject.fields.values() for face in (field.zh, field.name)}
    return fields | {face for axis in subject.axes.values() for face in (axis.zh, axis.name)}
