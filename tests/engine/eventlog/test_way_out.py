"""The way out: an export with a reason for those who see everything of the kind; a command; nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from dianzhang.cli.journal import journal
from dianzhang.engine import access, jobs
from dianzhang.engine.act import one
from dianzhang.engine.eventlog import NotLogged, wanted_of
from dianzhang.engine.eventlog.telling import clear_of
from dianzhang.engine.exporting.keeping import path_of
from dianzhang.engine.models import Export
from dianzhang.engine.moment import today
from dianzhang.trade.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.2")]


def query(*kinds: str) -> str:
    return "&".join([f"from={today()}", f"to={today()}", *(f"kind={kind}" for kind in kinds)])


def draft(actor: Any, form: str, *kinds: str) -> Any:
    given = {"source": "journal", "kind": "", "query": query(*kinds), "format": form, "reason": "看看流程"}
    return one("export.draft", actor, **given)


def test_it_is_made_by_the_worker_for_its_asker(
    order: Order, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    made = draft(people.shenlan, "json", "order", "complaint")
    export = Export.objects.get(pk=made.id)
    assert (export.rows, export.status) == (3, "queued")
    jobs.work_off()
    export.refresh_from_db()
    assert (export.status, export.written) == ("ready", 3)
    assert len(json.loads(path_of(export).read_text())["events"]) == 3


def test_a_log_is_no_spreadsheet_and_a_list_is_no_log(order: Order, people: SimpleNamespace) -> None:
    assert "OCEL" in draft(people.shenlan, "xlsx", "order").why
    given = {"source": "list", "kind": "order", "query": "", "format": "xes", "reason": "看看流程"}
    assert "CSV" in one("export.draft", people.shenlan, **given).why


def test_who_does_not_see_all_of_a_kind_has_no_log_of_it(order: Order, people: SimpleNamespace) -> None:
    """周可 sees her own leave only: what others asked for is no more hers as a log than as a list."""
    assert access.reach_of(people.zhouke, "leave.view") != "all"
    assert "看得到全部" in draft(people.zhouke, "json", "leave").why
    for actor in (people.zhouke, people.linxiao):
        kinds = wanted_of(query(), actor).kinds
        assert kinds
        assert {access.reach_of(actor, f"{kind}.view") for kind in kinds} == {"all"}


def test_what_is_kept_from_a_post_is_not_in_its_log(people: SimpleNamespace) -> None:
    assert "sku.cost" in clear_of(access.SYSTEM, ("sku",))
    assert clear_of(people.zhouke, ("sku",)) == frozenset()


@pytest.mark.parametrize("asked", ["", "from=2026-10-32&to=2026-11-01", "from=2026-11-02&to=2026-11-01"])
def test_days_that_are_none_are_refused(people: SimpleNamespace, asked: str) -> None:
    with pytest.raises(NotLogged):
        wanted_of(asked, access.SYSTEM)


def test_the_command_writes_both(order: Order, tmp_path: Path) -> None:
    files = [str(tmp_path / "log.json"), str(tmp_path / "log.xes")]
    words = ["export", "--ocel", files[0], "--xes", files[1], "--from", str(today()), "--to", str(today()), "--json"]
    result = CliRunner().invoke(journal, [*words, "--kind", "order"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["events"] == {"json": 2, "xes": 2}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.json", "log.xes"]
    assert CliRunner().invoke(journal, [*words, "--kind", "ordr"]).exit_code == 2
    assert CliRunner().invoke(journal, ["export", "--from", str(today()), "--to", str(today())]).exit_code == 2
