"""What changes from one version of a rulebook to another, clause by clause, in words, and for whom.

A rule is looked at by what it means: other spelling, order or spacing is no change.  What changed in it is said in the
words that its author wrote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from ..formula import Formula
from ..messages import Message
from ..rules import KIND_ZH, Clause, Kind, Rulebook
from .compiler import Compiled
from .concerned import concerned
from .markers import MARKERS
from .writing import Written, written

What = Literal["added", "removed", "changed"]
SAID: dict[What, Message] = {
    "added": Message("新增", "added"), "removed": Message("去掉", "removed"), "changed": Message("改动", "changed")
}  # fmt: skip
_SENTENCES = re.compile(r"(?<=[。；！？])|(?<=[.;!?])\s+|\n")
_PLACED = frozenset({"id", "clause", "line", "start", "end", "zh", "en", "text"})  # where it stands, not what it means


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as before.  ``rule`` is None where it is about the clause or the document itself."""

    clause: str  # id; empty: the front matter
    heading: str
    what: What
    about: Message  # 期限, 条文, 落实方式 …
    words: tuple[Message, ...]
    posts: tuple[str, ...] = ()  # whom it concerns; none: everyone whom the rulebook binds
    rule: Any = None
    line: int = 0  # in the new version, or in the old one for what is gone


def difference(old: Compiled, new: Compiled) -> list[Change]:
    """What changes when ``new`` takes the place of ``old``: of the whole, then clause by clause in the new order.

    Both must have compiled.  Rules are matched within their clause: equal ones first, then the most alike; a rule that
    stands unchanged in another clause has moved, which is said once.
    """
    return [*_fronts(old.draft, new.draft), *_Difference(old, new).changes()]


