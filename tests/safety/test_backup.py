"""A backup is of one moment, whole or not there, and comes back equal into an empty place only."""

from __future__ import annotations

import json
import stat
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person, Shop
from dianzhang.engine.sequencer import place
from dianzhang.safety import outside, sealing
from dianzhang.safety.backup import making, restoring
from dianzhang.safety.backup.form import BackupError
from dianzhang.safety.backup.making import Stopped, make, remove_left_over
from dianzhang.safety.verifying import Verifier
from tests.engine.department import found
from tests.safety.places import Places, picture

pytestmark = pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)


def department() -> None:
    """Named people, a shop, things that happened, sealed."""
    found()
    must(one("shop.open", SYSTEM, code="tmall-1", name="天猫“旗舰”店\n第二行"))
    while place():
        pass
    sealing.seal_all()


@pytest.mark.requirement("S5.4")
def test_what_is_put_back_is_equal(places: Places) -> None:
    with places("here") as home:
        department()
        (home / "files/2026").mkdir(parents=True)
        (home / "files/2026/小票 1.jpg").write_bytes(bytes(range(256)) * 99)
        (home / "files/link").symlink_to("/etc/passwd")
        made = make(home / "all.dzbackup")
        before = picture()
        key = outside.read().key
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.manifest.journal.position == len(before["engine_event"])
    with places("there", bare=True) as home:
        restored = restoring.restore(made.path)
        assert picture() == before
        assert (home / "files/2026/小票 1.jpg").read_bytes() == bytes(range(256)) * 99
        assert not (home / "files/link").exists(), "a link leads out of the folder"
        assert (restored.rows, restored.files, restored.lost) == (made.rows, 1, None)
        assert restored.verdict.broken == []
        assert restored.signed_by == key != restored.new_key
        assert not [path.name for path in home.iterdir() if "restoring" in path.name]
        # and one works on there
        must(one("person.add", SYSTEM, code="new", name="新人", post="ops"))
        place()
        sealing.seal_all()
        assert Verifier().run().broken == []
        assert Event.objects.latest("id").pk == max(Event.objects.values_list("pk", flat=True))


@pytest.mark.requirement("S5.4")
def test_only_into_an_empty_place(places: Places) -> None:
    with places("here") as home:
        department()
        made = make(home / "all.dzbackup")
        before = picture()
        with pytest.raises(BackupError, match="空") as refused:
            restoring.restore(made.path)
        assert "DIANZHANG_HOME" in refused.value.message.en
        assert picture() == before
    with places("there") as home:
        (home / "files").mkdir()
        (home / "files/theirs").touch()
        with pytest.raises(BackupError, match="files"):
            restoring.restore(made.path)


