"""Where orders come from: a shop of its own whose orders Shopify sends by itself, and a file that 许诺 read in.

The messages are signed and read as those of the platform are; one of them cannot be read and says why.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.models import Person
from dianzhang.engine.moment import HOME
from dianzhang.gateways.orders.pushed import KEY_HEADERS, SIGNATURES, TOPICS
from dianzhang.trade import uploads
from dianzhang.trade.models import OrderSource, Pushed
from dianzhang.trade.sources import receiving, working

from .goods import ARTICLES, Article
from .story import TMALL
from .world import World

SHOP: dict[str, Any] = {"code": "web-1", "name": "云杉独立站", "platform": "shopify"}
SOLD = ((80, ARTICLES[5], 1, "谢敏"), (46, ARTICLES[8], 2, "郭航"), (24, ARTICLES[12], 1, "宋妍"))
FILE = "线下代下单.csv"
HEADER = (
    "订单号,下单时间,订单总额,付款时间,实付金额,收货人,联系电话,省,市,详细地址,商品编码,商品名称,数量,单价,发货状态"
)


def plan(world: World, office: datetime) -> None:
    """``office``: when somebody was at work last."""
    do = world.agenda.do
    do(office - timedelta(minutes=110), partial(_open, world))
    for n, (minutes, article, pieces, name) in enumerate(SOLD, 1):
        do(office - timedelta(minutes=minutes), partial(_sends, n, article, pieces, name))
    do(office - timedelta(minutes=22), _nonsense)
    do(office - timedelta(minutes=16), partial(_file, world))


def _open(world: World, _at: datetime) -> None:
    world.act("shop.open", "shenlan", **SHOP)
    world.act("order_source.open", "mengyan", shop=SHOP["code"], platform="shopify", secret=_secret())


def _secret() -> str:
    """What signs the messages of a shop that there is not: nobody needs to keep it to himself."""
    return hashlib.sha256(SHOP["code"].encode()).hexdigest()


def _receive(key: str, body: bytes) -> None:
    """As an address of ours takes a message; worked off at once instead of by the worker."""
    source = OrderSource.objects.get(shop__code=SHOP["code"])
    signature = base64.b64encode(hmac.new(_secret().encode(), body, hashlib.sha256).digest()).decode()
    told = ((SIGNATURES, signature), (KEY_HEADERS, key), (TOPICS, "orders/create"))
    headers = {names["shopify"]: value for names, value in told}
    receiving.receive(source.token, headers, lambda most: body[:most])
    for pk in Pushed.objects.filter(source=source, state="waiting").values_list("pk", flat=True):
        working.work({"pushed": pk})


def _sends(n: int, article: Article, pieces: int, name: str, at: datetime) -> None:
    moment = (at - timedelta(minutes=1)).isoformat()
    total = str(article.price * pieces)
    order: dict[str, Any] = {
        "id": 990_000 + n, "name": f"#{1000 + n}", "created_at": moment, "updated_at": moment, "processed_at": moment,
        "cancelled_at": None, "financial_status": "paid", "fulfillment_status": None, "currency": "CNY",
        "total_price": total, "note": "", "customer": {"id": 5500 + n, "first_name": name, "last_name": ""},
        "shipping_address": {
            "name": name, "phone": f"1390003000{n}", "address1": f"文汇路 {30 + n} 号", "city": "南京市",
            "province": "江苏省",
        },
        "line_items": [{
            "sku": article.code, "title": article.title, "variant_title": article.spec, "quantity": pieces,
            "price": str(article.price), "total_discount": "0.00",
        }],
        "refunds": [],
    }  # fmt: skip
    _receive(f"demo-{n}", json.dumps(order).encode())


def _nonsense(_at: datetime) -> None:
    """Signed, but no order: refused with the reason, and kept for a while."""
    _receive("demo-0", b'{"id": 990000, "name": "#1000", "total_price": "?"}')


def _file(world: World, at: datetime) -> None:
    """Two orders that were taken by telephone, and a row that comes back."""
    placed = f"{at.astimezone(HOME) - timedelta(hours=3):%Y-%m-%d %H:%M:%S}"
    rows = [
        f"DX{at:%m%d}{n:02},{placed},{total},{placed},{total},{name},1390004000{n},上海市,上海市,长江路 {n} 号,"
        f"{article.code},{article.title},1,{article.price},待发货"
        for n, (article, total, name) in enumerate(
            ((ARTICLES[4], "189.00", "郑凯"), (ARTICLES[9], "259.00", "韩雪"), (ARTICLES[6], "一百二", "唐宁"))
        )
    ]
    person = Person.objects.get(code="xunuo")
    chunks = ["\n".join([HEADER, *rows, ""]).encode()]
    kept = uploads.keep(chunks, FILE, TMALL.code, person, "ops", "zh-hans", alone=False)
    uploads.work({"uploads": [kept.pk]})
