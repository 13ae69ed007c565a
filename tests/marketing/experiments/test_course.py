"""From the plan to the decision: the arithmetic, figures day by day, looks that are kept, what was learned."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import one
from dianzhang.marketing.experiments.reckoning import course, verdict
from dianzhang.marketing.experiments.running import days_of
from dianzhang.marketing.models import Experiment, ExperimentDay, ExperimentLook

from .conftest import PLAN, day, do, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M3.2")]


def test_the_plan_says_how_many_it_takes(people: SimpleNamespace, running: Experiment) -> None:
    assert running.planned == 3841  # R: power.prop.test(p1 = .10, p2 = .12, power = .80)
    assert now(running).status == "running"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"base": 99, "least": 2}, "100%"),
        ({"sort": "value"}, "标准差"),
        ({"least": "0.0001", "base": 50}, "测不了"),
        ({"shop": "none"}, "没有店铺"),
    ],
)
def test_a_plan_that_cannot_be_says_why(people: SimpleNamespace, more: dict[str, object], why: str) -> None:
    assert why in one("experiment.plan", people.xunuo, **{**PLAN, **more}).why


def test_a_day_told_again_replaces_what_stood_there(people: SimpleNamespace, running: Experiment) -> None:
    assert do(people.xunuo, "enter", running, day=day(0), a_n=500, a=50, b_n=510, b=60).done
    assert do(people.xunuo, "enter", running, day=day(0), a_n=600, a=61, b_n=590, b=70).done
    (row,) = ExperimentDay.objects.filter(experiment=running)
    assert (row.a_n, row.a_hits, row.b_n, row.b_hits) == (600, 61, 590, 70)
    assert (now(running).a_n, now(running).b_n) == (600, 590)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"day": day(0), "a_n": 10, "a": 11, "b_n": 10, "b": 1}, "不能多过"),
        ({"day": day(0), "a_n": 10, "a": "1.5", "b_n": 10, "b": 1}, "整数"),
        ({"day": day(-1), "a_n": 10, "a": 1, "b_n": 10, "b": 1}, "不在测试的日子里"),
        ({"day": day(30), "a_n": 10, "a": 1, "b_n": 10, "b": 1}, "不在测试的日子里"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    people: SimpleNamespace, running: Experiment, given: dict[str, object], why: str
) -> None:
    assert why in do(people.xunuo, "enter", running, **given).why
    assert days_of(running) == []


def test_a_table_is_taken_whole_or_not_at_all(people: SimpleNamespace, running: Experiment) -> None:
    table = f"日期\tA版\tA\tB版\tB\n{day(0)}\t1000\t100\t1000\t130\n{day(1).replace('-', '/')}，1000，101，1000，125\n"
    wrong = do(people.xunuo, "read", running, text=f"{table}{day(2)}\tviele\t1\t2\t3\n")
    assert "第 4 行" in wrong.why
    assert days_of(running) == []
    assert "写了两遍" in do(people.xunuo, "read", running, text=table + table.splitlines()[1]).why
    assert do(people.xunuo, "read", running, text=table).done
    assert [(one.a_hits, one.b_hits) for one in days_of(running)] == [(100, 130), (101, 125)]


def test_every_look_is_kept_and_the_end_is_one(people: SimpleNamespace, running: Experiment) -> None:
    assert "还没有数" in do(people.xunuo, "look", running).why
    assert "一天的数也没有" in do(people.mengyan, "end", running, decision="a", lesson="没人填数").why
    do(people.xunuo, "enter", running, day=day(0), a_n=1000, a=100, b_n=1000, b=104)
    assert do(people.xunuo, "look", running).done
    do(people.xunuo, "enter", running, day=day(1), a_n=9000, a=900, b_n=9000, b=1200)
    assert do(people.mengyan, "end", running, decision="b", lesson="到手价写在主图上，转化多三个点").done
    first, last = ExperimentLook.objects.filter(experiment=running).order_by("id")
    assert (first.says, last.says) == ("not_yet", "better")
    assert first.person_id == people.xunuo.person_id
    assert last.low is not None
    assert last.low > 0
    ended = now(running)
    assert (ended.status, ended.decision, ended.says, ended.looks) == ("ended", "b", "better", 2)
    assert do(people.mengyan, "archive", running).done
    assert not do(people.xunuo, "enter", running, day=day(2), a_n=1, a=0, b_n=1, b=0).done


def test_an_uneven_split_says_stop(people: SimpleNamespace, running: Experiment) -> None:
    do(people.xunuo, "enter", running, day=day(0), a_n=5000, a=500, b_n=4000, b=600)
    do(people.xunuo, "look", running)
    assert now(running).says == "uneven"


def test_means_are_compared_with_their_deviations(people: SimpleNamespace) -> None:
    from .conftest import MONDAY, living_at, must

    with living_at(MONDAY):
        given = {**PLAN, "sort": "value", "base": 88, "least": 5, "spread": 40, "judged": "客单价"}
        test = must(one("experiment.plan", people.xunuo, **given))
        must(one("experiment.start", people.xunuo, test.pk))
    assert test.planned == 1005  # 2 (1.960 + 0.842)² · 40² / 5²
    assert "标准差" in do(people.xunuo, "enter", test, day=day(0), a_n=900, a=88, b_n=900, b=97).why
    more = {"a_spread": 40, "b_spread": 41}
    for n in range(2):
        assert do(people.xunuo, "enter", test, day=day(n), a_n=900, a=88, b_n=900, b=97, **more).done
    assert verdict(test, days_of(test)).says == "better"
    points = course(test, days_of(test))
    assert [point.difference for point in points] == [pytest.approx(9), pytest.approx(9)]
    assert points[1].high - points[1].low < points[0].high - points[0].low  # type: ignore[operator]
