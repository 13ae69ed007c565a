"""How many statements an action costs: a few, itemised here, and the same few for five hundred records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from dianzhang.engine import writer
from dianzhang.engine.act import one, perform
from dianzhang.engine.outcome import Item
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import RULES

_TABLE = re.compile(r'(?:FROM|INTO|UPDATE|COPY) "?(\w+)"?')


class Driver:
    """The driver's connection, writing down what is asked of it."""

    def __init__(self, real: Any, told: list[str]) -> None:
        self.real = real
        self.told = told

    def __getattr__(self, name: str) -> Any:
        what = getattr(self.real, name)
        if name in ("execute", "executemany", "copy"):
            return lambda sql, *more: (self.told.append(sql), what(sql, *more))[1]
        return (lambda: Driver(what(), self.told)) if name == "cursor" else what

    def __enter__(self) -> Driver:
        return Driver(self.real.__enter__(), self.told)

    def __exit__(self, *error: Any) -> None:
        self.real.__exit__(*error)


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the database is asked for: "SELECT test_ticket", whether by the ORM or the bulk writer."""
    told: list[str] = []
    raw = writer._raw

    def by_django(execute: Any, sql: str, *more: Any) -> Any:
        told.append(sql)
        return execute(sql, *more)

    with monkeypatch.context() as patched, connection.execute_wrapper(by_django):
        patched.setattr(writer, "_raw", lambda: Driver(raw(), told))
        yield told
    said = [sql for sql in told if "SAVEPOINT" not in sql]
    tables = [found[1] if (found := _TABLE.search(sql)) else "a sequence" for sql in said]
    told[:] = [
        f"{'INSERT' if sql.startswith('COPY') else sql.split()[0]} {t}" for sql, t in zip(said, tables, strict=True)
    ]


@pytest.fixture
def people(tickets: type) -> SimpleNamespace:
    department = found()
    put_in_force(RULES)
    assert one("ticket.open", department.zhouke, size=1).done
    return department


def ids(what: str) -> str:
    """How ids for new rows are asked for."""
    return f"SELECT {what}" if connection.vendor == "sqlite" else "SELECT generate_series"


def test_one_action_on_one_record(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = one("ticket.open", people.zhouke, size=1).record
    with statements(monkeypatch) as told:
        assert one("ticket.solve", people.zhouke, ticket.id, 1).done
    assert told == [
        "SELECT test_ticket",
        "SELECT engine_clock",
        "UPDATE test_ticket",
        ids("engine_event"),
        "INSERT engine_event",
        "UPDATE engine_clock",
    ]


def test_one_action_that_creates(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    one("ticket.open", people.zhouke, size=1)
    with statements(monkeypatch) as told:
        assert one("ticket.open", people.zhouke, size=1).done
    assert told == [
        ids("test_ticket"),
        "INSERT test_ticket",
        ids("engine_event"),
        "INSERT engine_event",
        ids("engine_clock"),
        "INSERT engine_clock",
    ]


def test_five_hundred_records_cost_as_many_statements_as_five(
    people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[int, dict[str, list[str]]] = {}
    for count in (5, 500):
        made = perform("ticket.open", [Item(data={"size": 1}) for _ in range(count)], people.zhouke)
        told[count] = {}
        for name, data in (("ticket.resize", {"size": 9}), ("ticket.escalate", None)):
            with statements(monkeypatch) as told[count][name]:
                outcomes = perform(name, [Item(o.id, data=data) for o in made], people.zhouke)
            assert all(o.done for o in outcomes)
    assert told[5] == told[500]
    assert len(told[500]["ticket.resize"]) <= 10  # flagged and held, every one of them
    assert len(told[500]["ticket.escalate"]) <= 9  # one clock ends, another begins
