"""检查: when this happens and a condition holds, flag it, with a reason, a suggestion and perhaps an action."""

from __future__ import annotations

from ...rules import Check
from ...vocabulary import ActionWord
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import condition
from ..nodes import Text
from ..words import actions_of, own_action

ITEM: Keys = {
    "when": ("若",),
    "mark": ("标记", "flag"),
    "act": ("处置",),
    "suggestion": ("建议", "suggest"),
}
KEYS: Keys = {"on": ("当",), **ITEM, "items": ("项",)}
_REFUSE = ("拒绝", "refuse")


def compile_check(form: Form, context: Context, slot: Slot) -> None:
    actions = actions_of(context, form.texts("on", need=True))
    awaited = set(context.awaits)
    items = form.forms("items", ITEM, ("检查项", "check item")) if form.has("items") else [form]
    if form.has("items"):
        for name in ITEM:
            if node := form.nodes.get(name):
                face = form.face(name)
                context.report.error(
                    node.place, f"有“项”时，“{face}”要写在各项里", f"with “items”, “{name}” belongs to each of them"
                )
    for item in items:
        context.awaits = set(awaited)
        _item(item, actions, context, slot)


def _item(form: Form, actions: list[ActionWord], context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    mark = form.text("mark", need=True)
    act = form.text("act")
    when = form.text("when")
    if not actions:
        return
    subject = actions[0].subject
    done = _act(context, act, actions) if act else None
    judged = condition(context, when, subject, actions)
    named = frozenset(a.name for a in actions)
    again = frozenset(a.name for a in context.vocabulary.actions_of(subject) if a.repeats & named)
    if mark and (when is None or judged):
        slot.add(
            Check(
                **base, on=named if done == _REFUSE[1] else named | again, when=judged, mark=mark.value, act=done,
                suggestion=form.value("suggestion"),
            ),
            context,
        )  # fmt: skip


def _act(context: Context, text: Text, actions: list[ActionWord]) -> str | None:
    if text.value not in _REFUSE:
        action = own_action(context, text, actions[0].subject, _REFUSE)
        return action.name if action else None
    for action in actions:
        if action.kind != "command":
            context.report.error(
                text.place,
                f"“{action.zh}”是外来的事实，不能拒绝",
                f"“{action.name}” is a fact from outside and cannot be refused",
            )
    return "refuse"
