"""What reviews add up to: how many, how good, and whether the bad ones were seen to in time."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import ClockRow
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Review

GOOD, BAD = Q(rating__gte=4), Q(rating__lte=2)


def _opens(**filters: str) -> Any:
    def address(of: Slice) -> Address:
        given = {"reviewed_from": of.first, "reviewed_to": of.last, "shop": of.shop}
        return Address("review", filters | {name: str(value) for name, value in given.items() if value is not None})

    return address


def _reviews(name: str, zh: str, english: str, value: Any, definition: str, **more: Any) -> None:
    shared: dict[str, Any] = {"model": Review, "day": "reviewed_day", "shop": "shop_id", "unit_of": "unit_id"}
    declare(
        Measure(
            name, zh=zh, english=english, value=value, definition=definition,
            **{"unit": Unit.COUNT, "opens": _opens(), **shared, **more},
        )
    )  # fmt: skip


_reviews("reviews", _("评价数"), "Reviews", Count("id"), _("按评价日，全部评价"))
_reviews(
    "reviews_good", _("好评数"), "Good reviews", Count("id"), _("按评价日，四星、五星的"), where=GOOD,
    opens=_opens(rating="4,5"),
)  # fmt: skip
_reviews(
    "reviews_bad", _("差评数"), "Bad reviews", Count("id"), _("按评价日，一星、两星的"), where=BAD,
    opens=_opens(rating="1,2"), better="lower",
)  # fmt: skip
_reviews(
    "review_stars", _("评价星数合计"), "Stars of reviews", Sum("rating"), _("按评价日，星级加起来"), unit=Unit.POINTS,
)  # fmt: skip
_reviews(
    "reviews_changed", _("改评数"), "Reviews changed for the better", Count("id"), _("按评价日，跟进以后买家改了的"),
    where=Q(outcome="changed"), opens=_opens(outcome="changed"),
)  # fmt: skip


def _clocks(name: str, zh: str, english: str, definition: str, *states: str) -> None:
    declare(
        Measure(
            name, zh=zh, english=english, unit=Unit.COUNT, model=ClockRow, value=Count("id"), day="due_day",
            shop="shop_id", unit_of="unit_id", person="owner_id", post="owner_post", whose="person",
            where=Q(subject_kind="review", state__in=states), judging=Q(quiet=False), definition=definition,
        )
    )  # fmt: skip


_clocks(
    "review_clocks_due",
    _("差评时限数"),
    "Deadlines of bad reviews",
    _("跟进评价的时限，到期并已判定的"),
    "met",
    "missed",
)
_clocks("review_clocks_kept", _("差评按时数"), "Deadlines of bad reviews met", _("跟进评价的时限，到期前完成的"), "met")
