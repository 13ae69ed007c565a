"""Whatever is sent instead of an order file gets a message with its name, the reason and the remedy."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from dianzhang.gateways.orders import FileError, open_orders
from tests.gateways.tables import PLAIN, TMALL, plain, write


def zipped(**names: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


WORKBOOK = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b"0" * 1_000_000)
BOMB = zipped(orders_csv=b"0" * 50_000_000)

WRONG = [
    ("nothing.csv", b"", "0 字节", "重新导出"),
    ("book.csv", WORKBOOK, "xlsx", "CSV UTF-8"),
    ("bomb.csv", BOMB, "压缩包（zip）", "解压"),
    ("empty.zip", zipped(), "空的压缩包", "重新导出"),
    ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls", "CSV UTF-8"),
    ("page.xls", "<html><table><tr><td>订单号".encode(), "网页", "CSV UTF-8"),
    ("orders.csv.gz", gzip.compress(b"x"), "gzip", "解压"),
    ("report.pdf", b"%PDF-1.7\n", "PDF", "重新导出"),
    ("table.parquet", b"PAR1\x15", "Parquet", "重新导出"),
    ("wide.csv", "订单号,下单时间,订单总额\n".encode("utf-16")[:-1], "UTF-16", "CSV UTF-8"),
    ("rubbish.csv", random.Random(7).randbytes(5000), "二进制", "重新导出"),
    ("nul.csv", b"a,b\n" + bytes(40), "二进制", "重新导出"),
    ("poem.csv", "床前明月光\n疑是地上霜\n".encode(), "第 1 行是：床前明月光", "天猫订单报表、店章通用订单表"),
    ("line.csv", b"a," * 2_000_000, "没有找到表头", "店章通用订单表"),
]


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(("name", "content", "reason", "remedy"), WRONG, ids=[case[0] for case in WRONG])
def test_a_wrong_file_is_named_with_reason_and_remedy(
    tmp_path: Path, name: str, content: bytes, reason: str, remedy: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        open_orders(path)
    message = caught.value.message
    assert name in message.zh
    assert reason in message.zh
    assert remedy in message.zh
    assert name in message.en
    assert len(message.zh) < 400


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"没有「.*gone\.csv」这个文件"):
        open_orders(tmp_path / "gone.csv")
    with pytest.raises(FileError, match=r"里缺这些表：订单、商品、付款、买家.*单个文件直接写文件名"):
        open_orders(tmp_path)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "locked.csv", TMALL)
    monkeypatch.setattr(Path, "open", refused)  # root may read whatever its mode says
    with pytest.raises(FileError, match=r"「locked\.csv」没有读取的权限"):
        open_orders(path)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", PLAIN, plain(receiver="x" * 3_000_000))
    with pytest.raises(FileError, match="超过 1 MB"):
        open_orders(path)


def test_what_is_nearly_an_order_table_hears_what_is_lacking(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", "报表", PLAIN.replace("订单总额", "总额"), plain())
    with pytest.raises(FileError, match=r"最接近的是「店章通用订单表」（第 2 行），还缺：订单总额"):
        open_orders(path)


def test_a_column_twice_is_ambiguous(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", PLAIN + ",付款时间", plain() + ",2026-03-01 10:05:00")
    with pytest.raises(FileError, match="重复的列"):
        open_orders(path)


def test_the_long_export_of_the_same_platform_is_not_taken_for_the_short_report(tmp_path: Path) -> None:
    path = write(tmp_path / "ExportOrderList.csv", TMALL + ",收货人姓名")
    with pytest.raises(FileError, match="这种表没有的列"):
        open_orders(path)
