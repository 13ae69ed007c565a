"""The page of journal and backups: who sees it, what it says, having the journal checked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from dianzhang.engine import jobs
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.sequencer import place
from dianzhang.safety import chain, sealing
from dianzhang.safety.backup import scheduled
from dianzhang.safety.models import Backup, Check, Seal
from tests.web.conftest import Enter

pytestmark = pytest.mark.requirement("S5.7")


@pytest.fixture(autouse=True)
def _key(tmp_path, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DIANZHANG_SEAL_KEY", str(tmp_path / "seal-key"))


def seal() -> None:
    while place():
        pass
    sealing.seal_all()


def test_the_director_sees_fingerprint_seal_check_and_backups(enter: Enter) -> None:
    seal()
    Backup.objects.create(made_at=now(), file="/backups/today.dzbackup", bytes=4_200_000, position=17)
    page = enter("shenlan").get("/safety").content.decode()
    assert chain.fingerprint(Seal.objects.latest("number").key) in page
    assert "today.dzbackup" in page
    assert "整本日志还没核对过" in page
    assert "日志和备份" in enter("shenlan").get("/").content.decode()


@pytest.mark.parametrize("code", ["mengyan", "zhouke", "hejing", "chenmo"])
def test_nobody_else_does(enter: Enter, code: str) -> None:
    seal()
    browser = enter(code)
    assert browser.get("/safety").status_code == 404
    assert browser.post("/safety/check").status_code == 404
    assert browser.get("/safety/check/1").status_code == 404
    assert browser.post("/safety/check/1/stop").status_code == 404
    assert browser.get("/journal/1").status_code == 404
    assert "日志和备份" not in browser.get("/").content.decode()
    assert Check.objects.count() == 0


def test_it_is_checked_when_asked_and_says_how_far_it_is(enter: Enter) -> None:
    seal()
    browser = enter("shenlan")
    assert browser.post("/safety/check").status_code == 302
    assert browser.post("/safety/check").status_code == 302, "asked twice, it is checked once"
    check = Check.objects.get()
    page = browser.get("/safety").content.decode()
    assert "正在核对日志" in page
    assert f"/safety/check/{check.pk}" in page
    assert "现在核对" not in page
    assert "正在核对日志" in browser.get(f"/safety/check/{check.pk}").content.decode()
    jobs.work_off()
    check.refresh_from_db()
    assert (check.status, check.broken, check.owner.code) == ("whole", 0, "shenlan")
    assert check.sealed == check.events > 0
    assert browser.get(f"/safety/check/{check.pk}", headers={"hx-request": "true"}).headers["HX-Redirect"] == "/safety"
    assert "每一件都和封存时一样" in browser.get("/safety").content.decode()


def test_what_is_broken_is_shown_and_told(enter: Enter) -> None:
    seal()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE engine_event SET post = 'nobody' WHERE position = 3")
    browser = enter("shenlan")
    browser.post("/safety/check")
    jobs.work_off()
    page = browser.get("/safety").content.decode()
    assert "第 3 件：内容改过" in page
    notice = Notice.objects.get(kind="journal_broken", person__code="shenlan")
    assert "日志有 1 处对不上" in browser.get("/notices").content.decode()
    assert browser.get(f"/notices/{notice.pk}").headers["Location"] == "/safety"
    english = browser.get("/safety", headers={"accept-language": "en"}).content.decode()
    assert "event 3: changed" in english
    assert browser.get("/notices", headers={"accept-language": "en"}).status_code == 200


def test_stopped_it_says_so(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    seal()
    from dianzhang.safety import breathing

    monkeypatch.setattr(breathing, "EVERY", 0.0)
    monkeypatch.setattr(sealing, "MOST", 2)
    browser = enter("shenlan")
    browser.post("/safety/check")
    check = Check.objects.get()
    browser.post(f"/safety/check/{check.pk}/stop")
    jobs.work_off()
    check.refresh_from_db()
    assert check.status == "stopped"
    assert "正在核对日志" not in browser.get("/safety").content.decode()


def test_a_missed_backup_stands_there(enter: Enter, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    seal()
    browser = enter("shenlan")
    assert "没有设每天备份" in browser.get("/safety").content.decode()
    monkeypatch.setenv("DIANZHANG_BACKUP_DIR", str(tmp_path))
    Backup.objects.create(made_at=now() - timedelta(hours=40), file="old", scheduled=True)
    assert scheduled.missed()
    assert "一天多没有新的备份" in browser.get("/safety").content.decode()


def test_once_a_day_it_is_checked_unasked(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    from dianzhang.safety import checks

    seal()
    for hours, count in ((0, 1), (1, 1), (25, 2)):
        with living_at(now() + timedelta(hours=hours)):
            checks.look_after()
            jobs.work_off()
        assert Check.objects.count() == count


def test_how_many_statements_the_page_takes(enter: Enter, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    seal()
    browser = enter("shenlan")
    browser.get("/safety")
    with django_assert_max_num_queries(24):
        browser.get("/safety")
