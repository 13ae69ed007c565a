"""`dianzhang lake`: none at first, made by a refresh, held against the tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dianzhang.cli.main import main
from dianzhang.engine.access import OWNER_POST
from dianzhang.measure.lake import asking, checking
from dianzhang.people.department import found_department, take_on
from tests.measure.sales import some_sales

pytestmark = pytest.mark.django_db


def asked(*words: str, code: int = 0) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["lake", *words, "--json"])
    assert done.exit_code == code, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_status_refresh_and_check(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = ("amount_paid", "orders_refunded")
    monkeypatch.setattr(checking, "slices", lambda measure, of, _most: [of] if measure.name in few else [])
    found_department()
    take_on("owner", "负责人", OWNER_POST)
    some_sales()
    assert asked("status") == {"there": False}
    made = asked("refresh")
    stand = asked("status")
    assert (stand["days"], stand["facts"], stand["dirty"]) == (made["days"], made["facts"], 0)
    assert "approvals_unchanged" in stand["left_to_the_tables"]
    days = ("check", "--from", "2026-02-01", "--to", "2026-02-28")
    assert asked(*days)["differences"] == []
    read = asking.read
    monkeypatch.setattr(asking.reading, "read", lambda part, value: read(part, value) and read(part, value) + 1)
    assert asked(*days, code=1)["differences"]
