"""Is all well: each check says how it stands, and what to do where it does not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from dianzhang.cli.main import main
from dianzhang.engine import jobs
from dianzhang.engine.models import Event, Job
from dianzhang.engine.moment import now
from dianzhang.safety import logbook, sealing
from dianzhang.safety.backup import scheduled
from dianzhang.safety.doctor import examine, machine
from dianzhang.safety.models import Backup, Check, Heartbeat
from tests.engine.department import found, put_in_force
from tests.safety.conftest import write_events

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S5.6")]


@pytest.fixture
def well(sealed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A department in which all is well."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "DIANZHANG_HOME", home)
    monkeypatch.setenv("DIANZHANG_BACKUP_DIR", str(tmp_path / "backups"))
    found()
    put_in_force("## 1.1 空 {#a.b}\n\n没有规则。\n")
    Event.objects.filter(position=None).delete()
    Job.objects.all().delete()  # what that asked of a worker, half a year ago
    logbook.beat()
    Backup.objects.create(made_at=now(), file="x", bytes=5_000_000, scheduled=True)
    Check.objects.create(status="whole", asked_at=now(), done_at=now(), events=25, sealed=25)


def states() -> dict[str, str]:
    return {one.name: one.state for one in examine()}


def test_where_all_is_well_it_says_so(well: None) -> None:
    told = states()
    told.pop("fonts")  # of the machine
    told.pop("mail")
    if connection.vendor == "sqlite":
        assert told.pop("database") == "warn"  # the tests' own is in memory
    assert {name: state for name, state in told.items() if state != "ok"} == {}


def silent() -> None:
    Heartbeat.objects.update(at=now() - timedelta(minutes=10))


def stuck() -> None:
    Job.objects.create(kind="import", due_at=now() - timedelta(hours=2))


def given_up() -> None:
    Job.objects.create(kind="import", due_at=now(), attempts=jobs.ATTEMPTS, failed="ValueError: no such file")


def no_backup() -> None:
    Backup.objects.update(made_at=now() - timedelta(days=3))


def forged() -> None:
    Event.objects.filter(position=24).update(post="nobody")


def found_broken() -> None:
    Check.objects.create(status="broken", asked_at=now(), done_at=now(), broken=2)


def not_sealed() -> None:
    write_events(1)
    Event.objects.filter(position=26).update(recorded_at=now() - timedelta(hours=1))


def readable() -> None:
    settings.DIANZHANG_HOME.chmod(0o755)


def in_the_future() -> None:
    Event.objects.filter(pk=Event.objects.latest("id").pk).update(recorded_at=now() + timedelta(hours=1))


@pytest.mark.parametrize(
    ("trouble", "name", "state"),
    [
        (silent, "worker", "bad"),
        (stuck, "work", "bad"),
        (given_up, "work", "warn"),
        (no_backup, "backups", "bad"),
        (forged, "newest_seal", "bad"),
        (found_broken, "newest_check", "bad"),
        (not_sealed, "seals", "warn"),
        (readable, "permissions", "bad"),
        (in_the_future, "clock", "bad"),
    ],
)
def test_each_trouble_is_named_with_what_to_do(well: None, trouble, name: str, state: str) -> None:  # type: ignore[no-untyped-def]
    trouble()
    one = next(one for one in examine() if one.name == name)
    assert one.state == state
    assert one.todo is not None


def test_a_lost_key(well: None, outside: Path) -> None:
    (outside / "seal-key").unlink()
    one = next(one for one in examine() if one.name == "seals")
    assert (one.state, "new-key" in one.said.en) == ("bad", True)


def test_without_a_folder_for_backups(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIANZHANG_BACKUP_DIR")
    assert states()["backups"] == "warn"
    assert not scheduled.folder()


def test_a_check_that_fails_is_a_finding_and_the_others_are_made(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("gone")

    monkeypatch.setitem(machine.CHECKS, "disk", fail)
    told = states()
    assert told["disk"] == "bad"
    assert told["seals"] == "ok"


def test_the_command(well: None) -> None:
    silent()
    result = CliRunner().invoke(main, ["doctor", "--json"])
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["state"] == "bad"
    assert next(one for one in document["checks"] if one["name"] == "worker")["todo"]
    assert "→" in CliRunner().invoke(main, ["doctor"]).output
    sealing.seal_all()


def test_verify_at_the_command_line(well: None) -> None:
    result = CliRunner().invoke(main, ["journal", "verify", "--json"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["events"], document["sealed"], document["broken"]) == (0, 25, 25, [])
    forged()
    result = CliRunner().invoke(main, ["journal", "verify", "--json"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["sealed"]) == (1, 24)
    assert [(one["position"], one["what"]) for one in document["broken"]] == [(24, "changed")]
    assert "event 24" in CliRunner().invoke(main, ["journal", "verify"]).output