@pytest.mark.requirement("S5.4")
def test_what_stops_half_way_leaves_the_place_empty(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with places("here") as home:
        department()
        made = make(home / "all.dzbackup")

    def stop(what: str, _done: int, _whole: int) -> None:
        if what == "engine_person":
            raise KeyboardInterrupt

    with places("there") as home:
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(made.path, stop)
        assert Person.objects.count() == 0
        assert not [path.name for path in home.iterdir() if "restoring" in path.name]


@pytest.mark.requirement("S5.3")
def test_it_is_of_one_moment_while_people_work(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody opens shops all the while; what comes after the first row was read is not in it, and nobody waits."""
    with places("here") as home:
        department()
        at_work = Event.objects.count()

        def meanwhile(_what: str, _done: int, _whole: int) -> None:
            must(one("shop.open", SYSTEM, code=f"s{Shop.objects.count()}", name="新店"))

        made = make(home / "all.dzbackup", progress=meanwhile)
        assert Shop.objects.count() > 5
        assert made.manifest.journal.events == at_work
        assert made.manifest.tables["engine_shop"].rows == 1
        assert made.manifest.tables["engine_event"].rows == at_work


@pytest.mark.requirement("S5.3")
def test_stopped_it_leaves_nothing(places: Places) -> None:
    with places("here") as home:
        department()
        with pytest.raises(Stopped):
            make(home / "all.dzbackup", stop=lambda: True)
        assert not list(home.glob("*.dzbackup"))
        assert not list(home.glob(f".*{making.PART}*"))


@pytest.mark.requirement("S5.3")
def test_halves_of_makers_that_were_killed_are_taken_away(tmp_path: Path) -> None:
    import fcntl

    dead, alive = tmp_path / f".a{making.PART}1", tmp_path / f".b{making.PART}2"
    dead.touch()
    with alive.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert remove_left_over(tmp_path) == 1
        assert (dead.exists(), alive.exists()) == (False, True)


def test_nothing_is_written_over(places: Places) -> None:
    with places("here") as home:
        department()
        (home / "all.dzbackup").write_text("mine")
        with pytest.raises(BackupError, match="不覆盖"):
            make(home / "all.dzbackup")
        assert (home / "all.dzbackup").read_text() == "mine"
        with pytest.raises(BackupError, match="文件夹"):
            make(home / "no/where.dzbackup")


def test_keys_are_in_it_only_when_asked_for(places: Places) -> None:
    with places("here") as home:
        department()
        without, with_keys = make(home / "a.dzbackup"), make(home / "b.dzbackup", keys=True)
        private = outside.key_file().read_bytes()
        key = outside.read().key
    names = zipfile.ZipFile(without.path).namelist()
    assert not [name for name in names if name.startswith("keys/")]
    with places("there") as home:
        restored = restoring.restore(with_keys.path)
        assert restored.new_key == ""
        assert outside.key_file().read_bytes() == private
        assert outside.read().key == key
        assert stat.S_IMODE((home / "vault-key").stat().st_mode) == 0o600


def test_put_back_where_more_was_known_it_says_what_is_lost(places: Places) -> None:
    """The disk of the database is gone, the data folder with key and head is not."""
    with places("here") as home:
        department()
        made = make(home / "all.dzbackup")
        last = made.manifest.journal.position
        must(one("shop.open", SYSTEM, code="later", name="later"))
        place()
        sealing.seal_all()
        key_and_head = {path.name: path.read_bytes() for path in (outside.key_file(), outside.head_file())}
    with places("there") as home:
        for name, data in key_and_head.items():
            (home / name).write_bytes(data)
        restored = restoring.restore(made.path)
        assert restored.lost == (last + 1, last + 1)
        assert restored.new_key == ""
        assert restored.verdict.broken == []
        former = json.loads(next(home.glob("journal-head-*.json")).read_text())
        assert former["seal"]["last"] == last + 1
        must(one("shop.open", SYSTEM, code="on", name="on"))
        place()
        assert sealing.seal_all() == 1


def test_a_database_older_than_the_program_is_not_backed_up(places: Places) -> None:
    with places("here") as home:
        department()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'safety' AND name LIKE '0002%'")
        with pytest.raises(BackupError, match="serve"):
            make(home / "all.dzbackup")


def test_values_that_are_hard_to_keep(places: Places) -> None:
    with places("here") as home:
        found()
        at = datetime(2026, 3, 2, 4, 0, 0, 1, tzinfo=UTC)
        Event.objects.create(
            kind="k", subject_kind="s", subject_id=2**62, occurred_at=at,
            recorded_at=datetime(1999, 12, 31, tzinfo=UTC), post='引号"', data='{"a":"\\u0000\\n"}', judged=False,
        )  # fmt: skip
        Person.objects.filter(code="shenlan").update(joined_on=date(2024, 2, 29))
        before, made = picture(), make(home / "all.dzbackup")
    with places("there"):
        restoring.restore(made.path)
        assert picture() == before
        kept = Event.objects.get(kind="k")
        assert (kept.occurred_at, kept.subject_id, kept.judged) == (at, 2**62, False)


def test_two_at_once_make_two(places: Places) -> None:
    with places("here") as home:
        department()
        made: list[Path] = []
        make(home / "0.dzbackup", progress=lambda *_: made or made.append(make(home / "1.dzbackup").path))
        assert {path.name for path in home.glob("*.dzbackup")} == {"0.dzbackup", "1.dzbackup"}
