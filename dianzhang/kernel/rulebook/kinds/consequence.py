"""奖惩: a condition over counts or scores proposes a reward, a penalty or a plan; people decide."""

from __future__ import annotations

from ...rules import Consequence
from ...units import Unit
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import number_symbols, numeric
from ..words import posts_of

KEYS: Keys = {"when": ("若",), "posts": ("岗位", "post"), "propose": ("提议",)}


def compile_consequence(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    propose = form.text("propose", need=True)
    when = numeric(context, form.text("when", need=True), number_symbols(context), (Unit.TRUTH,))
    if propose and when is not None:
        slot.add(Consequence(**base, when=when, posts=posts, propose=propose.value), context)
