"""How people write which pieces they mean: ``GX-1×2；CUP``, and what was found of them: ``GX-1×1 完好``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from .states import OUTCOMES

SEPARATOR = re.compile(r"[\n；;，,]+")
TIMES = re.compile(r"^(?P<name>.+?)\s*[×xX*＊]\s*(?P<count>\d{1,6})$")


class Piece(NamedTuple):
    """``pieces`` pieces of what is called ``name``; ``outcome`` is empty where none is written."""

    name: str
    pieces: int
    outcome: str = ""


def read(
    text: str, known: Mapping[str, object], *, outcomes: bool = False, shown: Iterable[str] | None = None
) -> list[Piece]:
    """The pieces that a text names.  ``known``: the names there are; ``shown``: those told to whoever wrote another.

    A name may have commas in it.  ValueError, in words, with what there is.
    """
    there = list(known if shown is None else shown)
    return [_piece(part, known, outcomes, there) for part in _parts(text, known)]


def _parts(text: str, known: Collection[str]) -> Iterator[str]:
    """The text piece by piece: up to the next separator that is not within a name that begins there."""
    with_commas = sorted((name for name in known if SEPARATOR.search(name)), key=len, reverse=True)
    while text := text.lstrip("\n；;，, \t\r"):
        name = next((name for name in with_commas if text.startswith(name)), "")
        end = SEPARATOR.search(text, len(name))
        part, text = (text[: end.start()], text[end.end() :]) if end else (text, "")
        yield part.strip()


def _piece(part: str, known: Mapping[str, object], outcomes: bool, there: list[str]) -> Piece:
    outcome, left = "", part
    if outcomes:
        left, outcome = _outcome(part)
    count = 1
    if left not in known and (found := TIMES.match(left)):
        left, count = found["name"].strip(), int(found["count"])
    if left not in known:
        told = {"name": left, "there": "、".join(there)}
        raise ValueError(_("没有叫“%(name)s”的商品；有的是：%(there)s。") % told)
    if count < 1:
        raise ValueError(_("“%(part)s”的件数至少是 1。") % {"part": part})
    return Piece(left, count, outcome)


def _outcome(part: str) -> tuple[str, str]:
    """What is before the word at the end that says how it is, and that outcome; the word in either language."""
    for code, zh in OUTCOMES.items():
        for word in (code, zh, _(zh)):
            left, found, after = part.lower().rpartition(f" {word.lower()}")
            if found and left.strip() and not after:
                return part[: len(left)].strip(), code
    words = "、".join(_(zh) for zh in OUTCOMES.values())
    raise ValueError(_("“%(part)s”没有写结果：末尾空一格，写 %(words)s 之一。") % {"part": part, "words": words})


def written(pieces: list[Piece]) -> str:
    """As ``read`` reads it."""
    return "\n".join(f"{p.name}×{p.pieces}{' ' + _(OUTCOMES[p.outcome]) if p.outcome else ''}" for p in pieces)
