"""After-sales cases: asked for here or told by the platform, answered by 周可 and 苏禾, goods checked by 陈默.

Luck is each order's own, so that what becomes of the others does not depend on it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order

from .service_day import agent
from .world import World, daytime, works

SHARE = 0.02  # of the parcels that arrive
KINDS = {"refund": 25, "return": 45, "exchange": 22, "resend": 8}
CAUSES = {
    "refund": ("quality", "damaged", "mismatch"), "return": ("unwanted", "quality", "mismatch"),
    "exchange": ("quality", "damaged", "wrong"), "resend": ("missing",),
}  # fmt: skip
DEMANDS = {
    "quality": "用了两天就坏了", "damaged": "收到时已经压坏", "mismatch": "和页面上写的不一样",
    "unwanted": "买重了，不想要了", "wrong": "发错了颜色", "missing": "少发了一件",
}  # fmt: skip
ANSWERED = timedelta(hours=48)  # then the platform pays back by itself


def asked(world: World, order: Order, at: datetime) -> None:
    """A buyer asks for something, about one piece of the order."""
    luck = Random(order.number)  # noqa: S311 - a shop is played, no secret made
    kind = luck.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    cause = luck.choice(CAUSES[kind])
    line = order.lines.order_by("number").first()
    if line is None or not order.paid_cents:
        return
    given: dict[str, Any] = {
        "order": order.number, "kind": kind, "cause": cause, "demand": DEMANDS[cause], "lines": f"{line.sku_code}×1",
    }  # fmt: skip
    if kind in ("refund", "return"):
        given["amount"] = (Decimal(order.paid_cents) / 100 * luck.randint(20, 60) / 100).quantize(Decimal("0.01"))
    if luck.random() < 0.5:
        told = {"shop": order.shop.code, "number": f"S{order.number}", "times_out_at": at + ANSWERED}
        outcome = perform("aftersale.ask", Item(data=given | told), PLATFORM)[0]
    else:
        outcome = world.act("aftersale.open", agent(world, day_of(at), luck), **given)
    if outcome.done:
        Case(world, luck, outcome.record.pk, kind, cause, f"{line.sku_code}×1").answer(at)


class Case:
    """How one case goes on, step by step."""

    def __init__(self, world: World, luck: Random, pk: int, kind: str, cause: str, pieces: str) -> None:
        self.world, self.luck, self.pk, self.kind, self.cause, self.pieces = world, luck, pk, kind, cause, pieces

    def later(self, at: datetime, low: float, high: float, step: Any) -> None:
        """So many minutes on, when people are there."""
        there = daytime(at + timedelta(minutes=self.luck.uniform(low, high)))
        self.world.agenda.do(there, step)

    def serve(self, verb: str, at: datetime, **data: Any) -> bool:
        return self.world.act(f"aftersale.{verb}", agent(self.world, day_of(at), self.luck), self.pk, **data).done

    def store(self, verb: str, **data: Any) -> bool:
        return self.world.act(f"aftersale.{verb}", "chenmo", self.pk, **data).done

    def answer(self, at: datetime) -> None:
        """Mostly within the two hours."""
        self.later(at, *((130, 200) if self.luck.random() < 0.06 else (8, 95)), self._talk)

    def _talk(self, at: datetime) -> None:
        self.serve("consult", at, note="和买家说好了怎么办")
        if self.cause == "quality" and self.serve("pass_on", at, note=DEMANDS["quality"] + "，有图"):
            for who, verb, note in (
                ("mengyan", "hear_ops", "记下了，问供应商"), ("chenmo", "hear_control", "同一批的抽出来看"),
            ):  # fmt: skip
                self.later(at, 30, 300, partial(self._hear, who, verb, note))
        if self.serve("agree", at):
            then = {"refund": self._pay, "resend": self._send, "return": self._back, "exchange": self._back}[self.kind]
            self.later(at, *((5, 60) if self.kind in ("refund", "resend") else (900, 2600)), then)

    def _hear(self, who: str, verb: str, note: str, at: datetime) -> None:
        if not works(day_of(at)):
            self.world.agenda.do(at + timedelta(days=1), partial(self._hear, who, verb, note))
            return
        self.world.act(f"aftersale.{verb}", who, self.pk, note=note)

    def _back(self, at: datetime) -> None:
        if self.serve("send_back", at, carrier="圆通", waybill=f"YT{self.pk:012}"):
            self.later(at, 1500, 4300, self._check)

    def _check(self, at: datetime) -> None:
        found = "损坏" if self.cause in ("quality", "damaged") else "完好"
        if self.store("receive", seen=f"{self.pieces} {found}"):
            self.later(at, 20, 200, self._send if self.kind == "exchange" else self._pay)

    def _send(self, at: datetime) -> None:
        if self.store("send_new", carrier="顺丰", waybill=f"SF9{self.pk:011}"):
            self.later(at, 10, 120, self._tell)

    def _pay(self, at: datetime) -> None:
        if self.serve("refund", at):
            self.later(at, 5, 90, self._tell)

    def _tell(self, at: datetime) -> None:
        self.serve("tell", at, note="旺旺上告诉买家了")
