"""A buyer asks for an invoice: 周可 writes it down and hands it over, 许诺 records what the tax system issued."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.models import Invoice, Order
from tests.trade.desk import MONDAY, Desk
from tests.trade.desk import now as order_now

NUMBER, RED = "26332000000012345678", "26332000000099999999"
TITLE = "杭州暗语文具有限公司"
WHO = {"title": TITLE, "tax_number": "91330100MA2A1B2C3D", "email": "piao@example.com"}


class Counter:
    """Minutes count from Monday, ten o'clock."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.people = desk, desk.people
        self.order = desk.paid("P1", -600)

    def does(self, who: str, action: str, invoice: Invoice | None = None, minute: float = 0, **given: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            item = Item(invoice.pk if invoice is not None else None, None, given or None)
            return perform(action, item, getattr(self.people, who))[0]

    def ask(self, order: str = "P1", **more: Any) -> Outcome:
        return self.does("zhouke", "invoice.ask", order=order, **{**WHO, **more})

    def issued(self, number: str = NUMBER, **more: Any) -> Invoice:
        invoice: Invoice = must(self.ask(**more))
        must(self.does("xunuo", "invoice.issue", invoice, 5, number=number, issued_on="2026-10-12"))
        return now(invoice)

    def refund(self, amount: str, minute: float = 30) -> Order:
        must(self.desk.told("order.refund", minute, order_now(self.order), amount=amount))
        return order_now(self.order)


def now(invoice: Invoice) -> Invoice:
    return Invoice.objects.get(pk=invoice.pk)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.mark.requirement("T9.5")
def test_asked_for_issued_and_handed_over(counter: Counter) -> None:
    invoice = counter.issued()
    assert (invoice.status, invoice.number, invoice.amount_cents) == ("issued", NUMBER, 12000)
    assert invoice.owner_id == counter.people.zhouke.person_id
    must(counter.does("zhouke", "invoice.hand_over", invoice, 10, note="发到邮箱了"))
    assert now(invoice).status == "handed"


@pytest.mark.requirement("T9.5")
def test_the_journal_knows_no_title_tax_number_or_mail(counter: Counter) -> None:
    invoice = counter.issued()
    kept = "".join(Event.objects.filter(subject_kind="invoice", subject_id=invoice.pk).values_list("data", flat=True))
    assert NUMBER in kept
    assert not [secret for secret in WHO.values() if secret in kept]


@pytest.mark.requirement("T9.5")
@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        ("2633200000001234567", "2026-10-12", "20 位"), ("263320000000123456789", "2026-10-12", "20 位"),
        ("2633200000001234567X", "2026-10-12", "20 位"), ("25332000000012345678", "2026-10-12", "前两位是年份"),
        (NUMBER, "2026-10-13", "还没有到"),
    ],
)  # fmt: skip
def test_a_number_of_a_wrong_shape_is_refused(counter: Counter, number: str, day: str, why: str) -> None:
    invoice = must(counter.ask())
    outcome = counter.does("xunuo", "invoice.issue", invoice, 5, number=number, issued_on=day)
    assert (outcome.status, why in outcome.why) == ("refused", True)


def test_a_number_is_recorded_once_and_a_mistyped_one_corrected(counter: Counter) -> None:
    first = counter.issued(amount="50")
    second = must(counter.ask(amount="20"))
    again = counter.does("xunuo", "invoice.issue", second, 6, number=NUMBER, issued_on="2026-10-12")
    assert "已经记过" in again.why
    must(counter.does("xunuo", "invoice.mend", first, 8, number="26332000000012345679", reason="末位抄错"))
    assert now(first).number == "26332000000012345679"


@pytest.mark.requirement("T9.5")
def test_never_more_than_was_paid_and_not_given_back(counter: Counter) -> None:
    counter.refund("30.00", 0)
    assert "最多还能开 90.00" in counter.ask(amount="90.01").why
    must(counter.ask(amount="60"))
    assert "最多还能开 30.00" in counter.ask(amount="40").why
    invoice = must(counter.ask())
    assert invoice.amount_cents == 3000
    assert "最多还能开 0.00" in counter.ask().why


