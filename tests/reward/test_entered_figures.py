"""Volumes of work and pay figures: who may enter them, what is refused, which of several counts."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.reward.facts import MonthFacts
from dianzhang.reward.models import PayFigure, Volume
from dianzhang.reward.variables import VARIABLES
from tests.engine.department import found, put_in_force
from tests.reward.office import AFTER_OCTOBER, does, done, october

RIGHTS = """
## 权限 {#rights}

```rule
权限:
  - {岗位: [客服组长], 可做: [业务量.*, 目标.下达], 范围: 全部}
  - {岗位: [人事专员], 可做: [薪酬核定.*], 范围: 全部, 可见: [薪酬核定.金额, 薪酬核定.比例]}
```
"""


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(RIGHTS)
    rulebooks.forget()
    return people


def figure(people: SimpleNamespace, name: str, who: str = "zhouke", period: str = "2026-10") -> Decimal | None:
    """A pay variable as it counts for somebody in a month."""
    facts = MonthFacts(period)
    worker = next(one for one in facts.workers if one.person_id == getattr(people, who).person_id)
    return VARIABLES[name](facts, worker).value


def measured(people: SimpleNamespace, name: str, who: str = "zhouke") -> Decimal | None:
    facts = MonthFacts("2026-10")
    worker = next(one for one in facts.workers if one.person_id == getattr(people, who).person_id)
    return facts.measured(name, worker).value


def volume(actor: Any, **more: Any) -> Any:
    given = {"kind": "feedback", "day": date(2026, 10, 12), "count": 5, **more}
    return does(actor, "volume.record", october(12, 18), **given)


def set_figure(actor: Any, **more: Any) -> Any:
    return does(actor, "payfigure.set", october(12), **{"item": "allowance", "period": "2026-10", **more})


def test_volumes_of_a_person_and_of_the_department(people: SimpleNamespace) -> None:
    assert volume(people.linxiao, person="zhouke").done
    assert volume(people.linxiao, person="zhouke", count=7, day=date(2026, 10, 1)).done
    assert volume(people.linxiao, person="suhe", count=3).done
    assert volume(people.linxiao, person="suhe", count=100, day=date(2026, 9, 30)).done
    assert volume(people.linxiao, kind="promotion", count=50).done
    assert measured(people, "own_feedback") == 12
    assert measured(people, "department_feedback") == 15
    assert measured(people, "own_promotion") is None
    assert measured(people, "department_franchise") is None


def test_nought_entered_is_nought(people: SimpleNamespace) -> None:
    assert volume(people.linxiao, person="zhouke", count=0).done
    assert measured(people, "own_feedback") == 0


def test_targets_in_pieces_are_each_persons_or_the_departments(people: SimpleNamespace) -> None:
    given: dict[str, Any] = {"period": "2026-10", "metric": "反馈量目标"}
    done(people.linxiao, "target.set", october(8), value=Decimal(40), **given)
    assert measured(people, "own_feedback_target") is None
    row = done(people.linxiao, "target.set", october(8), value=Decimal(20), person="zhouke", **given)
    assert measured(people, "own_feedback_target") == 20
    assert measured(people, "department_feedback_target") == 40
    assert str(row.value_cents) == "2000"
    for wrong in ({"value": Decimal("1.5")}, {"value": Decimal(5), "shop": "tmall-1"}):
        outcome = does(people.linxiao, "target.set", october(8), **given, **wrong)
        assert outcome.status == "refused"
        assert "整数" in outcome.why


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"person": "nobody"}, "nobody"),
        ({"day": date(2026, 10, 13)}, "还没有到"),
        ({"count": -1}, "count"),
        ({"kind": "applause"}, "kind"),
    ],
)
def test_a_wrong_volume_is_refused_with_its_reason(people: SimpleNamespace, given: dict[str, Any], word: str) -> None:
    outcome = volume(people.linxiao, **given)
    assert outcome.status == "refused"
    assert word in outcome.why


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"person": "nobody", "amount": 1}, "nobody"),
        ({"post": "astronaut", "amount": 1}, "astronaut"),
        ({"amount": 1}, "填一个"),
        ({"person": "zhouke", "post": "service", "amount": 1}, "填一个"),
        ({"person": "zhouke"}, "填金额"),
        ({"person": "zhouke", "rate": "0.1"}, "填金额"),
        ({"person": "zhouke", "item": "commission_rate", "amount": 5}, "填比例"),
        ({"person": "zhouke", "item": "commission_rate", "rate": "1.1"}, "不能超过 1"),
        ({"person": "zhouke", "item": "start_up", "amount": 5}, "只填月份"),
        ({"person": "zhouke", "amount": 5, "period": "2026-13"}, "period"),
    ],
)
def test_a_wrong_figure_is_refused_with_its_reason(people: SimpleNamespace, given: dict[str, Any], word: str) -> None:
    outcome = set_figure(people.hejing, **given)
    assert outcome.status == "refused"
    assert word in outcome.why


@pytest.mark.parametrize("who", ["zhouke", "mengyan", "hejing"])
def test_who_may_not_record_volumes(people: SimpleNamespace, who: str) -> None:
    assert volume(getattr(people, who)).status == "refused"
    assert not Volume.objects.exists()


@pytest.mark.requirement("K6.7")
@pytest.mark.parametrize("who", ["zhouke", "mengyan", "linxiao"])
def test_who_may_not_set_pay_figures(people: SimpleNamespace, who: str) -> None:
    assert set_figure(getattr(people, who), person=who, amount=Decimal(9999)).status == "refused"
    assert not PayFigure.objects.exists()


def test_one_that_holds_until_the_next(people: SimpleNamespace) -> None:
    assert set_figure(people.hejing, post="service", amount=Decimal(100), period="2026-02").done
    assert set_figure(people.hejing, post="service", amount=Decimal(200), period="2026-11").done
    assert [figure(people, "allowance", period=p) for p in ("2026-01", "2026-02", "2026-10", "2026-11")] == [
        None, 100, 100, 200,
    ]  # fmt: skip
    assert set_figure(people.hejing, person="zhouke", amount=Decimal(150)).done
    assert (figure(people, "allowance"), figure(people, "allowance", "suhe")) == (150, 100)


def test_one_of_a_single_month(people: SimpleNamespace) -> None:
    assert figure(people, "attendance_award") == 0
    row = set_figure(people.hejing, item="attendance_award", person="zhouke", amount=Decimal(100)).record
    assert [figure(people, "attendance_award", period=p) for p in ("2026-09", "2026-10", "2026-11")] == [0, 100, 0]
    with living_at(AFTER_OCTOBER):
        done(people.hejing, "payfigure.void", AFTER_OCTOBER, row.pk)
    assert figure(people, "attendance_award") == 0


def test_a_rate_is_exact(people: SimpleNamespace) -> None:
    assert set_figure(people.hejing, item="commission_rate", person="zhouke", rate=Decimal("0.0035")).done
    assert figure(people, "commission_rate") == Decimal("0.0035")


def test_the_journal_does_not_say_whose(people: SimpleNamespace) -> None:
    set_figure(people.hejing, person="zhouke", amount=Decimal(150))
    volume(people.linxiao, person="zhouke", source="截图里有顾客姓名")
    for event in Event.objects.filter(kind__in=("payfigure.set", "volume.record")):
        assert "zhouke" not in str(event.data)
        assert "截图" not in str(event.data)


RATER = """
## 评分 {#rating}

