"""`dianzhang import orders`: what it says, where it says it, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import OWNER_POST, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Shop
from dianzhang.people.department import found_department, take_on
from dianzhang.trade.models import Order
from tests.engine.department import put_in_force
from tests.trade.desk import row, table

OLD = {"下单时间": "2026-02-01 09:00:00", "付款时间": "2026-02-01 09:01:00"}


@pytest.fixture(autouse=True)
def _department(db: None) -> Iterator[None]:
    organisation.forget()
    rulebooks.forget()
    found_department()
    take_on("owner", "负责人", OWNER_POST)
    take_on("zhouke", "周可", "service")
    take_on("xunuo", "许诺", "ops")
    put_in_force(shipped.read("process-first"), datetime.now(UTC))
    must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    yield
    organisation.forget()
    rulebooks.forget()


def run(file: Path, *words: str, shop: str = "tmall-1") -> Result:
    return CliRunner().invoke(main, ["import", "orders", str(file), "--shop", shop, *words])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return table(tmp_path / "o.csv", [row("P1", **OLD), row("P2", **OLD)])


def test_one_document_on_standard_output_and_progress_beside_it(file: Path) -> None:
    result = run(file, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {name: found[name] for name in ("taken", "updated", "unchanged", "rejected", "held", "rejects_file")} == {
        "taken": 2, "updated": 0, "unchanged": 0, "rejected": 0, "held": 0, "rejects_file": None,
    }  # fmt: skip
    assert "100%" in result.stderr


def test_for_people_it_says_what_came_of_it(file: Path) -> None:
    assert "新订单 2" in run(file).stdout


def test_rejected_rows_end_with_1_and_lie_in_a_file(tmp_path: Path) -> None:
    result = run(table(tmp_path / "o.csv", [row("P1", **OLD), row("1.2E+18", **OLD)]), "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["taken"], found["rejected"]) == (1, 1, 1)
    assert "1.2E+18" in Path(found["rejects_file"]).read_text(encoding="utf-8-sig")


def test_an_unknown_shop_is_a_wrong_call_with_a_remedy(file: Path) -> None:
    result = run(file, shop="jd-1")
    assert (result.exit_code, Order.objects.count()) == (2, 0)
    for said in ("jd-1", "tmall-1", "--create-shop"):
        assert said in result.stderr


def test_a_shop_that_is_made_for_it_is_opened_by_an_action(file: Path) -> None:
    assert run(file, "--create-shop", shop="jd-1").exit_code == 0
    shop = Shop.objects.get(code="jd-1")
    assert Event.objects.get(kind="shop.open", subject_id=shop.pk).post == OWNER_POST
    assert Order.objects.filter(shop=shop).count() == 2


def test_a_dry_run_opens_no_shop(file: Path) -> None:
    result = run(file, "--create-shop", "--dry-run", "--json", shop="jd-1")
    assert json.loads(result.stdout)["taken"] == 2
    assert (Shop.objects.filter(code="jd-1").exists(), Order.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "0"), (b"a,b\n1,2\n", "订单"), (b"\x89PNG\r\n\x1a\n" + bytes(200), "")]
)
def test_a_wrong_file_is_a_wrong_call(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(content)
    result = run(file)
    assert (result.exit_code, Order.objects.count()) == (2, 0)
    assert said in result.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert run(tmp_path / "none.csv").exit_code == 2


def test_who_may_not_take_orders_in_is_told_so(file: Path) -> None:
    result = run(file, "--as", "zhouke")
    assert (result.exit_code, Order.objects.count()) == (1, 0)
    assert "order.enter" in result.stdout
    assert "order.enter" in json.loads(run(file, "--as", "zhouke", "--json").stdout)["lacking"]


def test_who_imports_stands_in_the_journal(file: Path) -> None:
    assert run(file, "--as", "xunuo:ops").exit_code == 0
    assert set(Event.objects.filter(kind="order.enter").values_list("post", flat=True)) == {"ops"}


@pytest.mark.parametrize("rulebook", ["no-such-rulebook", "broken.md"])
def test_judging_by_no_rulebook_is_a_wrong_call(file: Path, tmp_path: Path, rulebook: str) -> None:
    (tmp_path / "broken.md").write_text("# 没有头\n", encoding="utf-8")
    name = str(tmp_path / rulebook) if rulebook.endswith(".md") else rulebook
    result = run(file, "--judge-as", name)
    assert (result.exit_code, Order.objects.count()) == (2, 0)


def test_judged_by_alias(tmp_path: Path) -> None:
    file = table(tmp_path / "o.csv", [row("P1", 详细地址="", **OLD)])
    assert json.loads(run(file, "--judge-as", "B2", "--json").stdout)["held"] == 1
