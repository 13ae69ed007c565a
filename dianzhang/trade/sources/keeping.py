"""Addresses made, their secrets set anew, addresses given up, by whoever the rules say."""

from __future__ import annotations

import secrets
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.vault import encrypt

from ..importing import shops_for
from .models import OrderSource
from .states import ORDER_SOURCE

SHORTEST = 16  # characters of a secret: a shorter one can be tried out


class NewSource(BaseModel):
    shop: str = Kept(title="店铺代号", max_length=40)
    platform: Literal["shopify", "woocommerce"] = Kept("shopify", title="平台")
    secret: str = Personal("", max_length=200, title="签名密钥", description="平台给了密钥就填它；空着就由这里生成一个")


class NewSecret(BaseModel):
    secret: str = Personal("", max_length=200, title="签名密钥", description="平台给了密钥就填它；空着就由这里生成一个")


@command(
    "order_source.open", zh="订单推送.开通", en="Open", on=ORDER_SOURCE, creates=True, input=NewSource,
    primary=True,
)  # fmt: skip
def open_source(sources: Batch[OrderSource, NewSource], act: Act) -> None:
    """An address of its own for a shop, and the secret that signs what comes there; one made here is shown once."""
    shops = {shop.code: shop for shop in shops_for(act.actor)}
    for source, given in sources:
        shop = shops.get(given.shop)
        if shop is None:
            sources.refuse(source, _("没有这家店铺，或者你不能导入它的订单。"))
        elif why := too_short(given.secret):
            sources.refuse(source, why)
        else:
            source.shop_id, source.unit_id, source.owner_id = shop.pk, shop.unit_id, act.actor.person_id
            source.platform, source.token = given.platform, secrets.token_hex(20)
            _lay_away(sources, source, given.secret)


@command(
    "order_source.renew", zh="订单推送.换密钥", en="Renew the secret", on=ORDER_SOURCE, requires={"status": "active"},
    input=NewSecret,
)  # fmt: skip
def renew(sources: Batch[OrderSource, NewSecret], act: Act) -> None:
    """From now on only the new secret signs; one made here is shown once."""
    for source, given in sources:
        if why := too_short(given.secret):
            sources.refuse(source, why)
        else:
            _lay_away(sources, source, given.secret)


@command(
    "order_source.remove", zh="订单推送.停用", en="Remove", on=ORDER_SOURCE, leads={"status": ("active", "removed")},
)  # fmt: skip
def remove(sources: Batch[OrderSource, None], act: Act) -> None:
    """Nothing is taken at its address any more; orders that came stay."""
    for source, _nothing in sources:
        source.box = ""


def too_short(secret: str) -> str:
    if secret and len(secret) < SHORTEST:
        return _("密钥至少 %(n)s 个字符：从平台后台整个复制过来。") % {"n": SHORTEST}
    return ""


def _lay_away(
    sources: Batch[OrderSource, NewSource] | Batch[OrderSource, NewSecret], source: OrderSource, given: str
) -> None:
    secret = given or secrets.token_urlsafe(32)
    source.box = encrypt(secret)
    if not given:
        sources.show_once(source, secret)
