"""How often a rule went off and how often that was a false alarm, so that it can be tuned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from .models import NumberAlarm


@dataclass(frozen=True)
class Tally:
    """``fired`` times, of them ``right`` and ``wrong`` as people said; the rest nobody judged."""

    fired: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def share_wrong(self) -> Decimal | None:
        """Of those that were judged; None where none was."""
        told = self.right + self.wrong
        return Decimal(self.wrong) / told if told else None


def tallies(rules: Collection[str]) -> dict[str, Tally]:
    """Rule -> its tally over all versions, in one statement."""
    rows = NumberAlarm.objects.filter(rule__in=rules).order_by().values_list("rule")
    found = rows.annotate(
        fired=Count("pk"), right=Count("pk", filter=Q(verdict="true")), wrong=Count("pk", filter=Q(verdict="false"))
    )
    return {rule: Tally(fired, right, wrong) for rule, fired, right, wrong in found}
