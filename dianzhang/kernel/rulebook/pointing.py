"""How findings about a rulebook are said: with the place, and the other place that it does not fit together with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..messages import Message
from ..rules import Rulebook
from ..vocabulary import Vocabulary
from .nodes import Pairs
from .problems import Place, Report


class Pointing:
    """``origin`` says where each rule of ``book`` is written."""

    def __init__(self, book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
        self.book, self.origin, self.vocabulary, self.report = book, origin, vocabulary, report

    def _error(self, rule: Any, key: tuple[str, str], other: Any, zh: str, en: str) -> None:
        self.report.error(self._place(rule, *key), zh, en, Message("留一处，或写明各管什么情形", "keep one of them"))

    def _twice(self, one: Any, other: Any, zh: str, en: str) -> None:
        self.report.warn(
            self._place(other),
            f"这条{zh}和{self._at(one)}的一样，会算两次", f"this {en} is the same as the one {self._at_en(one)}",
        )  # fmt: skip

    def _contained(self, wide: Any, narrow: Any, zh: str, en: str) -> None:
        self.report.warn(
            self._place(narrow),
            f"这条{zh}管的情形，{self._at(wide)}都管了，这一条多余",
            f"every case of this {en} is covered {self._at_en(wide)}: this one adds nothing",
        )

    def _refused_already(self, wide: Any, narrow: Any) -> None:
        self.report.warn(
            self._place(narrow),
            f"这些情形{self._at(wide)}已经不许做，轮不到这一条",
            f"these cases are refused {self._at_en(wide)}: this one never comes to act",
        )

    def _place(self, rule: Any, *faces: str) -> Place:
        pairs = self.origin[rule.id]
        return next((key.place for key, _node in pairs.entries if key.value in faces), pairs.place)

    def _at(self, rule: Any) -> str:
        clause = self.book.clause[rule.clause]
        return f"第 {rule.line} 行（{clause.number} {clause.title}）".replace("（ ", "（")

    @staticmethod
    def _at_en(rule: Any) -> str:
        return f"in line {rule.line} ({rule.clause})"

    def _post(self, code: str) -> str:
        found = self.vocabulary.post(code)
        return found.zh if found else code
