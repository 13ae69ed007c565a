"""A file is what stands in it: lies, scripts and macros are refused, whatever they are called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dianzhang.kernel.filekinds import FileKindError, kind_of
from dianzhang.kernel.filenames import LONGEST, safe_name

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PDF = b"%PDF-1.7\n" + bytes(40)


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PNG, "图.png", "png"),
        (PDF, "合同.PDF", "pdf"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "IMG_1.JPG", "jpg"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "照片", "jpg"),
        (b"GIF89a" + bytes(20), "a.gif", "gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "webp"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "IMG_2.HEIC", "heic"),
        (b"\0\0\0\x18ftypisom" + bytes(20), "片.mp4", "mp4"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "表.xlsx", "xlsx"),
        (zipped("[Content_Types].xml", "word/document.xml"), "文.docx", "docx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "演.pptx", "pptx"),
        (zipped("a.txt"), "包.zip", "zip"),
        ("订单,金额\n1,2\n".encode("gb18030"), "导出.csv", "csv"),
        ("# 复盘\n\n做得好".encode(), "复盘.md", "md"),
        ("随便写".encode(), "说明", "txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧表.xls", "office"),
    ],
)
def test_what_is_taken(tmp_path: Path, content: bytes, name: str, kind: str) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    assert kind_of(file, name).code == kind


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "空.txt", "空"),
        (b"<!DOCTYPE html><script>1</script>", "页.html", "浏览器会运行"),
        (b"<html><body>", "照片.png", "浏览器会运行"),
        (b"\xef\xbb\xbf  <svg xmlns='x' onload='1'/>", "标.svg", "浏览器会运行"),
        (b"<script>alert(1)</script>", "说明.txt", "浏览器会运行"),
        (b"#!/bin/sh\nrm", "跑.sh", "浏览器会运行"),
        (b"MZ\x90\0\x03\0", "装.exe", "认不出"),
        (b"\x7fELF\x02\x01\0", "程序", "认不出"),
        (PNG, "其实.pdf", "名字说是 .pdf"),
        (PDF, "其实.xlsx", "名字说是 .xlsx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "宏.xlsm", "宏"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "假.xlsx", "宏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9) + "_VBA_PROJECT".encode("utf-16-le"), "旧.xls", "宏"),
        (b"PK\x03\x04broken", "坏.zip", "坏"),
        (b"console.log(1)", "a.js", "名字说是 .js"),
    ],
)
def test_what_is_refused_and_why(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(FileKindError, match=said) as refused:
        kind_of(file, name)
    assert refused.value.message.en


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.bin"),
        ("C:\\报表\\三月.xlsx", "三月.xlsx"),
        ("照片\u202egnp.exe", "照片gnp.exe"),
        ("a\0b\r\nc.txt", "abc.txt"),
        ('x"y<z>.png', "x_y_z_.png"),
        ("...", "file.bin"),
        (".png", "png.bin"),
        ("", "file.bin"),
    ],
)
def test_a_name_leads_nowhere(given: str, kept: str) -> None:
    assert safe_name(given, ending="bin") == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("长" * 500 + ".xlsx") == "长" * (LONGEST - 5) + ".xlsx"
