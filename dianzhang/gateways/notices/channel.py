"""What channels have in common: what is said, how it is cut to what a channel takes, what an answer comes to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from dianzhang.engine.outward.posting import Posted

# taken: it has it; refused: it never will, as things stand; limited: too many at once; silent: nobody knows
Came = Literal["taken", "refused", "limited", "silent"]


@dataclass(frozen=True)
class Said:
    """One message: a heading and its lines.  ``mobiles``: whom a robot that can do so calls by their telephones."""

    head: str
    lines: Sequence[str] = ()
    mobiles: Sequence[str] = ()


@dataclass(frozen=True)
class Answer:
    """What came of sending: ``code`` is what the other side said, empty where it said nothing; ``why`` for people.

    ``wait``: seconds for which nothing more is sent there, where it asked for that.
    """

    came: Came
    code: str = ""
    why: str = ""
    wait: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Robot:
    """One platform's group robots.

    ``hosts`` are the only ones that its addresses may have; ``longest`` is how many bytes a text may have; ``paces``
    are (how many, in how many seconds); ``pause`` is for how many seconds it refuses when there were more.
    ``compose(text, mobiles)`` makes the body, ``sign(url, body, secret, seconds)`` adds what proves that it is ours,
    ``read(status, body)`` says what an answer comes to.
    """

    name: str
    zh: str
    hosts: Sequence[str]
    longest: int
    paces: Sequence[tuple[int, int]]
    pause: float
    compose: Callable[[str, Sequence[str]], dict[str, Any]]
    sign: Callable[[str, dict[str, Any], str, float], tuple[str, dict[str, Any]]]
    codes: Mapping[str, str] = field(default_factory=dict)  # code -> what to do about it, for people
    limits: frozenset[str] = frozenset()  # codes that mean: too many
    code_names: Sequence[str] = ("errcode",)  # where an answer holds its code; 0 is success
    word_names: Sequence[str] = ("errmsg",)
    calls: bool = True  # whether it calls people by their telephones
    signs: bool = True  # whether it has a secret

    def body(self, said: Said) -> dict[str, Any]:
        return self.compose(fitted(said, self.longest), said.mobiles if self.calls else ())

    def read(self, posted: Posted) -> Answer:
        """What an answer comes to: HTTP 200 alone says nothing, the code in the body does."""
        if posted.status is None:
            came: Came = "refused" if posted.barred else "silent"
            return Answer(came, why=posted.why, seconds=posted.seconds)
        code, words = self._said(posted.body)
        http = str(posted.status)
        if posted.status == 429 or code in self.limits:
            why = _("太快了，对方要求等一等。")
            return Answer("limited", code or http, why, posted.wait or self.pause, posted.seconds)
        if posted.status >= 500:
            return Answer(
                "silent", http, _("对方出错了：%(code)s。") % {"code": http}, posted.wait or 0, posted.seconds
            )
        if posted.status != 200:
            return Answer("refused", code or http, self._why(code or http, words), seconds=posted.seconds)
        if code is None:
            why = _("对方的答复读不懂，不知道收没收。")
            return Answer("refused", http, why, seconds=posted.seconds)
        if code == "0":
            return Answer("taken", "0", seconds=posted.seconds)
        return Answer("refused", code, self._why(code, words), seconds=posted.seconds)

    def _said(self, body: bytes) -> tuple[str | None, str]:
        """The code and the words in an answer; None where there is no code."""
        try:
            told = json.loads(body)
        except ValueError:
            return None, ""
        if not isinstance(told, dict):
            return None, ""
        code = next((told[n] for n in self.code_names if isinstance(told.get(n), int | str)), None)
        words = next((str(told[n]) for n in self.word_names if told.get(n)), "")
        return None if code is None else str(code), words

    def refusal(self, code: str) -> str:
        """What to do about a code that is known."""
        return _("对方不收（%(code)s）：%(todo)s") % {"code": code, "todo": _(self.codes[code])}

    def _why(self, code: str, words: str) -> str:
        if code in self.codes:
            return self.refusal(code)
        return _("对方不收（%(code)s）：%(words)s") % {"code": code, "words": words[:120]}


def fitted(said: Said, most: int) -> str:
    """The text within ``most`` bytes of UTF-8: whole lines as far as they fit, then how many more there are.

    Where not even the heading and one line fit, that line is cut between two characters.
    """
    whole = "\n".join([said.head, *said.lines])
    if len(whole.encode()) <= most:
        return whole
    kept, lines = said.head, list(said.lines)
    for n, line in enumerate(lines):
        rest = len(lines) - n
        longer = f"{kept}\n{line}"
        if len(longer.encode()) + len(_more(rest - 1).encode()) > most:
            return cut(kept + _more(rest), most) if n else cut(f"{kept}\n{line}", most)
        kept = longer
    return cut(kept, most)


def _more(n: int) -> str:
    return "\n" + _("……另有 %(n)s 条，到系统里看") % {"n": n} if n else ""


def cut(text: str, most: int) -> str:
    """At most ``most`` bytes of UTF-8, no character cut in two; where something went, it ends with …"""
    if len(text.encode()) <= most:
        return text
    room = max(most - len("…".encode()), 0)
    return text.encode()[:room].decode(errors="ignore") + ("…" if most >= 3 else "")
