"""A draft of a rulebook: begun, checked as one types, saved, played over the past, sent for approval."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from dianzhang import rulebooks as shipped
from dianzhang.engine import rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.jobs import work_off
from dianzhang.engine.keepers import names_keeper
from dianzhang.engine.models import Preview, RulebookVersion
from dianzhang.engine.moment import living_at, now, today
from dianzhang.engine.tick import tick
from dianzhang.kernel.rulebook import prove
from dianzhang.web import checking

from .conftest import Enter

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def hr(enter: Enter) -> Client:
    return enter("hejing")


def draft_of(client: Client) -> RulebookVersion:
    version = RulebookVersion.objects.get(status="in_force")
    client.post("/rulebook/drafts/begin", {"version": version.pk})
    return RulebookVersion.objects.get(status="draft")


def save(client: Client, draft: RulebookVersion, text: str) -> RulebookVersion:
    client.post(f"/rulebook/drafts/{draft.pk}/save", {"text": text, "revision": draft.revision})
    draft.refresh_from_db()
    return draft


@pytest.mark.requirement("R3.1")
def test_a_draft_begins_with_what_is_in_force(hr: Client) -> None:
    draft = draft_of(hr)
    old = shipped.read("process-first")
    renewed = old.replace("版本: 2026.1", "版本: 2026.2").replace("生效: 2026-01-01", f"生效: {today()}", 1)
    assert draft.text == renewed  # the next number, a day that has not gone by; all else as it is
    page = hr.get(f"/rulebook/drafts/{draft.pk}").text
    assert "没有错误" in page
    assert "2026.1 → 2026.2" in page


def test_a_draft_begins_with_a_shipped_rulebook_but_never_with_a_file(hr: Client) -> None:
    assert hr.post("/rulebook/drafts/begin", {"library": "B2"}).status_code == 302
    for path in ("../../etc/passwd", "dianzhang/rulebooks/process-first.md", ""):
        assert hr.post("/rulebook/drafts/begin", {"library": path}).status_code == 404


@pytest.mark.requirement("R3.1")
@pytest.mark.parametrize(("language", "key"), [("zh-hans", "制度: 新制度"), ("en", "name: New rules")])
def test_a_draft_begins_with_a_sheet_that_compiles_and_is_proved(hr: Client, language: str, key: str) -> None:
    hr.post("/i18n/setlang/", {"language": language, "next": "/"})
    hr.post("/rulebook/drafts/begin", {"blank": "1"})
    draft = RulebookVersion.objects.get(status="draft")
    assert key in draft.text
    compiled = rulebooks.compiled_text(draft.text)
    assert (compiled.errors, compiled.warnings) == ([], [])
    assert names_keeper(draft.keeper)
    [proof] = prove(compiled, rulebooks.vocabulary())
    assert proof.proved
    outcomes, left = rulebooks.tried(draft.text)
    assert left == 0
    assert all(outcome.passed for outcome in outcomes)


def test_examples_that_would_take_too_long_are_said_and_hold_it_back(
    hr: Client, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hr.post("/rulebook/drafts/begin", {"blank": "1"})
    draft = RulebookVersion.objects.get(status="draft")
    monkeypatch.setattr(rulebooks, "TRY_WITHIN", 0)
    draft = save(hr, draft, f"{draft.text}\n多一行。\n")
    assert "还有 1 个没有来得及试" in hr.get(f"/rulebook/drafts/{draft.pk}").text
    assert "没有来得及试" in one("rulebook.submit", people.hejing, draft.pk).why


@pytest.mark.requirement("R3.1")
def test_a_draft_whose_force_was_asked_for_at_once_is_listed_as_waiting(hr: Client, people: SimpleNamespace) -> None:
    hr.post("/rulebook/drafts/begin", {"blank": "1"})
    draft = RulebookVersion.objects.get(status="draft")
    assert "送审中" not in hr.get("/rulebook/drafts").text
    assert one("rulebook.activate", people.hejing, draft.pk).status == "awaiting"
    assert "送审中" in hr.get("/rulebook/drafts").text


@pytest.mark.requirement("R3.1")
def test_errors_are_said_while_one_types(hr: Client) -> None:
    wrong = shipped.read("process-first").replace("时限: 10分钟", "时限: 一会儿")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if "一会儿" in text)
    said = hr.post("/rulebook/drafts/check", {"text": wrong}, headers=HTMX).text
    assert "1 处要改" in said
    assert "读不懂时限“一会儿”" in said
    assert f'data-jump="{line}"' in said


def test_what_changes_is_said_with_whom_it_concerns(hr: Client) -> None:
    stricter = shipped.read("process-first").replace("时限: 10分钟", "时限: 5分钟")
    said = hr.post("/rulebook/drafts/check", {"text": stricter}, headers=HTMX).text
    assert "时限：10分钟 → 5分钟" in said
    assert "涉及 经办人、客服组长" in said


def test_the_examples_are_run_when_asked(hr: Client) -> None:
    stricter = shipped.read("process-first").replace("时限: 10分钟", "时限: 5分钟")
    said = hr.post("/rulebook/drafts/check", {"text": stricter, "tried": "1"}, headers=HTMX).text
    assert "不成立" in said


def test_a_draft_with_errors_is_kept_as_typed_and_cannot_be_sent(hr: Client, people: SimpleNamespace) -> None:
    draft = save(hr, draft_of(hr), "# 还没写完\n")
    assert draft.text == "# 还没写完\n"
    assert one("rulebook.submit", people.hejing, draft.pk).status == "refused"


def test_of_two_who_write_the_second_keeps_what_they_typed(hr: Client) -> None:
    draft = draft_of(hr)
    seen = draft.revision
    save(hr, draft, draft.text + "\n# 甲 {#first}\n")
    answer = hr.post(f"/rulebook/drafts/{draft.pk}/save", {"text": "# 乙 {#second}\n", "revision": seen})
    assert answer.status_code == 409
    assert "乙 {#second}" in answer.text
    draft.refresh_from_db()
    assert "甲" in draft.text


def test_hostile_text_stays_text(hr: Client) -> None:
    draft = save(hr, draft_of(hr), "</textarea><script>alert(1)</script>")
    page = hr.get(f"/rulebook/drafts/{draft.pk}").text
    assert "<script>alert" not in page


def test_whoever_may_not_write_finds_nothing(enter: Enter, hr: Client) -> None:
    draft = draft_of(hr)
    other = enter("suhe")
    assert "起草、修订" not in other.get("/rulebook").text
    for address in ("/rulebook/drafts", f"/rulebook/drafts/{draft.pk}"):
        assert other.get(address).status_code == 404
    for address in ("begin", "check", f"{draft.pk}/save", f"{draft.pk}/preview"):
        assert other.post(f"/rulebook/drafts/{address}", {"text": "x"}).status_code == 404


@pytest.fixture
def missed(people: SimpleNamespace) -> None:
    """A complaint solved after eight minutes: kept within ten, missed within five."""
    began = now() - timedelta(days=1)
    with living_at(began):
        made = must(one("complaint.accept", people.zhouke, kind="quality", demand="开线了"))
    with living_at(began + timedelta(minutes=8)):
        must(one("complaint.resolve", people.zhouke, made.pk, note="补发"))
    tick(now())


@pytest.mark.requirement("R3.4")
def test_the_past_is_played_under_the_draft(hr: Client, missed: None) -> None:
    draft = draft_of(hr)
    save(hr, draft, draft.text.replace("时限: 10分钟", "时限: 5分钟"))
    days = {"since": today() - timedelta(days=3), "until": today()}
    begun = hr.post(f"/rulebook/drafts/{draft.pk}/preview", days, headers=HTMX).text
    assert "正在重演" in begun
    work_off()
    preview = Preview.objects.get()
    assert preview.failed == ""
    found = hr.get(f"/rulebook/drafts/{draft.pk}/preview/{preview.pk}", headers=HTMX).text
    assert "守住 1 → 0，逾期 0 → 1" in found
    assert "周可" in found


def test_a_preview_belongs_to_whoever_asked(hr: Client, enter: Enter, missed: None) -> None:
    draft = draft_of(hr)
    hr.post(f"/rulebook/drafts/{draft.pk}/preview", {"since": today(), "until": today()})
    work_off()
    address = f"/rulebook/drafts/{draft.pk}/preview/{Preview.objects.get().pk}"
    assert hr.get(address).status_code == 200
    assert enter("shenlan").get(address).status_code == 404


def test_a_preview_is_stopped(hr: Client) -> None:
    draft = draft_of(hr)
    hr.post(f"/rulebook/drafts/{draft.pk}/preview", {"since": today(), "until": today()})
    preview = Preview.objects.get()
    hr.post(f"/rulebook/drafts/{draft.pk}/preview/{preview.pk}/stop")
    work_off()
    preview.refresh_from_db()
    assert (preview.failed, preview.result) in (("已停下。", ""), ("", preview.result))


@pytest.mark.parametrize(("since", "until"), [("2026-02-30", "2026-03-01"), ("", "")])
def test_days_that_do_not_exist_are_said(hr: Client, since: str, until: str) -> None:
    draft = draft_of(hr)
    answer = hr.post(f"/rulebook/drafts/{draft.pk}/preview", {"since": since, "until": until}, headers=HTMX)
    assert answer.status_code == 422
    assert "没有这样的日期" in answer.text


def test_a_range_the_wrong_way_round_is_said(hr: Client) -> None:
    draft = draft_of(hr)
    hr.post(f"/rulebook/drafts/{draft.pk}/preview", {"since": date(2026, 3, 2), "until": date(2026, 3, 1)})
    work_off()
    assert Preview.objects.get().failed != ""


def test_a_text_too_long_for_checking_as_one_types_is_not_read(hr: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LIVE", 10_000)
    said = hr.post("/rulebook/drafts/check", {"text": shipped.read("process-first")}, headers=HTMX).text
    assert "文稿超过 10000 个字" in said
    assert "处要改" not in said


def test_examples_are_tried_for_some_seconds_and_what_was_left_is_said(
    hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "TRY_WITHIN", 0.0)
    said = hr.post("/rulebook/drafts/check", {"text": shipped.read("process-first"), "tried": "1"}, headers=HTMX).text
    assert "条没有试" in said
    assert "dianzhang rulebook test" in said
