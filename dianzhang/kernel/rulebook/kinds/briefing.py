"""早报: the day before as a few numbers, sent each morning to these posts; which of them groups may read."""

from __future__ import annotations

from ...messages import Message
from ...rules import Briefing
from ...vocabulary import nearest
from ..context import Context, Slot
from ..forms import Form, Keys
from ..nodes import Text
from ..words import hint_of, posts_of, time_of_day

KEYS: Keys = {
    "numbers": ("指标",),
    "due": ("时间",),
    "posts": ("发给",),
    "groups": ("群里",),
}
MOST = 5
USUAL = "08:45"


def compile_briefing(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    texts = form.texts("numbers", need=True)
    numbers = numbers_of(context, texts)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    due = form.text("due")
    at = time_of_day(context, due) if due is not None else USUAL
    if len(numbers) > MOST:
        context.report.error(
            texts[MOST].place, f"早报最多 {MOST} 个数，这里有 {len(numbers)} 个",
            f"a briefing has {MOST} numbers at most; here are {len(numbers)}",
            Message("留下早上真要看的", "keep those that are really looked at in the morning"),
        )  # fmt: skip
        return
    grouped = grouped_of(context, form.texts("groups"), numbers, ("早报", "briefing"))
    if numbers and posts and at and grouped is not None:
        slot.add(Briefing(**base, numbers=numbers, at=at, posts=posts, grouped=grouped), context)


def numbers_of(context: Context, texts: list[Text]) -> tuple[str, ...]:
    """The metrics and measures that are named, each once; what is none is reported."""
    return tuple(dict.fromkeys(name for text in texts if (name := named_number(context, text))))


def named_number(context: Context, text: Text) -> str | None:
    """The name of a metric or a measure, as rulebooks call it."""
    if text.value in context.metrics:
        context.waits_for(context.awaiting_metrics.get(text.value))
        return text.value
    known = {word.zh: word for word in context.vocabulary.measures.values() if word.kind != "window"}
    measure = known.get(text.value) or context.vocabulary.measures.get(text.value)
    if measure is not None and measure.kind != "window":
        return measure.zh
    context.report.error(
        text.place, f"没有“{text.value}”这个指标", f"there is no metric “{text.value}”",
        hint_of(nearest(text.value, [*context.metrics, *known])),
    )  # fmt: skip
    return None


def grouped_of(
    context: Context, texts: list[Text], numbers: tuple[str, ...], kind: tuple[str, str]
) -> tuple[str, ...] | None:
    """Those of the numbers that a group's robot may say; None where one is not among them."""
    names = [(text, named_number(context, text)) for text in texts]
    for text, name in names:
        if name is not None and name not in numbers:
            context.report.error(
                text.place, f"“{text.value}”不在{kind[0]}的指标里",
                f"“{text.value}” is not among the {kind[1]}'s numbers",
                Message("群里能说的只能是上面列出的", "groups may read only what is listed above"),
            )  # fmt: skip
            return None
    found = tuple(dict.fromkeys(name for _text, name in names if name is not None))
    return found if len(found) == len(dict.fromkeys(text.value for text in texts)) else None
