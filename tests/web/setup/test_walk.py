"""The first day in the browser's words: founding with the key, a rulebook, people, shops, orders; nobody else may."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianzhang.engine import jobs, rulebooks
from dianzhang.engine.models import Person, Shop, Unit
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import forget
from dianzhang.goods.models import Stock
from dianzhang.people.department import give_login, take_on
from dianzhang.rulebooks import read
from dianzhang.trade.models import Order, OrderUpload

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O8.1")]

BACKEND = "dianzhang.config.log_in.backend.Backend"
KEY = "a-key-of-this-test"
ME = {
    "department": "云杉电商部",
    "name": "沈岚",
    "code": "shenlan",
    "password": "correct horse 81",
    "again": "correct horse 81",
}


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.DIANZHANG_HOME = tmp_path
    (tmp_path / "setup-key").write_text(KEY)
    forget()
    rulebooks.forget()
    yield tmp_path
    forget()
    rulebooks.forget()


@pytest.fixture
def owner(client: Client) -> Client:
    assert client.post("/setup", {"key": KEY, **ME}).status_code == 302
    return client


def test_without_the_key_nobody_founds_anything(client: Client) -> None:
    for key in ("", "wrong", KEY + "x"):
        assert client.get("/setup", {"key": key}).status_code == 403
        assert client.post("/setup", {"key": key, **ME}).status_code == 403
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"department": ""}, "department"), ({"name": ""}, "name"), ({"code": "a b"}, "code"),
        ({"password": "1", "again": "1"}, "password"), ({"again": "x"}, "again"),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_are(client: Client, given: dict[str, str], field: str) -> None:
    answer = client.post("/setup", {"key": KEY, **ME, **given})
    assert answer.status_code == 422
    assert re.search(rf'id="{field}"[^>]*aria-invalid', answer.content.decode())
    assert not Person.objects.exists()


def test_founded_once_the_owner_is_in_and_the_key_opens_nothing_more(owner: Client) -> None:
    assert Unit.objects.get(code="dept").name == "云杉电商部"
    assert Person.objects.get().name == "沈岚"
    assert owner.get("/setup/rulebook").status_code == 200
    other = Client()
    assert other.post("/setup", {"key": KEY, **ME, "code": "second"}).status_code == 302
    assert Person.objects.count() == 1


def test_a_rulebook_takes_effect_at_once(owner: Client) -> None:
    page = owner.get("/setup/rulebook").content.decode()
    assert re.search(r'value="B2" required checked', page), "whoever is not sure takes the usual one"
    assert re.search(r"\d+ 条系统执行", owner.get("/setup/rulebook?counts=B2").content.decode())
    assert owner.get("/setup/rulebook?counts=nothing").status_code == 404
    assert owner.post("/setup/rulebook", {"name": "nothing"}).status_code == 422
    assert owner.post("/setup/rulebook", {"name": "B2"}).status_code == 302
    rules = rulebooks.at(now())
    assert rules is not None


def test_each_is_said_for_whom_it_is_and_read_before_it_is_chosen(owner: Client) -> None:
    page = owner.get("/setup/rulebook").content.decode()
    for said in ("层级分明", "按流程", "平、快", "只管工资", "只管运营助理"):
        assert said in page
    assert page.index('value="B3"') < page.index("单用不够一个部门") < page.index('value="A1"')
    text = owner.get("/rulebook/library/B2").content.decode()
    assert "客诉升级" in text
    assert "/rulebook/clause/" not in text  # nothing acts on it: no figures, no reports
    assert owner.get("/rulebook/library/..%2Fstatements").status_code == 404
    book = rulebooks.compiled_text(read("B2")).draft
    assert f"{len(book.provisions)} 条，{len(book.rules)} 条规则" in text
    assert f"{len(book.provisions)} 条 ·" in owner.get("/setup/rulebook?counts=B2").content.decode()


@pytest.mark.requirement("R5.5")
def test_what_a_rulebook_is_meant_to_stand_beside_takes_effect_along_with_it(owner: Client) -> None:
    page = owner.get("/setup/rulebook").content.decode()
    assert 'value="B1"' in page
    assert "house-rules" not in page
    assert owner.post("/setup/rulebook", {"name": "B1"}).status_code == 302
    rules = rulebooks.at(now())
    assert rules is not None
    assert {book.code for book, _key in rules.books} == {"hierarchical", "house-rules"}


def test_people_are_looked_at_mended_in_their_place_and_join_together(owner: Client) -> None:
    pasted = "姓名,岗位,手机\n周可,客服专员,13900000001\n苏禾,客服专圆,13900000001\n"
    page = owner.post("/setup/staff", {"pasted": pasted})
    assert "是不是“客服专员”" in page.content.decode()
    assert page.content.decode().count("不止一个人用") == 2
    lines = {"line": ["2", "3"], "name": ["周可", "苏禾"], "post": ["客服专员", "客服专员"],
             "mobile": ["13900000001", "13900000002"], "code": ["", ""], "joined_on": ["", ""]}  # fmt: skip
    assert owner.post("/setup/staff", lines | {"mobile": ["13900000001"] * 2}).status_code == 422
    assert Person.objects.count() == 1
    assert owner.post("/setup/staff", lines).status_code == 302
    assert sorted(Person.objects.values_list("code", flat=True)) == ["shenlan", "suhe", "zhouke"]


def test_a_file_works_as_pasting_does_and_lies_are_told(owner: Client) -> None:
    good = SimpleUploadedFile("名单.csv", "岗位,姓名\n客服专员,周可\n".encode("gb18030"))
    assert "周可" in owner.post("/setup/staff", {"file": good}).content.decode()
    lie = SimpleUploadedFile("staff.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    assert owner.post("/setup/staff", {"file": lie}).status_code == 422


def test_lines_that_were_tampered_with_are_no_lines(owner: Client) -> None:
    assert owner.post("/setup/staff", {"line": ["2"], "name": ["a", "b"], "post": []}).status_code == 422


def test_a_department_of_three_hundred_joins_at_once(owner: Client) -> None:
    """Every cell of every line comes back as a field of the form."""
    people = [f"{n}号" for n in range(300)]
    empty = [""] * len(people)
    lines = {"line": [str(n) for n in range(2, 302)], "name": people, "post": ["客服专员"] * 300,
             "mobile": empty, "code": [f"s{n}" for n in range(300)], "joined_on": empty}  # fmt: skip
    assert owner.post("/setup/staff", lines).status_code == 302
    assert Person.objects.count() == 301


def test_shops_open_with_their_day(owner: Client) -> None:
    given = {
        "name": ["旗舰店", "抖店", ""],
        "platform": ["tmall", "douyin", "tmall"],
        "go_live": ["2026-03-01", "", ""],
    }
    assert owner.post("/setup/shops", given).status_code == 302
    assert sorted(Shop.objects.values_list("code", flat=True)) == ["douyin-1", "tmall-1"]
    assert f"{Shop.objects.get(code='tmall-1').go_live:%Y-%m-%d %H}" == "2026-02-28 16"
    assert owner.post("/setup/shops", {"name": [""], "platform": ["tmall"], "go_live": [""]}).status_code == 422


@pytest.mark.requirement("O8.6")
def test_stock_is_looked_at_mended_in_its_place_and_entered_together(owner: Client) -> None:
    owner.post("/setup/rulebook", {"name": "B2"})
    page = owner.post(
        "/setup/stock", {"pasted": "商品编码,数量,名称\nCOAT,12,羽绒服\nSCARF,几条,围巾\n"}
    ).content.decode()
    assert "2 行里有 1 行要改" in page
    assert "不是整数件数" in page
    lines = {"line": ["2", "3"], "code": ["COAT", "SCARF"], "quantity": ["12", "30"], "title": ["羽绒服", "围巾"],
             "spec": ["", ""], "warehouse": ["", ""], "cost": ["", ""]}  # fmt: skip
    seen = owner.post("/setup/stock", lines | {"check": "1"}).content.decode()
    assert "新建 2 件商品、1 个仓库，共 42 件" in seen
    assert not Stock.objects.exists()
    assert owner.post("/setup/stock", lines).status_code == 302
    assert sorted(Stock.objects.values_list("sku__code", "opening")) == [("COAT", 12), ("SCARF", 30)]
    assert owner.post("/setup/stock", {"line": ["2"], "code": ["A", "B"]}).status_code == 422


ORDERS = "订单号,下单时间,订单总额,付款时间\n1001,2026-03-01 10:00:00,20.00,2026-03-01 10:01:00\n".encode()


def test_the_first_orders_come_in_by_a_worker_with_progress(owner: Client) -> None:
    owner.post("/setup/shops", {"name": ["旗舰店"], "platform": ["tmall"], "go_live": ["2026-01-01"]})
    file = SimpleUploadedFile("订单.csv", ORDERS)
    answer = owner.post("/setup/orders", {"shop": "tmall-1", "file": file})
    assert answer.status_code == 302
    upload = OrderUpload.objects.get()
    assert 'hx-trigger="every 1s"' in owner.get(answer["Location"]).content.decode()
    jobs.work_off()
    upload.refresh_from_db()
    assert (upload.failed, upload.taken) == ("", 1)
    assert Order.objects.count() == 1
    assert 'hx-trigger="every 1s"' not in owner.get(answer["Location"]).content.decode()


def test_a_file_that_is_none_is_told_and_nothing_of_it_stays(owner: Client, home) -> None:
    owner.post("/setup/shops", {"name": ["旗舰店"], "platform": ["tmall"], "go_live": ["2026-01-01"]})
    owner.post("/setup/orders", {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", b"%PDF-1.7 no orders")})
    jobs.work_off()
    assert "PDF" in OrderUpload.objects.get().failed
    assert list((home / "uploads").iterdir()) == []


def test_for_others_the_walk_is_not_there(owner: Client) -> None:
    person = take_on("zhouke", "周可", "service")
    give_login(person)
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk).user, backend=BACKEND)
    for step in ("rulebook", "staff", "invite", "shops", "stock", "orders"):
        assert client.get(f"/setup/{step}").status_code == 404
        assert client.post(f"/setup/{step}").status_code == 404
    assert client.get("/setup").status_code == 404
    assert Client().get("/setup/staff").status_code == 302


EMPTY = (
    "/",
    "/radar",
    "/calendar",
    "/approvals",
    "/notices",
    "/rulebook",
    "/order",
    "/complaint",
    "/leave",
    "/sku",
    "/stock",
    "/warehouse",
    "/shop",
)


@pytest.mark.parametrize("path", EMPTY)
def test_every_empty_page_says_what_to_do_first(owner: Client, path: str) -> None:
    text = owner.get(path).content.decode()
    empty = text.partition('class="empty')[2].partition("</section>")[0]
    assert re.search(r'<p class="title">.+?</p><p>.+?</p>', empty), path
    assert re.search(r'<a class="btn[^"]*" href="/[^"]+"', empty), path
