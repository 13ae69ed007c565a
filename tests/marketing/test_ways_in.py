"""A report comes in by a watched folder, the command and the API as by the page: the same record, the same refusals."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dianzhang.cli.import_ import import_
from dianzhang.engine import jobs
from dianzhang.engine.files.sweeping import held
from dianzhang.marketing.folder import inbox, look
from dianzhang.marketing.models import DataReport, PromotionFact
from tests.gateways.reports import made_up as m

from .conftest import NOON, Desk

pytestmark = pytest.mark.requirement("I1.8")


def lies(name: str, text: str, shop: str = "tmall-1", age: float = 60) -> Path:
    """A file in the watched folder, written to last so many seconds ago."""
    folder = inbox() / shop
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (NOON.timestamp() - age,) * 2)
    return path


def test_what_lies_in_the_folder_is_taken_and_moved(desk: Desk) -> None:
    path = lies("万相台.csv", m.WANXIANGTAI)
    assert look() == 1
    jobs.work_off()
    report = DataReport.objects.get()
    assert (report.status, report.name, report.shop_id) == ("taken", "万相台.csv", desk.tmall.pk)
    assert not path.exists()
    assert (path.parent / "done" / "万相台.csv").exists()
    assert look() == 0


def test_what_is_refused_lies_beside_its_reason(desk: Desk) -> None:
    lies("a.csv", m.WANXIANGTAI)
    look()
    lies("a.csv", m.WANXIANGTAI)
    lies("b.csv", "")
    look()
    refused = inbox() / "tmall-1" / "refused"
    assert "已经收过" in (refused / "a.csv.txt").read_text(encoding="utf-8")
    assert "空的" in (refused / "b.csv.txt").read_text(encoding="utf-8")
    assert DataReport.objects.count() == 1


def test_what_is_still_being_written_and_what_is_no_shops_waits(desk: Desk) -> None:
    fresh, strange = lies("a.csv", m.WANXIANGTAI, age=2), lies("a.csv", m.WANXIANGTAI, "nowhere")
    assert look() == 0
    assert fresh.exists()
    assert strange.exists()


def command(path: Path, *more: str) -> Result:
    return CliRunner().invoke(import_, ["report", str(path), "--shop", "tmall-1", "--as", "xunuo", "--json", *more])


def test_by_the_command(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "facebook.csv"
    path.write_text(m.FACEBOOK)
    lacking = command(path)
    assert lacking.exit_code == 1
    assert "没有写是哪几天" in json.loads(lacking.stdout)["why"]
    done = command(path, "--from", "2026-10-01", "--to", "2026-10-07")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["status"], said["rows"], said["first"]) == ("taken", 3, "2026-10-01")
    again = command(path, "--from", "2026-10-01", "--to", "2026-10-07")
    assert again.exit_code == 1
    assert "已经收过" in json.loads(again.stdout)["refused"]
    assert PromotionFact.objects.count() == 3


def test_who_may_not_send_may_not_by_the_command_either(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(m.WANXIANGTAI)
    done = CliRunner().invoke(import_, ["report", str(path), "--shop", "tmall-1", "--as", "zhouke"])
    assert done.exit_code == 1
    assert not DataReport.objects.exists()


def test_its_file_is_kept_as_long_as_its_record_stands(desk: Desk) -> None:
    report = desk.has(m.WANXIANGTAI)
    assert report.digest in held()
    assert desk.has("甲,乙\n1,2\n").digest not in held()


def test_days_are_named_by_whoever_sends(desk: Desk) -> None:
    report = desk.has(m.FACEBOOK, days=(date(2026, 10, 1), date(2026, 10, 7)))
    assert (report.asked_first, report.first_day, report.last_day) == (date(2026, 10, 1), *_week())


def _week() -> tuple[date, date]:
    return date(2026, 10, 1), date(2026, 10, 7)