def _fronts(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for name, zh, en in (
        ("name", "名称", "name"), ("version", "版本", "version"), ("effective", "生效日", "effective day"),
        ("owner", "归口部门", "owner"), ("scope", "适用", "scope"),
    ):  # fmt: skip
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change("", "", "changed", Message(zh, en), (_turned(str(before), str(after)),))


class _Difference:
    def __init__(self, old: Compiled, new: Compiled) -> None:
        self.old, self.new = old, new
        self.was, self.now = old.draft.clause, new.draft.clause
        gone = {_key(rule): rule for rule in old.draft.rules if rule.clause not in self.now}
        self.moved = {rule.id: gone[_key(rule)] for rule in new.draft.rules
                      if rule.clause not in self.was and _key(rule) in gone}  # fmt: skip
        self.left = {rule.id for rule in self.moved.values()}

    def changes(self) -> Iterator[Change]:
        for clause in self.new.draft.clauses:
            if clause.id in self.was:
                yield from self._clause(self.was[clause.id], clause)
            else:
                yield from self._whole(clause, self.new, "added")
        for clause in self.old.draft.clauses:
            if clause.id not in self.now:
                yield from self._whole(clause, self.old, "removed")

    def _whole(self, clause: Clause, compiled: Compiled, what: What) -> Iterator[Change]:
        yield Change(clause.id, _heading(clause), what, Message("条款", "clause"), (), line=clause.line)
        for rule in clause.rules:
            if rule.id in self.moved:
                before = self.was[self.moved[rule.id].clause]
                words = (
                    Message(f"从“{_heading(before)}”移来，没有改", f"moved here from “{_heading(before)}”, unchanged"),
                )
                yield self._change(rule, "changed", words, compiled)
            elif rule.id not in self.left:
                yield self._change(rule, what, _all(written(compiled.origin[rule.id], _kind(rule))), compiled)

    def _clause(self, old: Clause, new: Clause) -> Iterator[Change]:
        if (heading := _heading(new)) != _heading(old):
            yield self._said(new, Message("标题", "heading"), [_turned(_heading(old), heading)])
        if (old.mark, old.note) != (new.mark, new.note):
            yield self._said(new, Message("落实方式", "how it is kept"), [_turned(_marked(old), _marked(new))])
        if old.text.split() != new.text.split():
            yield self._said(new, Message("条文", "text"), _sentences(old.text, new.text))
        yield from self._rules(old, new)

    def _rules(self, old: Clause, new: Clause) -> Iterator[Change]:
        for kind in Kind:
            before = [rule for rule in old.rules if _kind(rule) == kind]
            after = [rule for rule in new.rules if _kind(rule) == kind]
            for one, other in _matched(before, after, self.old, self.new):
                if other is None:
                    yield self._change(one, "removed", _all(written(self.old.origin[one.id], kind)), self.old)
                elif one is None:
                    yield self._change(other, "added", _all(written(self.new.origin[other.id], kind)), self.new)
                elif _key(one) != _key(other):
                    words = _turns(written(self.old.origin[one.id], kind), written(self.new.origin[other.id], kind))
                    posts = (*concerned(one, self.old.draft), *concerned(other, self.new.draft))
                    yield self._change(other, "changed", tuple(words), self.new, posts)

    @staticmethod
    def _said(clause: Clause, about: Message, words: Iterable[Message]) -> Change:
        return Change(clause.id, _heading(clause), "changed", about, tuple(words), line=clause.line)

    @staticmethod
    def _change(
        rule: Any, what: What, words: tuple[Message, ...], compiled: Compiled, posts: Iterable[str] | None = None
    ) -> Change:
        kind = _kind(rule)
        whom = tuple(dict.fromkeys(concerned(rule, compiled.draft) if posts is None else posts))
        clause = compiled.draft.clause[rule.clause]
        about = Message(KIND_ZH[kind], kind.value)
        return Change(clause.id, _heading(clause), what, about, words, whom, rule, rule.line)


def meaning(value: Any) -> Any:
    """A rule or formula without where it stands and how it is spelt: equal meanings are equal values."""
    if isinstance(value, Formula):
        return meaning(value.tree)
    if is_dataclass(value) and not isinstance(value, type):
        kept = (getattr(value, f.name) for f in fields(value) if f.name not in _PLACED)
        return type(value).__name__, tuple(meaning(one) for one in kept)
    if isinstance(value, Mapping):
        return frozenset((key, meaning(one)) for key, one in value.items())
    if isinstance(value, tuple | list):
        return tuple(meaning(one) for one in value)
    return value


def _key(rule: Any) -> Any:
    return meaning(rule)


def _matched(before: list[Any], after: list[Any], old: Compiled, new: Compiled) -> Iterator[tuple[Any, Any]]:
    """Pairs of an old and a new rule, either of them None."""
    pool: dict[Any, list[Any]] = defaultdict(list)
    for rule in before:
        pool[_key(rule)].append(rule)
    rest = []
    for rule in after:
        equal = pool[_key(rule)]
        if not equal:
            rest.append(rule)
            continue
        before.remove(equal.pop(0))
    while before and rest:
        pairs = [(_alike(one, other, old, new), -n, -m) for n, one in enumerate(before) for m, other in enumerate(rest)]
        likeness, n, m = max(pairs)
        if likeness == 0:
            break
        yield before.pop(-n), rest.pop(-m)
    yield from ((one, None) for one in before)
    yield from ((None, other) for other in rest)


def _alike(one: Any, other: Any, old: Compiled, new: Compiled) -> int:
    kind = _kind(one)
    return len(set(written(old.origin[one.id], kind).items()) & set(written(new.origin[other.id], kind).items()))


def _turns(old: Written, new: Written) -> Iterator[Message]:
    """Key by key what was written before and what is now."""
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key, ""), new.get(key, "")
        if "".join(before.split()) == "".join(after.split()):
            continue
        if not before:
            yield Message(f"{key.zh}：加上 {after}", f"{key.en}: {_in_english(after)} added")
        elif not after:
            yield Message(f"{key.zh}：去掉 {before}", f"{key.en}: {_in_english(before)} removed")
        else:
            turned = _turned(before, after)
            yield Message(f"{key.zh}：{turned.zh}", f"{key.en}: {_in_english(turned.en)}")


def _all(found: Written) -> tuple[Message, ...]:
    return tuple(Message(f"{key.zh}：{value}", f"{key.en}: {_in_english(value)}") for key, value in found.items())


def _in_english(listed: str) -> str:
    """What stands in a list, one after the other."""
    return listed.replace("、", ", ")


def _turned(before: str, after: str) -> Message:
    return Message(f"{before or '（空）'} → {after or '（空）'}", f"{before or '(none)'} → {after or '(none)'}")


def _sentences(old: str, new: str) -> Iterator[Message]:
    """Sentences that went and that came."""
    before, after = _cut(old), _cut(new)
    yield from (Message(f"− {one}", f"− {one}") for one in before if one not in after)
    yield from (Message(f"+ {one}", f"+ {one}") for one in after if one not in before)


def _cut(text: str) -> list[str]:
    return [one.strip() for one in _SENTENCES.split(text) if one.strip()]


def _marked(clause: Clause) -> str:
    return f"{MARKERS[clause.mark][0]}（{clause.note}）" if clause.mark else ""


def _kind(rule: Any) -> Kind:
    return Kind(type(rule).__name__.lower())


def _heading(clause: Clause) -> str:
    return f"{clause.number} {clause.title}".strip()
