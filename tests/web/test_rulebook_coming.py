"""A version that has been agreed to and takes effect on a day to come: wherever rulebooks are shown it is there."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine import rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Notice, RulebookVersion
from dianzhang.engine.moment import living_at, start_of, today
from dianzhang.engine.standing import standing
from dianzhang.ui.wording import day
from tests.cli.conftest import call
from tests.engine.department import on_record

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R3.5")]


@pytest.fixture
def old(people: SimpleNamespace) -> RulebookVersion:
    return RulebookVersion.objects.get(status="in_force")


@pytest.fixture
def coming(people: SimpleNamespace, old: RulebookVersion) -> RulebookVersion:
    text = shipped.read("process-first").replace("版本: 2026.1", "版本: 2026.2", 1)
    text += "\n## 9.9 加的一条 {#more}\n倡导: 靠人自觉\n\n东西放回原处。\n"
    draft: RulebookVersion = must(one("rulebook.draft", people.hejing, text=text))
    on_record(draft, people.hejing, today())
    must(one("rulebook.submit", people.hejing, draft.pk, on=today() + timedelta(days=9)))
    must(one("approval.agree", people.shenlan, Approval.objects.get(status="waiting").pk))
    draft.refresh_from_db()
    rulebooks.forget()
    return draft


def nine_days() -> str:
    return day(today() + timedelta(days=9))


def test_the_rulebook_says_that_it_ends_and_what_comes(enter: Enter, old: RulebookVersion, coming: object) -> None:
    text = enter("zhouke").get("/rulebook").text
    assert f"{nine_days()} 止" in text
    assert f"2026.2 将于 {nine_days()} 生效" in text
    assert f'href="?version={coming.pk}"' in text  # type: ignore[attr-defined]


def test_it_is_read_with_what_it_changes(enter: Enter, coming: RulebookVersion) -> None:
    text = enter("zhouke").get(f"/rulebook?version={coming.pk}").text
    assert f"将于 {nine_days()} 生效" in text
    assert "和现行的" in text


def test_its_own_page_says_it_and_offers_nothing_that_is_refused(enter: Enter, coming: RulebookVersion) -> None:
    text = enter("zhouke").get(f"/rulebook/{coming.pk}").text
    assert f"将于 {nine_days()} 生效" in text
    assert f"/rulebook/{coming.pk}/acknowledge" not in text
    with living_at(start_of(today() + timedelta(days=9)) + timedelta(minutes=1)):
        assert standing(coming, start_of(today()) + timedelta(minutes=1)) == ""
        assert f"/rulebook/{coming.pk}/acknowledge" in enter("zhouke").get(f"/rulebook/{coming.pk}").text


def test_among_the_drafts_it_is_no_longer_but_it_is_named(enter: Enter, coming: RulebookVersion) -> None:
    text = enter("hejing").get("/rulebook/drafts").text
    assert "还没有草案" not in text
    assert f"将于 {nine_days()} 生效" in text
    assert f"/rulebook?version={coming.pk}" in text


def test_the_notice_ahead_leads_to_reading_it(enter: Enter, people: SimpleNamespace, coming: RulebookVersion) -> None:
    notice = Notice.objects.get(kind="in_force_soon", person_id=people.xunuo.person_id)
    reader = enter("xunuo")
    assert f"将于 {nine_days()} 生效：先看看" in reader.get("/notices").text
    assert reader.get(f"/notices/{notice.pk}").headers["Location"] == f"/rulebook?version={coming.pk}"


def test_the_command_names_both_by_what_acts(old: RulebookVersion, coming: RulebookVersion) -> None:
    said = call("list").output
    assert f"{nine_days()} 止" in said
    assert f"将于 {nine_days()} 生效" in said
    assert "已生效" not in said
    listed = {one["id"]: one for one in json.loads(call("list", "--json").stdout)}
    assert listed[old.pk]["current"]
    assert not listed[coming.pk]["current"]
