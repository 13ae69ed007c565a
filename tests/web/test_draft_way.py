"""The way of a draft to force, on its page: what is missing is listed before one presses, and one comes back to it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.jobs import work_off
from dianzhang.engine.models import Approval, Notice, RulebookVersion
from dianzhang.engine.moment import today

from .conftest import Enter
from .test_drafts import draft_of, save

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LAW = ("discussed", "opinions", "consulted", "published")


@pytest.fixture
def hr(enter: Enter) -> Client:
    return enter("hejing")


@pytest.fixture
def draft(hr: Client) -> RulebookVersion:
    return draft_of(hr)


def recorded(people: SimpleNamespace, draft: RulebookVersion) -> None:
    for ago, step in zip((9, 8, 7, 0), LAW, strict=True):
        note = "张贴在办公室" if step == "published" else ""
        must(one("rulebook.record", people.hejing, draft.pk, step=step, on=today() - timedelta(days=ago), note=note))


@pytest.fixture
def asked(people: SimpleNamespace, hr: Client, draft: RulebookVersion) -> RulebookVersion:
    """On record and sent; 沈岚 is asked."""
    recorded(people, draft)
    must(one("rulebook.submit", people.hejing, draft.pk, on=today() + timedelta(days=1)))
    draft.refresh_from_db()
    return draft


def page(client: Client, draft: RulebookVersion) -> str:
    return client.get(f"/rulebook/drafts/{draft.pk}").text


@pytest.mark.requirement("R3.8")
def test_what_is_missing_is_listed_before_one_presses(
    hr: Client, people: SimpleNamespace, draft: RulebookVersion
) -> None:
    before = page(hr, draft)
    assert "还差 4 样" in before
    assert "还没有讨论的记录" in before
    assert 'aria-disabled="true"' in before
    recorded(people, draft)
    after = page(hr, draft)
    assert "可以送审了" in after
    assert 'aria-disabled="true"' not in after


def test_an_old_number_is_said(hr: Client, draft: RulebookVersion) -> None:
    save(hr, draft, draft.text.replace("2026.2", "2026.1"))
    assert "版本号 2026.1 已经用过" in page(hr, draft)


@pytest.mark.parametrize(
    ("verb", "given"), [("record", {"step": "discussed", "on": str(today())}), ("submit", {}), ("withdraw", {})]
)
def test_what_is_pressed_on_the_page_comes_back_to_it(
    hr: Client, people: SimpleNamespace, draft: RulebookVersion, verb: str, given: dict[str, str]
) -> None:
    back = f"/rulebook/drafts/{draft.pk}"
    if verb != "record":
        recorded(people, draft)
    if verb == "withdraw":
        must(one("rulebook.submit", people.hejing, draft.pk))
    assert f"/rulebook/{draft.pk}/{verb}?next={back}" in page(hr, draft)
    form = hr.get(f"/rulebook/{draft.pk}/{verb}?next={back}", headers=HTMX).text
    if verb != "withdraw":
        assert f'name="next" value="{back}"' in form
    draft.refresh_from_db()
    done = hr.post(
        f"/rulebook/{draft.pk}/{verb}", given | {"next": back, "revision": str(draft.revision)}, headers=HTMX
    )
    assert done.headers["HX-Redirect"] == back


def test_a_failing_example_is_said_in_a_sentence_with_its_line(hr: Client, draft: RulebookVersion) -> None:
    text = draft.text.replace("时限: 10分钟", "时限: 5分钟")
    save(hr, draft, text)
    said = page(hr, draft)
    assert "个例子里有 2 个不成立" in said
    assert "预期“" in said
    assert "有 2 个例子不成立" in said  # and among what is missing


@pytest.mark.requirement("R3.6")
def test_whoever_changes_the_pay_is_told_that_the_records_are_gone(
    hr: Client, people: SimpleNamespace, draft: RulebookVersion
) -> None:
    recorded(people, draft)
    draft.refresh_from_db()
    late = "\n## 9.9 迟到 {#late}\n涉及: 纪律\n倡导: 自觉\n\n按时到。\n"
    given = {"text": draft.text + late, "revision": draft.revision}
    answer = hr.post(f"/rulebook/drafts/{draft.pk}/save", given, follow=True)
    assert "记录不再算数" in answer.text
    draft.refresh_from_db()
    assert draft.discussed_on is None


# --- whoever is asked ---------------------------------------------------------------------------


@pytest.mark.requirement("R3.4")
def test_the_card_says_what_changes_for_whom_and_what_is_on_record(enter: Enter, asked: RulebookVersion) -> None:
    for address in ("/approvals", f"/approval/{Approval.objects.get().pk}"):
        card = enter("shenlan").get(address).text
        assert "何静" in card
        assert "2026.1 → 2026.2" in card
        assert f"{today() - timedelta(days=9):%Y-%m-%d}" in card
        assert "张贴在办公室" in card
        assert f"/rulebook/drafts/{asked.pk}" in card


@pytest.mark.requirement("R3.4")
def test_whoever_is_asked_reads_the_draft_and_plays_it_but_cannot_write(enter: Enter, asked: RulebookVersion) -> None:
    owner = enter("shenlan")
    said = page(owner, asked)
    assert "readonly" in said
    assert "等答复" in said
    days = {"since": today(), "until": today()}
    assert owner.post(f"/rulebook/drafts/{asked.pk}/preview", days, headers=HTMX).status_code == 200
    work_off()
    assert "拿 " in owner.get("/approvals").text
    assert enter("suhe").get(f"/rulebook/drafts/{asked.pk}").status_code == 404


def test_a_refusal_is_said_where_it_was_sent(hr: Client, people: SimpleNamespace, asked: RulebookVersion) -> None:
    must(one("approval.refuse", people.shenlan, Approval.objects.get().pk, reason="先试行一个月"))
    said = page(hr, asked)
    assert "先试行一个月" in said
    assert "可以送审了" in said  # a draft again: it can be mended and sent anew
    assert 'name="text" data-document' in said
    assert "readonly" not in said


@pytest.mark.requirement("R3.8")
def test_a_draft_is_thrown_away_and_taken_up_again(hr: Client, enter: Enter, draft: RulebookVersion) -> None:
    given = {"revision": str(draft.revision), "next": f"/rulebook/drafts/{draft.pk}"}
    said = hr.post(f"/rulebook/{draft.pk}/discard", given, follow=True).text
    assert f"/rulebook/{draft.pk}/restore" in said
    assert f'href="/rulebook/drafts/{draft.pk}"' not in hr.get("/rulebook/drafts").text
    assert f'href="/rulebook/{draft.pk}"' in hr.get("/rulebook/drafts").text
    assert enter("suhe").post(f"/rulebook/{draft.pk}/restore", {}).status_code == 404
    draft.refresh_from_db()
    hr.post(f"/rulebook/{draft.pk}/restore", {"revision": str(draft.revision)})
    assert f'href="/rulebook/drafts/{draft.pk}"' in hr.get("/rulebook/drafts").text


def test_once_it_takes_effect_its_page_is_the_rulebooks(
    hr: Client, people: SimpleNamespace, asked: RulebookVersion
) -> None:
    must(one("approval.agree", people.shenlan, Approval.objects.get().pk))
    assert hr.get(f"/rulebook/drafts/{asked.pk}").headers["Location"] == f"/rulebook/{asked.pk}"


@pytest.mark.requirement("R4.6")
def test_the_notice_leads_to_what_changed_for_its_reader(
    enter: Enter, people: SimpleNamespace, hr: Client, draft: RulebookVersion
) -> None:
    recorded(people, draft)
    must(one("rulebook.submit", people.hejing, draft.pk))
    must(one("approval.agree", people.shenlan, Approval.objects.get().pk))
    work_off()
    notice = Notice.objects.get(kind="in_force", person_id=people.xunuo.person_id, subject_id=draft.pk)
    reader = enter("xunuo")
    assert "生效了" in reader.get("/notices").text
    opened = reader.get(f"/notices/{notice.pk}")
    assert opened.headers["Location"] == f"/rulebook/mine#version-{draft.pk}"
    assert f'id="version-{draft.pk}"' in reader.get("/rulebook/mine").text