def test_what_was_refunded_meanwhile_is_not_issued(counter: Counter) -> None:
    invoice = must(counter.ask())
    counter.refund("20.00", 3)
    outcome = counter.does("xunuo", "invoice.issue", invoice, 5, number=NUMBER, issued_on="2026-10-12")
    assert "最多还能开 100.00" in outcome.why
    must(counter.does("xunuo", "invoice.issue", invoice, 6, number=NUMBER, issued_on="2026-10-12", amount="100"))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"tax_number": "123"}, "税号应是"), ({"email": "没有"}, "邮箱"),
        ({"kind": "special", "tax_number": ""}, "专用发票"), ({"order": "NO"}, "没有单号"),
        ({"amount": "9999999999999"}, "最多还能开 120.00"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(counter: Counter, given: dict[str, str], why: str) -> None:
    outcome = counter.ask(**given)
    assert (outcome.status, why in outcome.why) == ("refused", True)
    assert not Invoice.objects.exists()


@pytest.mark.requirement("T9.6")
def test_a_refund_prompts_the_red_letter(counter: Counter) -> None:
    invoice = counter.issued()
    counter.refund("20.00")
    assert (now(invoice).status, now(invoice).red) == ("issued", "due")
    given = {"red_on": "2026-10-12", "reason": "部分退款"}
    again = counter.does("xunuo", "invoice.red_letter", invoice, 40, red_number=NUMBER, **given)
    assert "已经记过" in again.why
    must(counter.does("xunuo", "invoice.red_letter", invoice, 41, red_number=RED, **given))
    assert (now(invoice).status, now(invoice).red, now(invoice).red_number) == ("red", "none", RED)
    assert must(counter.ask()).amount_cents == 10000


@pytest.mark.requirement("T9.6")
def test_only_what_is_invoiced_too_much_is_prompted(counter: Counter) -> None:
    first, second = counter.issued(amount="50"), counter.issued("26332000000012345680", amount="60")
    counter.refund("10.00")
    assert (now(first).red, now(second).red) == ("none", "none")
    counter.refund("15.00", 31)
    assert (now(first).red, now(second).red) == ("none", "due")
    must(counter.does("xunuo", "invoice.keep", second, 50, reason="买家同意下期一起处理"))
    assert now(second).red == "none"


def test_withdrawn_leaves_the_amount_free_again(counter: Counter) -> None:
    invoice = must(counter.ask())
    must(counter.does("zhouke", "invoice.withdraw", invoice, 3, reason="买家不要了"))
    assert must(counter.ask()).amount_cents == 12000


@pytest.mark.requirement("T9.5")
@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "xunuo", "shenlan", "hejing"])
def test_who_may_not_ask(counter: Counter, who: str) -> None:
    assert counter.does(who, "invoice.ask", order="P1", **WHO).status == "refused"


@pytest.mark.requirement("T9.5")
@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "shenlan"])
def test_who_may_not_issue(counter: Counter, who: str) -> None:
    invoice = must(counter.ask())
    assert counter.does(who, "invoice.issue", invoice, number=NUMBER, issued_on="2026-10-12").status == "refused"


def test_the_deadlines_of_the_rulebook_run(counter: Counter) -> None:
    invoice = must(counter.ask())
    clock = ClockRow.objects.get(subject_kind="invoice", subject_id=invoice.pk)
    assert (clock.state, clock.due_at) == ("running", MONDAY + timedelta(days=2))
    must(counter.does("xunuo", "invoice.issue", invoice, 5, number=NUMBER, issued_on="2026-10-12"))
    clock.refresh_from_db()
    assert clock.state == "met"


def test_two_orders_with_the_same_number_need_the_shop(counter: Counter) -> None:
    must(perform("shop.open", Item(data={"code": "jd-1", "name": "京东店"}), SYSTEM)[0])
    counter.desk.enter("P1", 0, shop="jd-1", buyer_id="b2")
    assert "写明店铺" in counter.ask().why
    assert counter.ask(shop="tmall-1").done
