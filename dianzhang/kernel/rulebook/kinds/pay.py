"""薪酬: a post's pay items as formulas; an item may use those before it and the scorecard's results."""

from __future__ import annotations

from collections.abc import Mapping

from ...formula import Symbol, name_problem
from ...messages import Message
from ...rules import Pay, PayItem
from ...units import Unit
from ..circles import circle_of
from ..context import Context, Slot
from ..forms import Form, Keys
from ..formulas import TOTAL, TOTAL_EN, measure_symbols, metric_symbols, numeric, scored
from ..nodes import Pairs, Text
from ..words import posts_of

KEYS: Keys = {"posts": ("岗位", "post"), "items": ("项目",), "english": ("英文名", "en")}


def compile_pay(form: Form, context: Context, slot: Slot) -> None:
    base = slot.base(form.pairs)
    posts = posts_of(context, form.texts("posts", need=True), everyone=True)
    pairs = form.pairs_of("items", need=True)
    english = _english_names(form, context, pairs)
    words = {symbol.name: symbol for symbol in _words(context, posts)}
    later = _later_items(pairs, words)
    items: list[PayItem] = []
    nodes: dict[str, Text] = {}
    uses: dict[str, list[str]] = {}  # item -> the items that its formula uses
    for key, node in pairs.entries if pairs else ():
        if problem := name_problem(key.value):
            context.report.error(key.place, problem.zh, problem.en)
            continue
        if not isinstance(node, Text) or not node.value:
            context.report.error(node.place, f"“{key.value}”应是一个公式", f"“{key.value}” must be a formula")
            continue
        formula = numeric(context, node, (words | later).values(), (Unit.MONEY,))
        formula = scored(context, node, formula, posts)
        known = nodes.keys() | later.keys()
        nodes[key.value] = node
        uses[key.value] = sorted(formula.names & known) if formula else []
        later.pop(key.value, None)
        words = {name: symbol for name, symbol in words.items() if symbol.zh != key.value}
        en = english.get(key.value, "")
        words[key.value] = Symbol(key.value, (), Unit.MONEY, english=en)  # for later items, even if this one is wrong
        if formula is not None:
            items.append(PayItem(key.value, formula, en))
    if nodes and len(items) == len(nodes) and _in_order(context, nodes, uses):
        slot.add(Pay(**base, posts=posts, items=tuple(items)), context)


def _later_items(pairs: Pairs | None, words: Mapping[str, Symbol]) -> dict[str, Symbol]:
    """Items by name that are no other word: a formula that uses a later one is told so, not that it is unknown."""
    taken = {face for symbol in words.values() for face in (symbol.name, symbol.zh)}
    keys = [key.value for key, _node in pairs.entries] if pairs else []
    return {name: Symbol(name, (), Unit.MONEY) for name in keys if name not in taken and not name_problem(name)}


def _in_order(context: Context, nodes: Mapping[str, Text], uses: Mapping[str, list[str]]) -> bool:
    """Each item uses only those before it.  Items that feed each other can never be reckoned."""
    if circle := circle_of(uses):
        chain = " → ".join(circle)
        context.report.error(
            nodes[circle[0]].place, f"项目互相依赖，永远算不出来：{chain}", f"the items feed each other: {chain}"
        )
        return False
    number = {name: n for n, name in enumerate(nodes)}
    ahead = [(name, used) for name in nodes for used in uses[name] if number[used] > number[name]]
    for name, used in ahead:
        place = nodes[name].at(max(nodes[name].value.find(used), 0), len(used))
        context.report.error(
            place, f"“{name}”用到了后面才算的“{used}”", f"“{name}” uses “{used}”, reckoned after it",
            Message(f"把“{used}”写到“{name}”前面", f"write “{used}” before “{name}”"),
        )  # fmt: skip
    return not ahead


def _words(context: Context, posts: tuple[str, ...]) -> list[Symbol]:
    """Pay variables, metrics, and the results of the posts' scorecards: the whole score and each part's attainment.

    A part's name means its attainment here, also where a metric or a measure has the same name.
    """
    cards = [card for card in context.cards if set(card.posts) & set(posts)]
    parts = {part.metric for card in cards for part in card.parts}
    taken = parts | set(context.metrics)
    symbols = [s for s in measure_symbols(context, ("variable",)) if s.zh not in taken and s.name not in taken]
    symbols += [s for s in metric_symbols(context) if s.name not in parts]
    symbols += [Symbol(name, (), Unit.RATIO, english=_english(context, name)) for name in sorted(parts)]
    if TOTAL not in taken:
        symbols.append(Symbol(TOTAL, (TOTAL, TOTAL_EN), Unit.RATIO, english=TOTAL_EN))
    return symbols


def _english_names(form: Form, context: Context, items: Pairs | None) -> dict[str, str]:
    """``英文名: {底薪: Base pay}``: what English workings call the items."""
    named = form.pairs_of("english")
    known = {key.value for key, _ in items.entries} if items else set()
    found: dict[str, str] = {}
    for key, node in named.entries if named else ():
        if key.value not in known:
            context.report.error(key.place, f"项目里没有“{key.value}”", f"there is no item “{key.value}”")
        elif not isinstance(node, Text) or not node.value:
            context.report.error(
                node.place, f"“{key.value}”的英文名应是文字", f"“{key.value}” must be a name in English"
            )
        else:
            found[key.value] = node.value
    return found


def _english(context: Context, name: str) -> str:
    """What English workings call a part of a scorecard: the metric or the measure of that name."""
    word = context.metrics.get(name) or context.vocabulary.measure(name)
    return word.en if word else ""
