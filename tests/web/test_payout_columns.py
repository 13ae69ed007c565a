"""A payout table that no platform writes: looked at, its columns told once, then read; nothing is kept on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order, PayoutColumns, PayoutFile, PayoutLine

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T9.1")]
LOOK, COLUMNS, SEND = "/payout_file/look", "/payout_file/columns", "/payout_file/read"
TABLE = (
    "店家的单,哪天,什么钱,金额,备注\n1001,2026-10-12 09:00:00,货款,320.00,\n1001,2026-10-12 09:01:00,平台佣金,-16.00,\n"
)
ROLES = {"店家的单": "number", "哪天": "at", "什么钱": "words", "金额": "amount", "备注": ""}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.DIANZHANG_HOME = tmp_path
    return tmp_path


def file(content: str | bytes = TABLE, name: str = "分账.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def look(client: Client, content: str | bytes = TABLE, shop: str = "tmall-1", code: int = 200) -> str:
    answer = client.post(LOOK, {"shop": shop, "file": file(content)}, headers={"HX-Request": "true"})
    assert answer.status_code == code
    return answer.text


def save(client: Client, roles: dict[str, str] = ROLES, **more: str):
    form = {"shop": "tmall-1", "name": "分账表", "header": list(roles), "role": list(roles.values())}
    return client.post(COLUMNS, form | more)


def send(client: Client) -> PayoutFile:
    client.post(SEND, {"shop": "tmall-1", "file": file()})
    jobs.work_off()
    return PayoutFile.objects.latest("id")


def test_columns_with_guesses_and_first_rows_and_nothing_is_kept(enter: Enter, shop: Shop, home: Path) -> None:
    text = enter("mengyan").post(COLUMNS, {"shop": "tmall-1", "file": file(TABLE.encode("gb18030"))}).text
    rows = re.findall(
        r'<th scope="row">(.*?)<input.*?<select(.*?)</select></div></td><td class="muted">(.*?)</td>', text
    )
    assert [row[0] for row in rows] == list(ROLES)
    guesses = [re.findall(r'value="(\w*)" selected', row[1]) for row in rows]
    assert guesses == [[], [], [], [], []]
    assert rows[2][2] == "货款 · 平台佣金"
    assert list(home.rglob("*.csv")) == []


def test_headers_that_platforms_use_are_guessed(enter: Enter, shop: Shop) -> None:
    head = "订单号,发生时间,动账场景,动账金额,随便\n1,2026-10-12,货款,1.00,\n"
    text = enter("mengyan").post(COLUMNS, {"shop": "tmall-1", "file": file(head)}).text
    assert re.findall(r'value="(\w+)" selected', text)[-4:] == ["number", "at", "words", "amount"]


def test_told_once_the_same_table_is_looked_at_and_read(enter: Enter, order: Order) -> None:
    lead, client = enter("mengyan"), enter("xunuo")
    assert "不是能认出来的结算表" in look(client)
    assert "不是能认出来的结算表" in send(client).problems
    answer = save(lead)
    assert (answer.status_code, answer["Location"]) == (302, f"{SEND}?shop=tmall-1")
    text = look(client)
    assert "认出来了，是分账表" in text
    assert "开头的款项属于 1 张这里的订单，0 张这里没有" in text
    assert "佣金" in text
    assert not PayoutLine.objects.exists()
    assert (send(client).status, PayoutLine.objects.count()) == ("taken", 2)


def test_it_is_of_that_shop_alone_and_dropped_it_is_read_no_more(enter: Enter, shop: Shop) -> None:
    lead = enter("mengyan")
    save(lead)
    one = PayoutColumns.objects.get()
    lead.post(f"/payout_columns/{one.pk}/drop", {})
    assert PayoutColumns.objects.get().status == "dropped"
    assert "不是能认出来的结算表" in look(lead)


def test_what_cannot_be_read_is_named_by_line_and_column(enter: Enter, shop: Shop) -> None:
    save(enter("mengyan"))
    text = look(enter("xunuo"), TABLE.replace("320.00", "三百二"))
    assert "第 2 行" in text
    assert "「金额」" in text
    assert "1 张这里没有" in text


def test_known_tables_need_no_telling(enter: Enter, shop: Shop) -> None:
    plain = "订单号,入账时间,入账金额,款项,流水号\n1001,2026-10-12 09:00:00,320.00,货款,t1\n"
    text = enter("mengyan").post(COLUMNS, {"shop": "tmall-1", "file": file(plain)}).text
    assert "已经认得（通用结算表）" in text
    assert "认出来了，是通用结算表" in look(enter("xunuo"), plain)


@pytest.mark.parametrize(
    ("roles", "more", "why"),
    [
        ({"店家的单": "number", "金额": "amount"}, {}, "还缺：入账时间、款项名称"),
        (ROLES | {"备注": "amount"}, {}, "有两列选成了同一个意思"),
        (ROLES | {"备注": "moon"}, {}, "选了不认识的意思"),
        (ROLES | {"金额": "income"}, {}, "金额一列，或者收入、支出两列"),
        (ROLES | {"备注": "income"}, {}, "金额和收入、支出只写一样"),
        (ROLES, {"shop": "nowhere"}, "没有代号为 nowhere 的店铺"),
    ],
)
def test_what_cannot_be_is_refused_and_the_choice_stays(
    enter: Enter, shop: Shop, roles: dict[str, str], more: dict[str, str], why: str
) -> None:
    answer = save(enter("mengyan"), roles, **more)
    assert (answer.status_code, PayoutColumns.objects.count()) == (422, 0)
    assert why in answer.text
    assert 'value="number" selected' in answer.text


def test_what_is_no_table_says_so(enter: Enter, shop: Shop) -> None:
    client = enter("mengyan")
    for content, why in ((b"", "0 字节"), (b"%PDF-1.7\n", "PDF"), ("床前明月光\n".encode(), "没有找到表头")):
        answer = client.post(COLUMNS, {"shop": "tmall-1", "file": file(content, "诗.csv")})
        assert answer.status_code == 422
        assert why in answer.text
    assert "选一个文件" in client.post(COLUMNS, {"shop": "tmall-1"}).text
    assert "选一家店铺" in client.post(COLUMNS, {"shop": "x", "file": file()}).text


@pytest.mark.parametrize("code", ["xunuo", "zhouke", "chenmo", "shenlan"])
def test_who_may_not_tell_columns_finds_no_page(enter: Enter, shop: Shop, code: str) -> None:
    client = enter(code)
    assert client.get(COLUMNS).status_code == 404
    assert save(client).status_code == 404
    assert PayoutColumns.objects.count() == 0


def test_who_sends_but_tells_no_columns_is_told_whom_to_ask(enter: Enter, shop: Shop) -> None:
    text = look(enter("xunuo"))
    assert "请能写【结算列对照】的人对一次列" in text
    assert COLUMNS not in text
    assert COLUMNS in look(enter("mengyan"))


@pytest.mark.parametrize("code", ["zhouke", "chenmo", "zhaoning"])
def test_who_sends_no_payouts_looks_at_none(enter: Enter, shop: Shop, code: str) -> None:
    look(enter(code), code=404)
    assert enter("xunuo").post(LOOK, {"shop": "tmall-1", "file": file()}).status_code == 404  # no page of its own


def test_more_rows_ask_no_more(enter: Enter, shop: Shop) -> None:
    lead = enter("mengyan")
    save(lead)
    look(lead)
    with CaptureQueriesContext(connection) as few:
        look(lead)
    rows = "".join(f"N{n},2026-10-12 09:00:00,货款,1.00,\n" for n in range(150))
    with CaptureQueriesContext(connection) as many:
        assert "还有 147 笔" in look(lead, TABLE + rows)
    assert len(many) <= len(few)
