"""A parcel that nobody knows of: written down, matched to its case and then checked, or sent away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Returned
from tests.trade.desk import MONDAY

from .conftest import Counter, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.8")]
PARCEL = {"carrier": "韵达", "waybill": "YD0000000007", "contents": "一只杯子，没有纸条"}


def does(actor: Any, action: str, minute: float, parcel: Returned | None = None, **data: Any) -> Outcome:
    with living_at(MONDAY + timedelta(minutes=minute)):
        return one(f"returned.{action}", actor, parcel.pk if parcel else None, **data)


def test_written_down_then_matched_then_checked(counter: Counter) -> None:
    parcel = must(does(counter.people.chenmo, "record", 0, **PARCEL))
    case = counter.agreed(counter.order(), "return", lines="CUP×1", amount="50")
    must(does(counter.people.zhouke, "match", 30, parcel, case=f"#{case.pk}"))
    parcel.refresh_from_db()
    assert (parcel.status, parcel.aftersale_id) == ("matched", case.pk)
    assert (now(case).status, now(case).back_waybill) == ("sent", "YD0000000007")
    must(counter.does(counter.people.chenmo, "receive", 40, case, seen="CUP×1 完好"))


def test_once_only(counter: Counter) -> None:
    must(does(counter.people.chenmo, "record", 0, **PARCEL))
    assert "已经登记过" in does(counter.people.chenmo, "record", 1, **PARCEL).why


def test_one_that_is_awaited_belongs_to_its_case(counter: Counter) -> None:
    case = counter.agreed(counter.order(), "return")
    must(counter.does(counter.people.zhouke, "send_back", 20, case, carrier="韵达", waybill="YD0000000007"))
    outcome = does(counter.people.chenmo, "record", 30, **PARCEL)
    assert f"#{case.pk}" in outcome.why


def test_a_case_that_waits_for_no_goods_is_none(counter: Counter) -> None:
    parcel = must(does(counter.people.chenmo, "record", 0, **PARCEL))
    case = counter.agreed(counter.order(), "refund")
    assert "不等退货" in does(counter.people.zhouke, "match", 30, parcel, case=str(case.pk)).why
    assert "404404" in does(counter.people.zhouke, "match", 31, parcel, case="404404").why


def test_sent_away_with_a_reason(counter: Counter) -> None:
    parcel = must(does(counter.people.chenmo, "record", 0, **PARCEL))
    assert "reason" in does(counter.people.chenmo, "send_away", 5, parcel).field_errors
    must(does(counter.people.chenmo, "send_away", 6, parcel, reason="不是我们的货"))
    assert "的权限" in does(counter.people.xunuo, "record", 7, **PARCEL).why
