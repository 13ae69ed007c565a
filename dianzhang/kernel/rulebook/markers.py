"""Marker lines: short lines under a heading that say where a clause comes from and how it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..messages import Message
from .concerns import CONCERNS
from .problems import Place, Report

# English name -> (Chinese, English) as written
MARKERS: dict[str, tuple[str, str]] = {
    "sources": ("来源", "Sources"),
    "advisory": ("倡导", "Advisory"),
    "recorded": ("记录", "Recorded"),
    "awaiting": ("待建", "Awaiting"),
    "ours": ("自定", "Ours"),
    "concerns": ("涉及", "Concerns"),
    "terms": ("术语", "Terms"),
}
STATUS: tuple[Literal["advisory", "recorded", "awaiting"], ...] = (
    "advisory",
    "recorded",
    "awaiting",
)  # of these a clause carries one at most
_FACES = {face.lower(): name for name, faces in MARKERS.items() for face in faces}
_LINE = re.compile(rf"\s*({'|'.join(_FACES)})[ \t]*[:：][ \t]*(.*)$", re.IGNORECASE)
_SOURCE = re.compile(r"[A-D][0-9]{0,2}-[0-9]{1,3}")
_BETWEEN = re.compile(r"[^、，,;；\s]+")


@dataclass(frozen=True, slots=True)
class Marker:
    name: str
    value: str
    place: Place  # of the value, or of the whole line when it has none


def marker_of(text: str, line: int, column: int) -> Marker | None:
    """The marker that a line of prose is, or None."""
    found = _LINE.match(text.rstrip())
    if found is None:
        return None
    indent = len(text) - len(text.lstrip())
    value = found[2]
    start = found.start(2) if value else found.start(1)
    return Marker(_FACES[found[1].lower()], value, Place(line, column + start - indent, max(len(value), 1)))


def concerns_of(marker: Marker, report: Report) -> tuple[str, ...]:
    """What a clause says it bears on: ``薪酬、纪律、工时``."""
    faces = {face: name for name, said in CONCERNS.items() for face in (name, said.zh)}
    found = []
    for piece in _BETWEEN.finditer(marker.value):
        if name := faces.get(piece[0].lower()):
            found.append(name)
            continue
        place = Place(marker.place.line, marker.place.column + piece.start(), len(piece[0]))
        zh, en = "、".join(said.zh for said in CONCERNS.values()), ", ".join(CONCERNS)
        report.error(
            place, f"“涉及”后面没有“{piece[0]}”这一种（可用：{zh}）", f"no such concern: “{piece[0]}” (available: {en})"
        )
    if not marker.value:
        report.error(marker.place, "“涉及”后面要写涉及什么", "“Concerns” names nothing")
    return tuple(dict.fromkeys(found))


def sources_of(marker: Marker, report: Report) -> tuple[str, ...]:
    """The statements that a clause names: ``B2-47、B2-48``."""
    found: list[str] = []
    for piece in _BETWEEN.finditer(marker.value):
        place = Place(marker.place.line, marker.place.column + piece.start(), len(piece[0]))
        if not _SOURCE.fullmatch(piece[0]):
            report.error(
                place,
                f"来源“{piece[0]}”写法不对",
                f"“{piece[0]}” is no source",
                Message("写条目编号，用顿号分开，如 B2-47、B2-48", "write ids of statements, like B2-47, B2-48"),
            )
        elif piece[0] in found:
            report.error(place, f"来源“{piece[0]}”重复", f"the source “{piece[0]}” is repeated")
        else:
            found.append(piece[0])
    if not marker.value:
        report.error(marker.place, "“来源”后面没有条目编号", "“Sources” names no statement")
    return tuple(found)
