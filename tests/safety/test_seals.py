"""Sealing: what it costs, when it happens, by whom, with which key."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.models import Event, Job
from dianzhang.engine.moment import living_at, now
from dianzhang.kernel.merkle import leaf
from dianzhang.safety import chain, lines, sealing
from dianzhang.safety import outside as kept_outside
from dianzhang.safety.models import Seal
from dianzhang.safety.verifying import Verifier
from tests.safety.conftest import write_events

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S5.1")]


def test_a_line_is_the_same_on_every_database() -> None:
    at = datetime(2026, 3, 2, 4, 0, 0, 500000, tzinfo=UTC)
    made = Event.objects.create(
        id=7, position=1, kind="order.pay", subject_kind="order", subject_id=3, occurred_at=at,
        recorded_at=at.replace(microsecond=0), post="客服", judged=False, data='{"set":{"备注":"\\n"}}',
    )  # fmt: skip
    line = (
        '[7,"order.pay","order",3,"2026-03-02 04:00:00.500000","2026-03-02 04:00:00",null,"客服",null,"",null,null,'
        'null,null,0,"{\\"set\\":{\\"备注\\":\\"\\\\n\\"}}"]'
    )
    assert lines.line_of(made.pk) == line
    assert lines.hashed(1, 1) == [(1, leaf(line.encode()))]
    assert lines.hashed(1, 1)[0][1] == sha256(b"\0" + line.encode()).digest()


def test_sealing_costs_what_is_new(sealed: None) -> None:
    write_events(3)
    with CaptureQueriesContext(connection) as asked:
        assert sealing.seal_next() is not None
    assert len(asked) <= 9
    assert any("BETWEEN 26 AND 28" in one["sql"] for one in asked)
    assert sealing.seal_next() is None
    assert Verifier().run().sealed == 28


def test_seals_follow_each_other_and_are_signed(sealed: None) -> None:
    previous = chain.BEGINNING
    for number, seal in enumerate(Seal.objects.order_by("number"), 1):
        assert (seal.number, seal.previous) == (number, previous)
        assert chain.signed_by(seal, seal.key)
        previous = seal.head


def test_the_key_is_outside_the_database_and_nobody_elses(sealed: None, outside: Path) -> None:
    key = outside / "seal-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    kept = json.loads((outside / "journal-head.json").read_text())
    newest = Seal.objects.latest("number")
    assert kept["seal"] == {
        "number": 3, "last": 25, "head": newest.head, "sealed_at": newest.sealed_at.isoformat(),
    }  # fmt: skip
    assert kept["keys"] == [{"key": newest.key, "from": 1}]
    private = "".join(key.read_text().splitlines()[1:-1])
    assert private not in json.dumps(list(Seal.objects.values("key", "signature", "head")))


def test_a_worker_asks_for_it_once_and_does_it_within_a_minute(db: None) -> None:
    write_events(3)
    assert sealing.ask() == 0, "they are new"
    with living_at(now() + timedelta(seconds=61)):
        assert sealing.ask() == 1
        assert sealing.ask() == 0, "somebody has been asked"
        assert jobs.work_off() == 1
        assert sealing.lag() == (3, 3)
        assert sealing.ask() == 0
    assert Job.objects.filter(kind=sealing.KIND, failed="").count() == 1


def test_enough_for_a_range_does_not_wait(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 10)
    write_events(10)
    assert sealing.ask() == 1


def test_old_jobs_do_not_pile_up(db: None) -> None:
    for _turn in range(3):
        write_events(1)
        with living_at(now() + timedelta(seconds=61)):
            sealing.ask()
            jobs.work_off()
    assert Job.objects.filter(kind=sealing.KIND).count() == 1


def test_a_lost_key_is_not_replaced_in_silence(sealed: None, outside: Path) -> None:
    (outside / "seal-key").unlink()
    write_events(1)
    with pytest.raises(sealing.Unsealable, match="new-key"):
        sealing.seal_next()
    sealing.work({})  # the worker lives on
    assert not (outside / "seal-key").exists()


def test_another_key_goes_on_when_its_owner_says_so(sealed: None) -> None:
    before = kept_outside.read().keys[0][0]
    after = kept_outside.renew()
    write_events(2)
    sealing.seal_all()
    assert Seal.objects.get(number=4).key == after != before
    assert Verifier().run().broken == []
    shown = chain.fingerprint(after)
    assert [(one.position, one.what) for one in Verifier(fingerprint=shown).run().broken][:1] == [(1, "other_key")]


def test_a_wrong_key_seals_nothing(sealed: None, outside: Path) -> None:
    (outside / "seal-key").unlink()
    kept_outside.make_key()
    write_events(1)
    with pytest.raises(sealing.Unsealable):
        sealing.seal_next()


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_said(sealed: None, outside: Path, text: str) -> None:
    (outside / "seal-key").write_text(text)
    with pytest.raises(kept_outside.KeyTrouble, match="seal-key"):
        sealing.seal_next()


def test_the_fingerprint_one_wrote_down_is_enough(sealed: None, outside: Path) -> None:
    key = Seal.objects.latest("number").key
    for file in outside.iterdir():
        file.unlink()
    assert {one.what for one in Verifier().run().broken} == {"no_key"}
    assert Verifier(fingerprint=chain.fingerprint(key)).run().broken == []


def test_what_was_accepted_counts_and_the_former_head_is_kept(sealed: None, outside: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM engine_event WHERE position > 20")
        cursor.execute("DELETE FROM safety_seal WHERE number > 2")
    aside, seal = kept_outside.accept()
    assert aside is not None
    assert aside.exists()
    assert seal is not None
    assert seal.last == 20
    assert Verifier().run().broken == []
    write_events(4)
    assert sealing.seal_all() == 1
    assert Verifier().run().sealed == 24
