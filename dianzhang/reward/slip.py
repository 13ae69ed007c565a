"""A payslip: a person's score and pay of one month, reckoned now or as it was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.kernel.messages import Message

from .states import ADJUSTMENT
from .tree import Figure, Step


@dataclass(frozen=True)
class ScoreResult:
    """One part of the score, or the whole.  Ratios: 1 is 100 %."""

    metric: str
    weight: Decimal | None
    value: Decimal | None
    counted: Decimal | None  # within floor and cap
    points: Decimal | None  # what it brings to the whole
    figure: Figure
    whole: bool = False


@dataclass(frozen=True)
class PayResult:
    """One item of pay in yuan, to the cent; None with its reason.  ``corrects``: the month it makes good."""

    item: str
    amount: Decimal | None
    clause: str
    rule: str
    version_id: int | None
    formula: str
    inputs: tuple[Figure, ...] = ()
    steps: tuple[Step, ...] = ()
    events: tuple[int, ...] = ()
    reason: Message | None = None
    corrects: str = ""
    currency: str = "CNY"

    @property
    def title(self) -> str:
        """The item for people: one of the rulebook as it is called there, an adjustment in the reader's language."""
        return f"{gettext(ADJUSTMENT)} {self.corrects}" if self.corrects else self.item


@dataclass(frozen=True)
class Slip:
    """``closed_at`` is None for an estimate of a month that is not settled yet."""

    person_id: int
    name: str
    post: str
    period: str
    scores: tuple[ScoreResult, ...] = ()
    lines: tuple[PayResult, ...] = ()
    closed_at: datetime | None = None

    @property
    def version(self) -> str:
        """The versions of the rulebooks that its own lines and scores stand in."""
        own = [line.version_id for line in self.lines if not line.corrects]
        known = dict.fromkeys(v for v in (*own, *(score.figure.version_id for score in self.scores)) if v is not None)
        return " · ".join(dict.fromkeys(rulebooks.ruleset(version).rulebook.version for version in known))

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def total(self) -> Decimal:
        """Everything that has an amount, adjustments included."""
        return sum((line.amount for line in self.lines if line.amount is not None), Decimal("0.00"))

    @property
    def earned(self) -> Decimal:
        """What the month itself brought, adjustments of other months left out."""
        return sum((x.amount for x in self.lines if x.amount is not None and not x.corrects), Decimal("0.00"))

    @property
    def score(self) -> ScoreResult | None:
        """The whole score, or None where the post has no scorecard."""
        return next((score for score in self.scores if score.whole), None)

    @property
    def parts(self) -> tuple[ScoreResult, ...]:
        return tuple(score for score in self.scores if not score.whole)
