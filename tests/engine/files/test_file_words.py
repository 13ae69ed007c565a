"""The words of PDF and office files are read; of what is locked, broken or made to do harm it is said why not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dianzhang.engine.files import words
from dianzhang.kernel import filewords

from . import made_files as made

pytestmark = pytest.mark.requirement("W5.2")


def read(tmp_path: Path, content: bytes, kind: str) -> words.Words:
    path = tmp_path / f"sent.{kind}"
    path.write_bytes(content)
    return words.read(path, kind)


def test_a_pdf_in_chinese_page_by_page(tmp_path: Path) -> None:
    found = read(tmp_path, made.pdf("退换货先问清楚原因", "第二页 refund2026"), "pdf")
    assert (found.state, found.cut) == ("read", False)
    assert "退换货先问清楚原因" in found.text
    assert "refund2026" in found.text


def test_a_pdf_that_is_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    content = made.locked_pdf("退换货", "s3cret", against_changes_only=True)
    assert "退换货" in read(tmp_path, content, "pdf").text


def test_a_word_document_with_its_notes(tmp_path: Path) -> None:
    note = '<w:footnotes xmlns:w="urn:w"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnotes>'
    body = "<w:p><w:t>双十</w:t><w:t>一复盘</w:t></w:p><w:p><w:t>A&amp;B</w:t></w:p>"
    body = f'<w:document xmlns:w="urn:w">{body}</w:document>'
    found = read(tmp_path, made.packed(word__document_xml=body, word__footnotes_xml=note), "docx")
    assert found.text.split() == ["双十一复盘", "A&B", "脚注"]


def test_a_workbook_with_texts_numbers_and_names_of_sheets(tmp_path: Path) -> None:
    found = read(tmp_path, made.workbook(tmp_path / "made.xlsx", [["款号", "胸围"], ["T2001", 108]]), "xlsx")
    assert {"尺码表", "款号", "T2001", "108"} <= set(found.text.split())


def test_slides(tmp_path: Path) -> None:
    slide = '<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:p><a:r><a:t>直播节奏</a:t></a:r></a:p></p:sld>'
    assert read(tmp_path, made.packed(ppt__slides__slide1_xml=slide), "pptx").text == "直播节奏"


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("pdf", lambda: made.locked_pdf("退换货", "s3cret"), "locked"),
        ("pdf", made.empty_pdf, "none"),
        ("pdf", lambda: made.pdf("退换货")[:400], "broken"),
        ("pdf", lambda: b"%PDF-1.7\n" + b"\0" * 4000, "broken"),
        ("docx", lambda: made.word("退换货")[:-80], "broken"),
        ("docx", lambda: made.packed(word__document_xml="<w:p><w:t"), "broken"),
        ("xlsx", lambda: made.packed(xl__workbook_xml="<workbook/>"), "none"),
        ("office", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "form"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, kind: str, content: object, why: str) -> None:
    found = read(tmp_path, content(), kind)  # type: ignore[operator]
    assert (found.state, found.why) == ("not", why)
    assert found.said.startswith("无法读取文字：")


def test_a_zip_bomb_costs_little_and_is_told(tmp_path: Path) -> None:
    """Two hundred megabytes of blanks in two hundred kilobytes."""
    bomb = made.packed(word__document_xml=b"<a>" + b" " * 200_000_000)
    assert len(bomb) < 300_000
    began = time.monotonic()
    found = read(tmp_path, bomb, "docx")
    assert (found.state, found.why) == ("not", "large")
    assert time.monotonic() - began < words.WAIT


def test_entities_within_entities_are_not_resolved(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = made.packed(word__document_xml=f'<!DOCTYPE a [<!ENTITY l0 "哈">{laughs}]><a><t>&l9;</t></a>')
    assert read(tmp_path, content, "docx").why == "broken"


def test_two_hundred_megabytes_are_not_even_begun(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200_000_000)
    assert words.read(path, "pdf").why == "large"


def test_a_pdf_that_unpacks_without_end_is_given_up(tmp_path: Path) -> None:
    """A page whose drawing is a hundred megabytes of nothing."""
    found = read(tmp_path, made.pdf_bomb(100_000_000), "pdf")
    assert (found.state, found.why in filewords.WHYS) == ("not", True)


def test_a_long_text_is_read_by_its_beginning(tmp_path: Path) -> None:
    found = read(tmp_path, made.word(*(f"第 {n} 条" for n in range(60_000))), "docx")
    assert (found.state, found.cut, len(found.text) <= filewords.LONGEST) == ("read", True, True)
    assert found.said == "只读到了一部分文字，其余的搜不到。"


def test_the_reader_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def run(_command: list[str], **more: object) -> object:
        given.update(more)
        raise words.subprocess.TimeoutExpired("x", 1)

    monkeypatch.setenv("DIANZHANG_SECRET_KEY", "s3cret")
    monkeypatch.setattr(words.subprocess, "run", run)
    assert read(tmp_path, made.pdf("退"), "pdf").why == "slow"
    assert "s3cret" not in str(given["env"])
