"""The invoice as rules and pages know it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Invoice

KINDS = {"normal": "普通发票", "special": "专用发票"}
LIVE = ("asked", "issued", "handed")  # they take from what may be invoiced
OUT = ("issued", "handed")  # the tax system has them
STATUS = AxisWord(
    "status",
    "办理",
    {"asked": "待开", "issued": "已开", "handed": "已交付", "withdrawn": "已撤销", "red": "已红冲"},
    "asked",
)
RED = AxisWord("red", "红冲", {"none": "不用红冲", "due": "该红冲"}, "none")


def title(invoice: Invoice) -> str:
    """``发票 #12``: whose it is, is personal."""
    return f"{gettext('发票')} #{invoice.id}"


def _masked(text: str) -> str:
    return f"{text[:1]}***" if text else ""


def _masked_number(text: str) -> str:
    return f"***{text[-4:]}" if text else ""


INVOICE = Subject(
    "invoice",
    zh="发票",
    model=Invoice,
    en="Invoice",
    unfinished=lambda: Q(status__in=("asked", "issued")) | Q(red="due"),
    stake="amount",
    axes=(STATUS, RED),
    fields=(
        Field("order_id", "订单", Unit.COUNT),
        Field("kind", "票种", Unit.TEXT, choices=KINDS),
        Field("amount", "金额", Unit.MONEY, attr="amount_cents"),
        Field("title", "抬头", Unit.TEXT, personal=True, mask=lambda invoice: _masked(invoice.title)),
        Field("tax_number", "税号", Unit.TEXT, personal=True, mask=lambda invoice: _masked_number(invoice.tax_number)),
        Field("email", "邮箱", Unit.TEXT, personal=True, mask=lambda invoice: _masked(invoice.email)),
        Field("number", "发票号码", Unit.TEXT),
        Field("issued_on", "开票日", Unit.DATE),
        Field("red_number", "红字发票号码", Unit.TEXT),
        Field("red_on", "红冲日", Unit.DATE),
        Field("asked_at", "申请时间", Unit.TIME),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
)
