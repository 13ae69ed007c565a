"""A month under the salary plan C18, lived through its actions: targets, volumes, decisions, closing, payslip."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine.access import actor_of
from dianzhang.engine.models import Person
from dianzhang.engine.moment import HOME, living_at
from dianzhang.people.department import found_department, take_on
from dianzhang.reward.models import Volume
from dianzhang.reward.reading import slip
from dianzhang.trade.models import Order, Refund
from tests.engine.department import LONG_AGO, put_in_force
from tests.reward.office import AFTER_NOVEMBER, AFTER_OCTOBER, close, does, done, line, october, shop

PEOPLE = {
    "fanglan": ("方岚", "supervisor"), "gaoyuan": ("高原", "promo"), "dingxiang": ("丁香", "service"),
    "hejing": ("何静", "hr"),
}  # fmt: skip
MONTH = "2026-10"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """A supervisor, a promoter, a service agent and HR; the plan in force since January."""
    with living_at(LONG_AGO):
        found_department()
        for code, (name, post) in PEOPLE.items():
            take_on(code, name, post)
    put_in_force(shipped.read("C18"))
    return SimpleNamespace(**{person.code: actor_of(person) for person in Person.objects.all()})


BEFORE_OCTOBER = datetime(2026, 9, 28, 10, tzinfo=HOME)  # once the month runs, its targets are frozen


def wanted(people: SimpleNamespace, metric: str, value: int, **more: Any) -> None:
    done(people.fanglan, "target.set", BEFORE_OCTOBER, period=MONTH, metric=metric, value=Decimal(value), **more)


def did(people: SimpleNamespace, kind: str, count: int, person: str = "", day: int = 12) -> Volume:
    given = {"kind": kind, "count": count, "person": person, "day": date(2026, 10, day), "source": "后台截图"}
    found: Volume = done(people.fanglan, "volume.record", october(day, 18), **given)
    return found


def decide(people: SimpleNamespace, item: str, **more: Any) -> Any:
    return done(people.hejing, "payfigure.set", october(30), **{"item": item, "period": MONTH, **more})


def pay(actor: Any, at: Any = AFTER_OCTOBER, period: str = MONTH) -> dict[str, str | None]:
    with living_at(at):
        found = slip(actor.person_id, period)
    assert found is not None
    return {one.item: None if one.amount is None else str(one.amount) for one in found.lines}


def lived(people: SimpleNamespace) -> None:
    """Promotion 900 of 1000, feedback 200 of 200, franchise 6 of 10; 88,000 of sales against 100,000."""
    wanted(people, "推广量目标", 1000, person="gaoyuan")
    wanted(people, "反馈量目标", 200, person="dingxiang")
    for metric, value in (("推广量目标", 1000), ("反馈量目标", 200), ("招商加盟量目标", 10), ("销售目标", 100_000)):
        wanted(people, metric, value)
    did(people, "promotion", 500, "gaoyuan")
    did(people, "promotion", 400, "gaoyuan", day=20)
    did(people, "feedback", 200, "dingxiang")
    did(people, "franchise", 6)
    tmall = shop()
    day = date(2026, 10, 12)
    order = Order.objects.create(
        shop=tmall, number="1", total_cents=10_000_000, placed_at=october(12), placed_day=day, payment="unpaid"
    )
    Refund.objects.create(order=order, shop=tmall, amount_cents=1_200_000, at=october(12), day=day)
    decide(people, "allowance", period="2026-01", post="supervisor", amount=Decimal(300))
    for post, rate in (("supervisor", "0.008"), ("promo", "0.005"), ("service", "0.005")):
        decide(people, "commission_rate", period="2026-01", post=post, rate=Decimal(rate))
    decide(people, "attendance_award", person="dingxiang", amount=Decimal(100))


@pytest.mark.requirement("K6.2")
@pytest.mark.requirement("K6.6")
@pytest.mark.requirement("K6.7")
@pytest.mark.requirement("K6.8")
def test_a_whole_month(people: SimpleNamespace) -> None:
    lived(people)
    assert close(people).done
    assert pay(people.gaoyuan) == {
        "底薪": "2000.00", "绩效工资": "450.00", "全勤奖": "0.00", "超额奖": "0.00", "提成": "352.00",
    }  # fmt: skip
    assert pay(people.dingxiang) == {
        "底薪": "2000.00", "绩效工资": "500.00", "全勤奖": "100.00", "超额奖": "0.00", "提成": "352.00",
    }  # fmt: skip
    assert pay(people.fanglan) == {  # (0.9 + 1 + 0.6) ÷ 3 × 500
        "底薪": "3500.00", "津贴": "300.00", "绩效工资": "416.67", "绩效扣分": "0.00", "全勤奖": "0.00",
        "超额奖": "0.00", "提成": "563.20",
    }  # fmt: skip


@pytest.mark.requirement("K6.6")
def test_the_promoter_misses_thirty_per_cent_and_the_supervisor_answers_for_it(people: SimpleNamespace) -> None:
    lived(people)
    wanted(people, "推广量目标", 3001, person="gaoyuan")
    assert pay(people.gaoyuan)["绩效工资"] == "0.00"
    assert pay(people.fanglan)["绩效扣分"] == "-50.00"
    one = line(people.fanglan, "绩效扣分")
    assert one.clause == "c18.performance.supervisor"
    assert one.events  # the targets and volumes of the promoter


@pytest.mark.requirement("K6.7")
def test_over_the_plan(people: SimpleNamespace) -> None:
    lived(people)
    did(people, "promotion", 200, "gaoyuan", day=21)
    assert pay(people.gaoyuan)["超额奖"] == "0.00"  # whether it furthered sales, people decide
    decide(people, "over_plan_award", person="gaoyuan", amount=Decimal(80))
    assert pay(people.gaoyuan) | {"提成": ""} == {
        "底薪": "2000.00", "绩效工资": "550.00", "全勤奖": "0.00", "超额奖": "80.00", "提成": "",
    }  # fmt: skip
    out = does(
        people.hejing, "payfigure.set", october(30), item="over_plan_award", period=MONTH, person="gaoyuan",
        amount=Decimal(800),
    )  # fmt: skip
    assert out.status == "refused"
    assert "50 到 150 元" in out.why


def test_in_a_start_up_month_performance_pay_is_full(people: SimpleNamespace) -> None:
    lived(people)
    wanted(people, "推广量目标", 9000, person="gaoyuan")
    assert pay(people.gaoyuan)["绩效工资"] == "0.00"
    decide(people, "start_up", person="gaoyuan")
    assert pay(people.gaoyuan)["绩效工资"] == "500.00"
    assert pay(people.dingxiang)["绩效工资"] == "500.00"  # by her own completion


@pytest.mark.requirement("K6.7")
def test_what_nobody_entered_has_no_value_and_says_so(people: SimpleNamespace) -> None:
    assert pay(people.gaoyuan)["绩效工资"] is None
    why = line(people.gaoyuan, "绩效工资").reason
    assert why is not None
    assert "本人推广量" in why.zh
    allowance, commission = line(people.fanglan, "津贴").reason, line(people.gaoyuan, "提成").reason
    assert allowance is not None
    assert commission is not None
    assert "没有核定津贴" in allowance.zh
    assert "没有核定提成比例" in commission.zh


def test_the_service_groups_own_sales_target_comes_first(people: SimpleNamespace) -> None:
    lived(people)
    wanted(people, "销售目标", 80_000, unit="service")
    assert pay(people.dingxiang)["提成"] == "440.00"  # 88,000 of 80,000: in full
    assert pay(people.gaoyuan)["提成"] == "352.00"


def test_a_volume_struck_out_no_longer_counts_and_the_next_month_makes_it_good(people: SimpleNamespace) -> None:
    lived(people)
    wrong = did(people, "promotion", 100, "gaoyuan", day=22)
    close(people)
    assert pay(people.gaoyuan)["绩效工资"] == "500.00"
    assert done(people.fanglan, "volume.void", AFTER_OCTOBER, wrong.pk, reason="重复登记").status == "void"
    close(people, "2026-11", AFTER_NOVEMBER)
    assert pay(people.gaoyuan)["绩效工资"] == "500.00"
    assert pay(people.gaoyuan, AFTER_NOVEMBER, "2026-11")["补差 2026-10"] == "-50.00"


@pytest.mark.requirement("K6.3")
def test_the_command_line_runs_and_explains_it(people: SimpleNamespace) -> None:
    lived(people)
    with living_at(AFTER_OCTOBER):
        ran = CliRunner().invoke(main, ["pay", "run", MONTH, "--as", "hejing"])
        told = CliRunner().invoke(main, ["pay", "explain", "方岚", MONTH, "--as", "hejing"])
    assert ran.exit_code == told.exit_code == 0, ran.output + told.output
    assert "高原  绩效工资  450.00  c18.performance.promoter" in ran.output
    assert "部门招商完成率 0.6" in told.output
    assert "依据 5.4" in told.output