```rule
权限: {岗位: [客服组长], 可做: [薪酬核定.评分], 范围: 全部}
```
"""


def rated(actor: Any, **more: Any) -> Any:
    return does(actor, "payfigure.rate", october(30), **{"period": "2026-10", "rate": Decimal("0.9"), **more})


@pytest.mark.requirement("K5.2")
def test_a_superior_rates_and_nothing_more(people: SimpleNamespace) -> None:
    put_in_force(RATER)
    rulebooks.forget()
    assert figure(people, "supervisor_rating") is None
    assert rated(people.linxiao, person="zhouke").done
    assert rated(people.linxiao, person="zhouke", rate=Decimal("0.95")).done
    assert figure(people, "supervisor_rating") == Decimal("0.95")
    assert figure(people, "supervisor_rating", period="2026-11") is None
    assert set_figure(people.linxiao, person="zhouke", amount=Decimal(5)).status == "refused"
    assert rated(people.zhouke, person="suhe").status == "refused"


@pytest.mark.parametrize(("given", "word"), [({"person": "linxiao"}, "自己"), ({"person": "nobody"}, "nobody")])
def test_whom_nobody_rates(people: SimpleNamespace, given: dict[str, str], word: str) -> None:
    put_in_force(RATER)
    rulebooks.forget()
    outcome = rated(people.linxiao, **given)
    assert outcome.status == "refused"
    assert word in outcome.why
