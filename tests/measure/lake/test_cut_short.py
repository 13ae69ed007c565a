"""A refresh that is killed at any moment: numbers stay right, nothing is lost, no half file is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dianzhang.engine.moment import living_at, now
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.lake import asking, manifest, refreshing
from dianzhang.measure.lake.pins import Unheld, pin, total_at, unpin
from dianzhang.measure.lake.refreshing import refresh, sweep
from dianzhang.measure.models import LakeMark, LakeState
from dianzhang.measure.series import series
from tests.measure.lake.place import only_the_lake
from tests.measure.sales import order, some_sales

pytestmark = pytest.mark.django_db
SPAN = Slice(date(2026, 2, 1), date(2026, 3, 31))


class Killed(BaseException):
    pass


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process ends in the middle of writing its file number ``step``: half of it is there."""
    put, files = manifest.put, [0]

    def half(path: Path, content: bytes) -> None:
        files[0] += 1
        if files[0] > step:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f".{path.name}.part").write_bytes(content[: len(content) // 2])
            raise Killed
        put(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "put", half)
        try:
            yield
        except Killed:
            return


def by_day() -> dict[str, Any]:
    return {name: series(measures[name], "day", SPAN) for name in ("orders_placed", "amount_paid", "median_to_pay")}


@pytest.mark.parametrize("step", [0, 1, 3, 6, 7])
def test_killed_while_writing(lake: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    tmall, _other = some_sales()
    refresh()
    held = LakeState.objects.get().manifest
    order(tmall, "8", "12.00", placed=3, paid=4, refunded=("1.00", 5))
    order(tmall, "9", "5.00", placed=28, paid=28)
    expected = by_day()
    with killed_at(step, monkeypatch):
        refresh()
    assert LakeState.objects.get().manifest == held
    assert by_day() == expected
    refresh()
    assert not LakeMark.objects.exists()
    with only_the_lake():
        assert by_day() == expected
    assert sweep(older_than=-1) > 0
    with only_the_lake():
        assert by_day() == expected
    assert not list(lake.rglob("*.part"))


def test_killed_between_the_manifest_and_the_database(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmall, _other = some_sales()
    refresh()
    order(tmall, "9", "5.00", placed=28, paid=28)
    expected, marks = by_day(), LakeMark.objects.count()

    def never(*_given: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "now", never)
        with pytest.raises(Killed):
            refresh()
    assert LakeMark.objects.count() == marks
    assert by_day() == expected


def test_what_changes_while_a_day_is_written_stays_marked(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refresh has read the day already: its mark must not go with those that it has done."""
    tmall, _other = some_sales()
    refresh()
    order(tmall, "8", "12.00", placed=3)
    write, once = manifest.write, [True]

    def meanwhile(*given: Any) -> Any:
        if once.pop() if once else False:
            order(tmall, "9", "5.00", placed=3)
        return write(*given)

    monkeypatch.setattr(manifest, "write", meanwhile)
    refresh()
    assert LakeMark.objects.filter(table="trade.order.placed_day", day=date(2026, 2, 3)).exists()
    assert series(measures["orders_placed"], "day", SPAN)["2026-02-03"] == 4


def test_of_two_refreshes_at_once_one_was_made_in_vain(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmall, _other = some_sales()
    refresh()
    order(tmall, "8", "12.00", placed=3)
    write, once = manifest.write, [True]

    def another_first(*given: Any) -> Any:
        if once.pop() if once else False:
            order(tmall, "9", "5.00", placed=4)
            refresh()
        return write(*given)

    monkeypatch.setattr(manifest, "write", another_first)
    refresh()
    found = series(measures["orders_placed"], "day", SPAN)
    assert (found["2026-02-03"], found["2026-02-04"]) == (3, 1)
    with only_the_lake():
        assert series(measures["orders_placed"], "day", SPAN) == found


def test_a_pinned_manifest_keeps_its_numbers_and_files(lake: Path) -> None:
    tmall, _other = some_sales()
    name = pin("工资 2026-02")
    order(tmall, "9", "5.00", placed=28, paid=28)
    with living_at(now() + timedelta(days=1)):
        refresh()
    sweep(older_than=-1)
    paid, placed = measures["amount_paid"], measures["orders_placed"]
    assert total_at(name, paid, SPAN) == total_at(name, paid, SPAN)
    assert (total_at(name, placed, SPAN), series(placed, "month", SPAN)["2026-02"]) == (5, 6)
    assert pin("工资 2026-02") == name  # the same once more
    with pytest.raises(Unheld, match="approvals_unchanged"):
        total_at(name, measures["approvals_unchanged"], SPAN)
    unpin("工资 2026-02")
    assert sweep(older_than=-1) > 0
    with pytest.raises(Unheld, match=name):
        total_at(name, placed, SPAN)


def test_a_manifest_that_is_pinned_while_files_are_swept_keeps_them(lake: Path) -> None:
    tmall, _other = some_sales()
    refresh()
    once = [True]

    def another_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Once sweep has asked which manifest holds, it is pinned and another one takes its place, all long ago."""
        told = execute(sql, params, many, context)
        if "lake" in sql and once:
            once.clear()
            pin("工资 2026-02")
            order(tmall, "9", "5.00", placed=28, paid=28)
            refresh()
            for path in lake.rglob("*.*"):
                os.utime(path, (0, 0))
        return told

    with connection.execute_wrapper(another_first):
        sweep()
    assert not once
    assert total_at(pin("工资 2026-02"), measures["orders_placed"], SPAN) == 5


def test_files_stay_a_while_after_they_were_given_up(lake: Path) -> None:
    tmall, _other = some_sales()
    refresh()
    files = list(lake.rglob("*.parquet"))
    for path in files:
        os.utime(path, (0, 0))  # written long ago
    order(tmall, "9", "5.00", placed=3, paid=3)
    refresh()

    assert sweep(older_than=3600) == 0
    assert all(path.exists() for path in files)


@pytest.mark.parametrize("gone", ["*-rollup-*.parquet", "2026-02-0*.parquet", "*.parquet"])
def test_a_lake_that_lost_files_is_made_whole_again(lake: Path, gone: str) -> None:
    tmall, _other = some_sales()
    refresh()
    for path in lake.rglob(gone):
        path.unlink()
    order(tmall, "9", "5.00", placed=28, paid=28)
    with asking.tables_only():
        expected = by_day()
    assert by_day() == expected
    refresh()
    assert by_day() == expected
    assert not LakeMark.objects.exists()
