"""A rulebook in two languages: the same clauses, the same rules, the same figures; only what people read differs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.formula import Formula
from dianzhang.kernel.formula.tree import Node, children
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Alarm, Coverage, Duty, Rulebook, Step
from dianzhang.kernel.vocabulary import Vocabulary

EDITIONS = {shipped.name: shipped for shipped in rulebooks.library() if shipped.language != "zh"}
READ = {"line", "mark", "suggestion", "title", "note", "recurs", "propose"}  # what people read, and where it stands
PLACE = {"start", "end", "zh", "en"}

pytestmark = [pytest.mark.requirement("R5.6"), pytest.mark.parametrize("name", EDITIONS)]


def said(value: Any) -> Any:
    """What a rule says, without its words and places."""
    if isinstance(value, Formula):
        return said(value.tree)
    if isinstance(value, Node):
        own = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in PLACE}
        plain = {k: v for k, v in own.items() if not isinstance(v, Node | tuple)}
        signs = [part[0] for part in own.get("rest", ())]
        return (type(value).__name__, str(plain.get("symbol", plain)), signs, [said(part) for part in children(value)])
    if isinstance(value, Mapping):
        return {key: said(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [said(part) for part in value]
    if is_dataclass(value):
        read = READ | (
            {"name"} if isinstance(value, Alarm | Duty | Step | Coverage) else set()
        )  # what is owed, in words
        read |= {"plan"} if isinstance(value, Alarm) else set()
        return {f.name: said(getattr(value, f.name)) for f in fields(value) if f.name not in read}
    return value


def editions(name: str, vocabulary: Vocabulary) -> tuple[Rulebook, Rulebook]:
    """This edition and the Chinese one."""
    other = next(s for s in rulebooks.library() if s.language == "zh" and s.code == EDITIONS[name].code)
    books = [language.compile(file.read_bytes(), vocabulary).rulebook for file in (EDITIONS[name].file, other.file)]
    assert books[0] is not None
    assert books[1] is not None
    return books[0], books[1]


def test_it_goes_by_its_language(name: str) -> None:
    assert name.endswith(f"-{EDITIONS[name].language}")
    assert rulebooks.find(EDITIONS[name].code) != EDITIONS[name].file


def test_the_front_matter_agrees(name: str, vocabulary: Vocabulary) -> None:
    this, chinese = editions(name, vocabulary)
    assert (this.code, this.version, this.effective) == (chinese.code, chinese.version, chinese.effective)


def test_the_clauses_agree(name: str, vocabulary: Vocabulary) -> None:
    this, chinese = editions(name, vocabulary)
    shape = [
        [(c.id, c.level, c.sources, c.mark, bool(c.ours), len(c.examples)) for c in book.clauses if c.text]
        for book in (this, chinese)
    ]
    assert shape[0] == shape[1]
    statuses = [[row.status for row in coverage(book, vocabulary)] for book in (this, chinese)]
    assert statuses[0] == statuses[1]


def test_the_rules_agree(name: str, vocabulary: Vocabulary) -> None:
    this, chinese = editions(name, vocabulary)
    assert [rule.id for rule in this.rules] == [rule.id for rule in chinese.rules]
    differing = [one.id for one, other in zip(this.rules, chinese.rules, strict=True) if said(one) != said(other)]
    assert differing == []


def test_a_changed_figure_would_be_noticed(name: str, vocabulary: Vocabulary) -> None:
    text = EDITIONS[name].file.read_text(encoding="utf-8").replace("within: 10 minutes", "within: 12 minutes")
    _, chinese = editions(name, vocabulary)
    changed = language.compile(text, vocabulary).draft
    differing = [one.id for one, other in zip(changed.rules, chinese.rules, strict=True) if said(one) != said(other)]
    assert differing == ["service.escalate/deadline-1"]


def test_what_people_read_is_in_its_language(name: str, vocabulary: Vocabulary) -> None:
    this, _ = editions(name, vocabulary)
    words = [f"{c.title}{c.text}{c.note}{c.ours}" for c in this.clauses]
    words += [str(getattr(rule, name, "")) for rule in this.rules for name in READ]
    words += [this.name, this.owner, this.scope]
    assert [text for text in words if re.search(r"[\u4e00-\u9fff]", text)] == []
