"""An export through the API: asked for, made, fetched within a minute, by its asker alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.engine import jobs
from dianzhang.engine.models import Event, Export
from dianzhang.engine.moment import living_at, now

from .conftest import Keyed, Program

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.5")]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)


def ready(program: Program) -> Export:
    given = {"source": "list", "kind": "order", "query": "", "format": "csv", "reason": "对账"}
    (outcome,) = program.post("/export/draft", [{"data": given}]).json()["outcomes"]
    assert outcome["status"] == "done", outcome
    jobs.work_off()
    return Export.objects.get(pk=outcome["id"])


def fetched(program: Program, export: Export, digest: str = "") -> str:
    item = {"id": export.pk, "data": {"digest": digest or export.digest}}
    status: str = program.post("/export/fetch", [item]).json()["outcomes"][0]["status"]
    return status


def test_a_program_has_its_file(keyed: Keyed, order: object) -> None:
    program = keyed("zhouke")
    export = ready(program)
    before = program.get(f"/export/{export.pk}/file")
    assert (before.status_code, "export/fetch" in before.json()["advice"]) == (404, True)
    shown = program.get(f"/export/{export.pk}").json()
    assert shown["states"]["status"] == "ready"
    assert fetched(program, export, shown["fields"]["digest"]) == "done"
    answer = program.get(f"/export/{export.pk}/file")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert f"E-{export.pk:06}" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "1001" in text
    assert "周可" in text.splitlines()[-1]
    assert Event.objects.filter(kind="export.fetch", subject_id=export.pk).count() == 1


def test_nobody_else_has_it_and_nobody_later(keyed: Keyed, order: object) -> None:
    program = keyed("zhouke")
    export = ready(program)
    assert fetched(program, export, "0" * 64) == "refused"
    assert fetched(program, export) == "done"
    for other in (keyed("suhe"), keyed("shenlan")):
        assert fetched(other, export) in ("missing", "refused")
        assert other.get(f"/export/{export.pk}/file").status_code == 404
    assert keyed("zhouke", "export:read").get(f"/export/{export.pk}/file").status_code == 403
    with living_at(now() + timedelta(seconds=61)):
        assert program.get(f"/export/{export.pk}/file").status_code == 404
