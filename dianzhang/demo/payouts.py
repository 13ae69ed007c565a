"""What Tmall paid out for the orders of the first days: most to the cent, a few otherwise, one that nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from dianzhang.engine.moment import HOME, day_of
from dianzhang.kernel.money import yuan
from dianzhang.trade.models import Invoice, Order, Settlement
from dianzhang.trade.settlement.files import receive, work

from .story import TMALL
from .world import World

ORDERS = 40
BUYERS = (
    ("杭州青禾文具有限公司", "91330100MA2H1X2Y3Z"),
    ("王小雨", ""),
    ("宁波远山商贸有限公司", "91330200MA2J4K5L6M"),
)
HEADER = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,"
    "收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注\n"
)


def plan(world: World, at: datetime) -> None:
    """孟岩 says the terms; 许诺 sends the file of the morning and explains the first difference."""

    def send(moment: datetime) -> None:
        first = str(world.first)
        world.act("payout_terms.set", "mengyan", shop=TMALL.code, commission=Decimal(5), insurance=Decimal("0.60"),
                  days=15, since=first)  # fmt: skip
        done = Order.objects.filter(
            shop__code=TMALL.code, fulfilment__in=("delivered", "closed"), payment="paid", paid_cents__isnull=False
        ).order_by("id")[:ORDERS]
        text = "#支付宝账务明细查询\n" + HEADER + _rows(list(done), moment)
        outcome = receive([text.encode("gb18030")], f"支付宝账务明细-{day_of(moment):%Y%m%d}.csv", TMALL.code,
                          world.people["xunuo"])  # fmt: skip
        if outcome.id is not None and outcome.done:
            work({"file": outcome.id})

    def explain(_moment: datetime) -> None:
        short = (
            Settlement.objects.filter(tally="less", answer="open").order_by("id").values_list("pk", flat=True).first()
        )
        if short is not None:
            world.act("settlement.explain", "xunuo", short, reason="平台活动让利没有扣回，已提交申诉，下期补结")

    world.agenda.do(at, send)
    world.agenda.do(at + timedelta(minutes=6), explain)


def invoices(world: World, at: datetime) -> None:
    """周可 writes down what three buyers ask for; 许诺 has two issued, and one of them is with its buyer."""

    def ask(_moment: datetime) -> None:
        done = Order.objects.filter(fulfilment__in=("delivered", "closed"), payment="paid").order_by("-id")
        for number, (title, tax) in zip(done.values_list("number", flat=True), BUYERS, strict=False):
            world.act("invoice.ask", "zhouke", order=number, title=title, tax_number=tax, email="fapiao@example.com")

    def issue(moment: datetime) -> None:
        day = day_of(moment)
        for n, invoice in enumerate(Invoice.objects.filter(status="asked").order_by("id")[:2]):
            number = f"{day:%y}3320000000{day:%m%d}{n:04}"
            world.act("invoice.issue", "xunuo", invoice.pk, number=number, issued_on=day)

    def hand_over(_moment: datetime) -> None:
        first = Invoice.objects.filter(status="issued").order_by("id").values_list("pk", flat=True).first()
        if first is not None:
            world.act("invoice.hand_over", "zhouke", first, note="已发到邮箱")

    for minutes, what in ((0, ask), (14, issue), (20, hand_over)):
        world.agenda.do(at + timedelta(minutes=minutes), what)


def _rows(orders: list[Order], moment: datetime) -> str:
    """Goods, commission and insurance of each order; of every thirteenth too little."""
    rows: list[str] = []
    at = f"{moment.astimezone(HOME) - timedelta(hours=12):%Y-%m-%d %H:%M:%S}"

    def row(n: int, number: str, cents: int, kind: str, note: str = "") -> None:
        income, expense = (yuan(cents), "") if cents > 0 else ("", yuan(cents))
        rows.append(f"{88_000_000 + len(rows)},b{n},T200P{number},,{at},,{income},{expense},,支付宝,{kind},{note}\n")

    for n, order in enumerate(orders):
        paid = order.paid_cents or 0
        row(n, order.number, paid - (200 if n % 13 == 12 else 0), "交易付款")
        row(n, order.number, -round(paid * 5 / 100) or -1, "其它", "天猫佣金（类目）")
        row(n, order.number, -60, "保险", "退货运费险保费")
    row(len(orders), "9900112233445566", 8900, "交易付款")
    return "".join(rows)
