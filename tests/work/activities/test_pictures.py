"""Pictures of an activity are kept with it: sent on its page, shown there, to those who see it and nobody else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from dianzhang.engine.act import must, one
from dianzhang.engine.files import path_of
from dianzhang.engine.models import Attachment
from dianzhang.work.models import Activity
from tests.web.conftest import Enter, enter

from .test_activities import EVENING, HIKE, do, held, people

__all__ = ["enter", "people"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P5.5")]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def sent(enter: Enter, who: str, activity: Activity, name: str = "山顶合影.png", content: bytes = PNG) -> int:
    given = {"of_kind": "activity", "of_id": activity.pk, "file": SimpleUploadedFile(name, content)}
    return enter(who).post("/attachment/new/add", given).status_code


def test_one_who_came_sends_a_picture_and_all_see_it_on_its_page(enter: Enter, people: SimpleNamespace) -> None:
    activity = held(people, "suhe", "zhouke")
    assert sent(enter, "suhe", activity) == 302
    kept = Attachment.objects.get(subject_kind="activity", subject_id=activity.pk)
    assert path_of(kept.sha256).read_bytes() == PNG
    for who in ("shenlan", "zhouke"):
        shown = enter(who).get(f"/activity/{activity.pk}").text
        assert f'src="/attachment/{kept.pk}/picture"' in shown
        assert "山顶合影.png" in shown
        answer = enter(who).get(f"/attachment/{kept.pk}/picture")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_it_stays_when_the_activity_is_reported(enter: Enter, people: SimpleNamespace) -> None:
    activity = held(people, "suhe")
    sent(enter, "suhe", activity)
    must(do(people.shenlan, "report", activity.pk, EVENING.replace(hour=23), text="都到了", cost=Decimal("700.00")))
    kept = Attachment.objects.get()
    assert Activity.objects.get(pk=activity.pk).status == "reported"
    assert f'src="/attachment/{kept.pk}/picture"' in enter("suhe").get(f"/activity/{activity.pk}").text


def test_of_another_unit_s_activity_nobody_sees_or_sends_one(enter: Enter, people: SimpleNamespace) -> None:
    activity = must(do(people.linxiao, "plan", **HIKE))  # of the service group
    assert sent(enter, "suhe", activity) == 302
    kept = Attachment.objects.get()
    assert enter("chenmo").get(f"/attachment/{kept.pk}/picture").status_code == 404
    assert sent(enter, "chenmo", activity) == 404
    assert Attachment.objects.count() == 1


def test_what_is_no_picture_is_refused_and_its_sender_may_take_one_back(enter: Enter, people: SimpleNamespace) -> None:
    activity = held(people, "suhe")
    assert sent(enter, "suhe", activity, "合影.png", b"<svg onload='x'/>") == 422
    sent(enter, "suhe", activity)
    kept = Attachment.objects.get()
    assert one("attachment.withdraw", people.zhouke, kept.pk).status == "refused"
    must(one("attachment.withdraw", people.suhe, kept.pk))
    assert f"/attachment/{kept.pk}/picture" not in enter("shenlan").get(f"/activity/{activity.pk}").text
