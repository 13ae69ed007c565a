"""The shipped rulebooks, compiled against the words that all modules have registered."""

from __future__ import annotations

from functools import cache

import pytest

from dianzhang import rulebooks
from dianzhang.engine import registry
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import Compiled
from dianzhang.kernel.rules import Rulebook
from dianzhang.kernel.vocabulary import PostWord, Vocabulary
from dianzhang.people.department import POSTS


@cache
def words() -> Vocabulary:
    return registry.vocabulary({code: PostWord(code, name) for code, (name, _unit, _above) in POSTS.items()})


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return words()


@pytest.fixture(scope="session")
def text() -> str:
    return rulebooks.read("process-first")


@pytest.fixture(scope="session")
def compiled(text: str, vocabulary: Vocabulary) -> Compiled:
    return language.compile(text, vocabulary)


@pytest.fixture(scope="session")
def rulebook(compiled: Compiled) -> Rulebook:
    assert compiled.rulebook is not None, [f"{e.line}:{e.column} {e.message}" for e in compiled.errors]
    return compiled.rulebook
