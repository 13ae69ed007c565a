"""A department under B3: what people enter of the month becomes the bonus, line by line, to the fen."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.moment import living_at
from dianzhang.reward.reading import slip
from tests.engine.department import found, put_in_force
from tests.reward.office import AFTER_OCTOBER, does, done, october

ENTERED = {"nps_attained": "1", "fcr_attained": "0.9", "process_attained": "0.8"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("B3"))
    return people


def enter(people: SimpleNamespace, item: str, **more: Any) -> Any:
    given = {"item": item, "period": "2026-10", "person": "zhouke", **more}
    return does(people.hejing, "payfigure.set", october(30), **given)


def lines(people: SimpleNamespace) -> dict[str, Decimal | None]:
    with living_at(AFTER_OCTOBER):
        found = slip(people.zhouke.person_id, "2026-10")
    assert found is not None
    return {line.item: line.amount for line in found.lines}


@pytest.mark.requirement("R5.4")
def test_the_month_of_one_in_service(people: SimpleNamespace) -> None:
    assert enter(people, "base_performance", amount=Decimal(2000)).done
    for item, rate in ENTERED.items():
        assert enter(people, item, rate=Decimal(rate)).done
    assert enter(people, "penalty_points", points=Decimal(3)).done
    found = lines(people)
    assert found["绩效奖金"] == Decimal("1910.00")  # 2000 × (1 × 70% + 0.9 × 30%) − 3 points at ten yuan
    assert found["扣罚超限补回"] == 0


def test_what_nobody_entered_is_no_nought(people: SimpleNamespace) -> None:
    assert enter(people, "base_performance", amount=Decimal(2000)).done
    assert enter(people, "nps_attained", rate=Decimal(1)).done
    assert lines(people)["绩效奖金"] is None


@pytest.mark.parametrize(
    ("item", "given", "word"),
    [
        ("team_factor", {"rate": Decimal("1.21")}, "系数出了范围"),
        ("personal_score", {"rate": Decimal("0.79")}, "系数出了范围"),
        ("commission_rate", {"rate": Decimal("1.5")}, "不能超过 1"),
        ("nps_attained", {"points": Decimal(3)}, "填比例"),
        ("penalty_points", {"rate": Decimal(1)}, "填扣分"),
        ("penalty_points", {}, "填扣分"),
        ("base_performance", {"points": Decimal(1)}, "填金额"),
    ],
)
def test_a_wrong_figure_is_refused(people: SimpleNamespace, item: str, given: dict[str, Any], word: str) -> None:
    outcome = enter(people, item, **given)
    assert outcome.status == "refused"
    assert word in outcome.why


@pytest.mark.parametrize("rate", ["0.8", "1", "1.2"])
def test_a_factor_within_its_bounds_is_taken(people: SimpleNamespace, rate: str) -> None:
    assert enter(people, "team_factor", rate=Decimal(rate)).done


def test_an_attainment_may_lie_above_the_target(people: SimpleNamespace) -> None:
    assert enter(people, "roi_attained", rate=Decimal("1.5")).done


def test_who_may_not_enter_them(people: SimpleNamespace) -> None:
    assert does(
        people.zhouke, "payfigure.set", october(30), item="nps_attained", period="2026-10", person="zhouke",
        rate=Decimal(2),
    ).status == "refused"  # fmt: skip
    assert done(
        people.shenlan, "payfigure.set", october(30), item="nps_attained", period="2026-10", person="zhouke",
        rate=Decimal(1),
    )  # fmt: skip
