"""权限: which posts may do which actions and see which fields, within which reach."""

from __future__ import annotations

from ...rules import Access
from ...vocabulary import SubjectWords, nearest
from ..context import Context, Slot
from ..forms import Form, Keys
from ..nodes import Text
from ..words import REACH_FACES, action_of, choice_of, field_of, hint_of, posts_of, subject_of

KEYS: Keys = {
    "posts": ("岗位", "post"),
    "may": ("可做",),
    "reach": ("范围",),
    "fields": ("可见",),
}
_VIEW = ("查看", "view")
_ALL = ("*", "＊", "全部", "all")


def compile_access(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    actions: set[str] = set()
    for text in form.texts("may"):
        actions |= _granted(context, text)
    fields: set[str] = set()
    for text in form.texts("fields"):
        fields |= _seen(context, text)
    if not form.has("may") and not form.has("fields"):
        form.node("may", need=True)
    reach = choice_of(context, form.text("reach"), REACH_FACES, ("范围", "reach"))
    slot.add(
        Access(**base, posts=posts, actions=frozenset(actions), reach=reach or "own", fields=frozenset(fields)), context
    )


def _granted(context: Context, text: Text) -> set[str]:
    """``订单.*`` is every command that people do, and the sight of it; ``订单.查看`` the sight alone."""
    owner, dot, verb = text.value.partition(".")
    subject = context.vocabulary.subject(owner)
    if subject is None or not dot or (verb not in _ALL and verb not in _VIEW):
        action = action_of(context, text)
        return {action.name} if action else set()
    context.waits_for(subject.awaits)
    view = {f"{subject.name}.view"}
    if verb in _VIEW:
        return view
    return view | {a.name for a in subject.actions.values() if a.kind == "command" and not a.awaits}


def _seen(context: Context, text: Text) -> set[str]:
    owner, dot, name = text.value.partition(".")
    if not dot:
        known = context.vocabulary.subjects.values()
        faces = [f"{s.zh}.{f.zh}" for s in known for f in s.fields.values()]
        near = nearest(text.value, faces) or next((face for face in faces if face.endswith(f".{text.value}")), None)
        context.report.error(text.place, "字段前要写对象", "name the subject before the field", hint_of(near))
        return set()
    subject = subject_of(context, Text(owner, text.at(0, len(owner))))
    if subject is None:
        return set()
    if name in _ALL:
        return {f"{subject.name}.{field}" for field in _hidden(subject)}
    field = field_of(context, text, subject)
    return {f"{subject.name}.{field.name}"} if field else set()


def _hidden(subject: SubjectWords) -> list[str]:
    """The fields that are masked unless granted."""
    return [field.name for field in subject.fields.values() if field.personal or field.secret]
