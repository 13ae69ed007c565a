"""What may happen to an article."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command
from dianzhang.kernel.money import MoneyError, cents

from ..models import Sku
from ..states import SKU


class NewSku(BaseModel):
    code: str = Field(min_length=1, max_length=100)
    title: str = Field("", max_length=200)
    spec: str = Field("", max_length=200)
    supplier: str = Field("", max_length=120)
    cost: Decimal | None = Field(None, ge=0)
    floor: Decimal | None = Field(None, ge=0)


class Prices(BaseModel):
    """What is left empty stays as it is."""

    cost: Decimal | None = Field(None, ge=0)
    floor: Decimal | None = Field(None, ge=0)


@command("sku.add", zh="商品.新增", en="Add", on=SKU, creates=True, input=NewSku)
def add(skus: Batch[Sku, NewSku], act: Act) -> None:
    """An article gets its code, once."""
    codes = [given.code for _sku, given in skus]
    taken = set(Sku.objects.filter(code__in=codes).values_list("code", flat=True))
    for sku, given in skus:
        if given.code in taken:
            skus.refuse(sku, _("商品编码 %(code)s 已经有了。") % {"code": given.code})
            continue
        taken.add(given.code)
        sku.code, sku.title, sku.spec, sku.unit_id = given.code, given.title, given.spec, act.actor.unit_id
        sku.supplier = given.supplier
        _price(skus, sku, given)


@command("sku.price", zh="商品.定价", en="Set cost and floor", on=SKU, input=Prices, primary=True)
def price(skus: Batch[Sku, Prices], act: Act) -> None:
    """Cost and floor price from now on; orders taken before keep the cost they were taken at."""
    for sku, given in skus:
        if given.cost is None and given.floor is None:
            skus.unchanged(sku)
        else:
            _price(skus, sku, given)


class From(BaseModel):
    """Who delivers it; nothing: nobody is known."""

    supplier: str = Field("", max_length=120)


@command("sku.supply", zh="商品.定供应商", en="Set the supplier", on=SKU, input=From,
         begins=lambda sku: {"supplier": sku.supplier})  # fmt: skip
def supply(skus: Batch[Sku, From], act: Act) -> None:
    """Who delivers it from now on."""
    for sku, given in skus:
        if given.supplier == sku.supplier:
            skus.unchanged(sku)
        sku.supplier = given.supplier


@command("sku.retire", zh="商品.停售", en="Retire", on=SKU, leads={"status": ("active", "retired")}, undo="sku.revive")
def retire(skus: Batch[Sku, None], act: Act) -> None:
    """No longer sold."""


@command("sku.revive", zh="商品.恢复", en="Sell again", on=SKU, leads={"status": ("retired", "active")})
def revive(skus: Batch[Sku, None], act: Act) -> None:
    """Sold again."""


def _price(skus: Batch[Sku, NewSku] | Batch[Sku, Prices], sku: Sku, given: NewSku | Prices) -> None:
    try:
        sku.cost_cents = cents(given.cost) if given.cost is not None else sku.cost_cents
        sku.floor_cents = cents(given.floor) if given.floor is not None else sku.floor_cents
    except MoneyError as error:
        skus.refuse(sku, str(error))
