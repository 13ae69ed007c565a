"""The knowledge base in the browser: written, found, linked; what runs does not run; who may not sees nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dianzhang.engine.act import must, one
from dianzhang.service.models import Complaint
from dianzhang.work.models import Document, DocumentLink
from tests.work.documents.conftest import folders, home, written

from .conftest import Enter

__all__ = ["folders", "home"]
pytestmark = pytest.mark.django_db


def page(client: object, path: str, status: int = 200) -> str:
    answer = client.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()  # type: ignore[no-any-return]


@pytest.mark.requirement("W5.1")
def test_written_read_and_revised_on_pages(enter: Enter, folders: SimpleNamespace) -> None:
    client = enter("zhouke")
    assert "流程" in page(client, "/document/new/write")
    given = {
        "folder_id": folders.everybody.pk,
        "title": "退换货",
        "kind": "process",
        "text": "# 第一步\n\n先问**原因**",
    }
    assert client.post("/document/new/write", given).status_code == 302
    document = Document.objects.get()
    shown = page(client, f"/document/{document.pk}")
    assert "<h3>第一步</h3>" in shown
    assert "<strong>原因</strong>" in shown
    more = {"text": "改过", "said": "简化", "revision": document.revision}
    assert client.post(f"/document/{document.pk}/revise", more).status_code == 302
    assert "简化" in page(client, f"/document/{document.pk}")
    assert "第一步" in page(client, f"/document/{document.pk}/versions/1")
    page(client, f"/document/{document.pk}/versions/9", 404)


@pytest.mark.requirement("W5.1")
def test_a_script_in_a_text_is_words(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    text = "<script>alert(1)</script>\n\n[点我](javascript:alert(2)) <img src=x onerror=alert(3)>\n\n![图](https://x/y.png)"
    document = written(people.linxiao, folders.everybody, "<script>alert(0)</script>", text)
    for path in (f"/document/{document.pk}", f"/document/{document.pk}/versions/1", "/documents?q=alert"):
        shown = page(enter("linxiao"), path)
        assert "<script>alert" not in shown
        assert "onerror=alert(3)>" not in shown.replace("&gt;", "").replace("onerror=alert(3)&", "")
        assert 'href="javascript:' not in shown
        assert 'src="https://x' not in shown


@pytest.mark.requirement("W5.6")
def test_a_file_that_is_refused_costs_nothing_of_what_was_typed(enter: Enter, folders: SimpleNamespace) -> None:
    file = SimpleUploadedFile("页.html", b"<html><script>1</script>")
    given = {
        "folder_id": folders.everybody.pk,
        "title": "标题在",
        "kind": "process",
        "text": "写了很久的正文",
        "file": file,
    }
    answer = enter("zhouke").post("/document/new/write", given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "浏览器会运行" in shown
    assert "写了很久的正文" in shown
    assert not Document.objects.exists()


@pytest.mark.requirement("W5.3")
def test_who_may_not_read_the_folder_sees_nothing_of_it(
    enter: Enter, people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    document = written(people.zhouke, folders.service, "客服底线")
    insider, outsider = enter("suhe"), enter("chenmo")
    assert "客服底线" in page(insider, "/documents")
    assert "客服底线" in page(insider, "/documents?q=底线")
    assert "客服底线" in page(insider, "/search?q=客服底线")
    assert "客服底线" in page(insider, "/document?q=底线")
    for path in ("/documents", "/documents?q=底线", "/search?q=客服底线", "/document", "/document?q=底线"):
        shown = page(outsider, path)
        assert f"/document/{document.pk}" not in shown, path
        assert "客服内部" not in shown, path
    for path in ("", "/versions/1", "/versions/1/file", "/revise"):
        page(outsider, f"/document/{document.pk}{path}", 404)
    page(outsider, f"/folder/{folders.service.pk}", 404)
    refused = one("document.write", people.chenmo, folder_id=folders.service.pk, title="混进来", text="x")
    assert refused.status == "refused"


@pytest.mark.requirement("W5.5")
def test_linked_with_a_record_and_each_shows_the_other(
    enter: Enter, people: SimpleNamespace, folders: SimpleNamespace, complaint: Complaint
) -> None:
    document = written(people.zhouke, folders.service, "破损件怎么赔")
    client = enter("linxiao")
    looked = page(client, f"/documents?of_kind=complaint&of_id={complaint.pk}&q=破损")
    assert f'action="/document/{document.pk}/link"' in looked
    given = {"of_kind": "complaint", "of_id": complaint.pk}
    assert client.post(f"/document/{document.pk}/link", given).status_code == 302
    assert "破损件怎么赔" in page(client, f"/complaint/{complaint.pk}")
    assert f"/complaint/{complaint.pk}" in page(client, f"/document/{document.pk}")
    assert one("document.link", people.chenmo, document.pk, of_kind="complaint", of_id=complaint.pk).status == "refused"
    link = DocumentLink.objects.get()
    must(one("document.unlink", people.linxiao, document.pk, link=link.pk))
    assert "破损件怎么赔" not in page(client, f"/complaint/{complaint.pk}")


@pytest.mark.requirement("W5.5")
def test_written_from_a_clause_and_each_shows_the_other(enter: Enter, folders: SimpleNamespace) -> None:
    client = enter("linxiao")
    clause = "/rulebook/clause/accounts.passwords/kept"
    assert "/document/new/write?of_kind=clause&amp;clause=accounts.passwords" in page(client, clause)
    given = {"folder_id": folders.everybody.pk, "title": "换密码怎么换", "text": "三步", "kind": "process"}
    about = {"of_kind": "clause", "clause": "accounts.passwords"}
    assert client.post("/document/new/write", given | about).status_code == 302
    assert "换密码怎么换" in page(client, clause)
    assert clause in page(client, f"/document/{Document.objects.get().pk}")


@pytest.mark.requirement("W5.5")
def test_the_archive_is_found_when_asked_for(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    document = written(people.linxiao, folders.everybody, "去年的流程")
    must(one("document.archive", people.linxiao, document.pk))
    client = enter("chenmo")
    assert "去年的流程" not in page(client, "/documents")
    assert "去年的流程" not in page(client, "/documents?q=去年")
    assert "去年的流程" in page(client, "/documents?archived=1")
    assert "去年的流程" in page(client, "/documents?q=去年&archived=1")


@pytest.mark.requirement("W5.4")
def test_the_day_of_review_stands_in_the_calendar_of_who_answers_for_it(
    enter: Enter, people: SimpleNamespace, folders: SimpleNamespace
) -> None:
    from dianzhang.engine.moment import today

    written(people.linxiao, folders.everybody, "要复核的流程", review_on=today().isoformat())
    assert "要复核的流程" in page(enter("linxiao"), "/calendar")
