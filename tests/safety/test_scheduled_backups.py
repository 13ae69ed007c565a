"""Daily backups: made once a day by a worker, thinned, and missed aloud."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.engine import jobs
from dianzhang.engine.models import Job, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.safety.backup import scheduled
from dianzhang.safety.backup.rotation import DAILY, WEEKLY, kept
from dianzhang.safety.models import Backup
from tests.engine.department import found
from tests.safety.places import Places
from tests.safety.test_backup import department

pytestmark = pytest.mark.requirement("S5.5")
NOON = datetime(2026, 11, 20, 12, tzinfo=HOME)  # a Friday
DAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 6, 30)), max_size=90)


def test_seven_days_and_four_weeks() -> None:
    days = [date(2026, 11, 20) - timedelta(days=n) for n in range(60)]
    assert sorted(kept(days), reverse=True) == [
        *days[:7],  # Friday back to Saturday
        date(2026, 11, 8), date(2026, 11, 1), date(2026, 10, 25), date(2026, 10, 18),  # Sundays: the weeks before
    ]  # fmt: skip


@given(DAYS)
def test_what_is_kept_is_the_newest_and_of_every_recent_week(days: set[date]) -> None:
    found = kept(days)
    assert found <= days
    assert set(sorted(days)[-DAILY:]) <= found
    weeks = sorted({day.isocalendar()[:2] for day in days})[-WEEKLY:]
    assert set(weeks) <= {day.isocalendar()[:2] for day in found}
    for day in found - set(sorted(days)[-DAILY:]):
        assert day == max(one for one in days if one.isocalendar()[:2] == day.isocalendar()[:2])
    assert len(found) <= DAILY + WEEKLY


@given(DAYS)
def test_thinning_day_by_day_comes_to_the_same(days: set[date]) -> None:
    """What was thrown away on the way is not missed in the end."""
    there: set[date] = set()
    for day in sorted(days):
        there = kept({*there, day})
    assert there == kept(days)


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_once_a_day_by_a_worker(places: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    monkeypatch.setenv("DIANZHANG_BACKUP_DIR", str(folder))
    with places("here"):
        department()
        for hours, count in ((0, 1), (6, 1), (13, 1), (15, 2), (30, 2), (39, 3)):
            with living_at(datetime.now(HOME).replace(hour=12, minute=0) + timedelta(hours=hours)):
                scheduled.ask()
                scheduled.ask()
                jobs.work_off()
                # what is written down is when it was really made
                newest = Backup.objects.order_by("-id").first()
                if newest is not None and Backup.objects.count() == count:
                    Backup.objects.filter(pk=newest.pk).update(made_at=max(newest.made_at, _moment(hours, count)))
            assert Backup.objects.filter(failed="").count() == count, hours
        assert Job.objects.filter(kind=scheduled.KIND).count() <= 1
        assert len(list(folder.glob("*.dzbackup"))) == 3
        assert folder.stat().st_mode & 0o077 == 0


def _moment(hours: int, count: int) -> datetime:
    starts = {1: 0, 2: 15, 3: 39}
    return datetime.now(HOME).replace(hour=12, minute=0) + timedelta(hours=starts[count])


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_one_that_cannot_be_made_is_written_down_and_told(
    places: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DIANZHANG_BACKUP_DIR", str(tmp_path / "file"))
    with places("here"):
        department()
        scheduled.ask()
        jobs.work_off()
        assert Backup.objects.get().failed
        assert Notice.objects.get(kind="backup_failed").person.code == "shenlan"
        assert Job.objects.get(kind=scheduled.KIND).done_at is None, "it is tried again"


@pytest.mark.django_db
def test_a_missed_one_is_told_once_a_day_to_the_head(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIANZHANG_BACKUP_DIR", str(tmp_path))
    found()
    Backup.objects.create(made_at=NOON, file="x", scheduled=True)
    for hours, told in ((20, 0), (31, 1), (32, 1), (56, 2)):
        with living_at(NOON + timedelta(hours=hours)):
            scheduled.look_after()
        assert Notice.objects.filter(kind="backup_missed", person__code="shenlan").count() == told
    assert Notice.objects.filter(kind="backup_missed").exclude(person__code="shenlan").count() == 0


@pytest.mark.django_db
def test_without_a_folder_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIANZHANG_BACKUP_DIR", raising=False)
    assert scheduled.look_after() == 0
    assert Job.objects.count() == 0


def test_only_backups_of_ours_are_taken_away(tmp_path: Path) -> None:
    mine = tmp_path / "dianzhang-2025-01-01.dzbackup"
    names = [f"dianzhang-2026-{n:02d}-15.dzbackup" for n in range(1, 13)]
    for name in (mine.name, *names, "dianzhang-2025-01-01.dzbackup.bak", "photo.jpg"):
        (tmp_path / name).touch()
    gone = {path.name for path in scheduled.thin(tmp_path)}
    assert mine.name in gone
    assert {"photo.jpg", "dianzhang-2025-01-01.dzbackup.bak"} <= {path.name for path in tmp_path.iterdir()}
