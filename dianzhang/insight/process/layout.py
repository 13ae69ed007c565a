"""Places for the steps of a map and ways for its arrows: plain arithmetic, in units of the picture.

Steps stand in rows by their median place in a record, the most frequent in the middle of its row; at most ``WIDE`` in a
row.  An arrow onward goes from the lower edge to the upper; one back, or to the same row, goes round by the right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .flow import Arrow, Step

WIDE = 4  # steps side by side
BOX, TALL = 168.0, 46.0
ACROSS, DOWN = 44.0, 74.0  # between two boxes
EDGE = 24.0
ROUND = 46.0  # room on the right for arrows that go back


@dataclass(frozen=True, slots=True)
class Box:
    """A step at its place: ``x`` and ``y`` of the upper left corner."""

    step: Step
    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.x + BOX / 2


@dataclass(frozen=True, slots=True)
class Way:
    """An arrow's path (``d`` of SVG) and where its words stand."""

    arrow: Arrow
    path: str
    x: float
    y: float
    back: bool


@dataclass(frozen=True)
class Picture:
    """Everything placed."""

    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    width: float
    height: float


def rows_of(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps in rows: by median place, rows that would be too wide go on in the next."""
    by_place: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        by_place[step.place].append(step)
    rows: list[list[Step]] = []
    for place in sorted(by_place):
        standing = sorted(by_place[place], key=lambda s: (-s.count, s.kind))
        rows += [standing[n : n + WIDE] for n in range(0, len(standing), WIDE)]
    return rows


def centred(row: Sequence[Step]) -> list[Step]:
    """The most frequent in the middle, the others to its sides by turns."""
    placed: list[Step] = []
    for n, step in enumerate(row):
        placed.insert(0 if n % 2 else len(placed), step)
    return placed


def lay_out(steps: Sequence[Step], arrows: Sequence[Arrow]) -> Picture:
    """A picture of these steps and of the arrows between them; arrows from or to other steps are left out."""
    rows = rows_of(steps)
    widest = max((len(row) for row in rows), default=1)
    inner = widest * BOX + (widest - 1) * ACROSS
    boxes: dict[str, Box] = {}
    for n, row in enumerate(rows):
        taken = len(row) * BOX + (len(row) - 1) * ACROSS
        left = EDGE + (inner - taken) / 2
        for m, step in enumerate(centred(row)):
            boxes[step.kind] = Box(step, left + m * (BOX + ACROSS), EDGE + n * (TALL + DOWN))
    drawn = [a for a in arrows if a.from_ in boxes and a.to in boxes]
    right = EDGE + inner
    ways, backs = [], 0
    for arrow in drawn:
        a, b = boxes[arrow.from_], boxes[arrow.to]
        if b.y > a.y:
            ways.append(_onward(arrow, a, b))
        else:
            ways.append(_back(arrow, a, b, right, backs))
            backs += 1
    width = right + EDGE + (ROUND + 12.0 * min(backs, 8) + 60 if backs else 0)
    return Picture(tuple(boxes.values()), tuple(ways), width, EDGE * 2 + len(rows) * (TALL + DOWN) - DOWN)


def _onward(arrow: Arrow, a: Box, b: Box) -> Way:
    x1, y1, x2, y2 = a.middle, a.y + TALL, b.middle, b.y - 6
    bend = min(DOWN * 0.6, (y2 - y1) / 2)
    path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
    far = y2 - y1 > DOWN + TALL  # the words of a long arrow stand at its end, where no box lies over them
    share = 0.5 if not far else 1 - DOWN * 0.5 / (y2 - y1)
    x = _bezier(share, x1, x1, x2, x2)
    return Way(arrow, path, x, _bezier(share, y1, y1 + bend, y2 - bend, y2), back=False)


def _back(arrow: Arrow, a: Box, b: Box, right: float, n: int) -> Way:
    """Out at the right of ``a``, round, and in at the right of ``b``; the same box: a loop."""
    out = right + ROUND + 12.0 * min(n, 8)
    y1, y2 = a.y + TALL * 0.65, b.y + TALL * 0.35
    x1, x2 = a.x + BOX, b.x + BOX + 6
    if arrow.from_ == arrow.to:
        out = x1 + ACROSS * 0.8
    path = f"M{x1:.0f} {y1:.0f}C{out:.0f} {y1:.0f} {out:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    return Way(arrow, path, _bezier(0.5, x1, out, out, x2), (y1 + y2) / 2, back=True)


def _bezier(t: float, *p: float) -> float:
    return (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t**2 * p[2] + t**3 * p[3]
