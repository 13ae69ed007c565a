"""Somebody says what a code is: an article, several in one, or nothing that lies in a warehouse; and takes it back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.goods.models import Sku
from dianzhang.goods.queries import by_code

from .meaning import Version, said_in, versions_of
from .models import ItemCode, ItemPiece
from .releasing import release
from .states import ITEM_CODE

MOST = 30  # articles in one bundle
_SEPARATOR = re.compile(r"[\n；;，,]+")
_TIMES = re.compile(r"^(?P<code>.+?)\s*[×xX*＊]\s*(?P<count>\d{1,5})$")
_WHICH = "商品编码；一份里有几件写 ×2，套装用分号或换行隔开"


class Contents(BaseModel):
    """``contents``: codes of articles, ``CF-1001×2；CF-1002``."""

    contents: str = Kept(..., min_length=1, max_length=500, title="是哪些商品", description=_WHICH)
    reason: str = Personal("", max_length=300)


class Changed(BaseModel):
    """``since``: orders placed from then on; left out, from now on.  Earlier orders stay what they were."""

    contents: str = Kept(..., min_length=1, max_length=500, title="是哪些商品", description=_WHICH)
    since: datetime | None = Personal(None, title="从什么时候起")
    reason: str = Personal(..., min_length=1, max_length=300)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=300)


class Perhaps(BaseModel):
    reason: str = Personal("", max_length=300)


@command(
    "item_code.map", zh="商品对照.对上", en="Map", on=ITEM_CODE, leads={"status": ("unmapped", "mapped")},
    input=Contents, undo="item_code.take_back", primary=True,
)  # fmt: skip
def put(items: Batch[ItemCode, Contents], act: Act) -> None:
    """It is these articles, and was from the beginning: all orders that waited for it go on."""
    _say(items, act, {})
    release(act, [item for item, _given in items])


@command(
    "item_code.no_goods", zh="商品对照.不占库存", en="Takes no stock", on=ITEM_CODE,
    leads={"status": ("unmapped", "no_goods")}, input=Why, undo="item_code.take_back",
)  # fmt: skip
def no_goods(items: Batch[ItemCode, Why], act: Act) -> None:
    """Postage, a difference in price, a service: nothing of it lies in a warehouse."""
    for item, given in items:
        item.origin = "said"
        _add(item, [], Version(None, ()), act)
        write_down(act, ITEM_CODE, item, given.reason)
    release(act, [item for item, _given in items])


@command(
    "item_code.change", zh="商品对照.改对照", en="Change", on=ITEM_CODE, requires={"status": "mapped"},
    input=Changed, undo="item_code.restore", begins=lambda item: {"contents": item.contents},
)  # fmt: skip
def change(items: Batch[ItemCode, Changed], act: Act) -> None:
    """It is something else for orders placed from a moment on; those of them not reviewed yet are read again."""
    _say(items, act, versions_of([item.id for item, _given in items]))
    _again(items, act)


@command("item_code.restore", zh="商品对照.改回去", en="Change back", on=ITEM_CODE, requires={"status": "mapped"},
         input=Perhaps)  # fmt: skip
def restore(items: Batch[ItemCode, Perhaps], act: Act) -> None:
    """The last change is taken back: what was said before holds again.  Orders reviewed meanwhile stay."""
    before = versions_of([item.id for item, _given in items])
    ids = {sku for versions in before.values() for version in versions for sku, _n in version.pieces}
    codes = dict(Sku.objects.filter(pk__in=ids).values_list("pk", "code"))
    for item, given in items:
        *left, last = before[item.id]
        if not left:
            items.refuse(item, _("没有改过，回不到以前：不对就撤回对照。"))
            continue
        ItemPiece.objects.filter(item_id=item.id, since=last.since).delete()
        item.contents = written([(codes[sku], n) for sku, n in left[-1].pieces])
        said_in(act.transaction).versions[item.shop_id, item.code] = left
        write_down(act, ITEM_CODE, item, given.reason)
    _again(items, act)


@command(
    "item_code.take_back", zh="商品对照.撤回对照", en="Take the mapping back", on=ITEM_CODE,
    leads={"status": (("mapped", "no_goods"), "unmapped")}, input=Perhaps,
)  # fmt: skip
def take_back(items: Batch[ItemCode, Perhaps], act: Act) -> None:
    """It is not that: the code waits as at first, and so do orders not reviewed yet; others keep what they hold."""
    ItemPiece.objects.filter(item_id__in=[item.id for item, _given in items]).delete()
    for item, given in items:
        item.origin = "said"  # also where an equal code was recognised: somebody says it is not that
        item.contents = ""
        said_in(act.transaction).versions[item.shop_id, item.code] = []
        write_down(act, ITEM_CODE, item, given.reason)
    _again(items, act)


def _again(items: Batch[ItemCode, Any], act: Act) -> None:
    release(act, [item for item, _given in items], also=Q(fulfilment="waiting"))


def _say(items: Batch[ItemCode, Any], act: Act, before: dict[int, list[Version]]) -> None:
    skus = by_code(code for _item, given in items for part in _parts(given.contents) for code in _codes(part))
    for item, given in items:
        try:
            pieces = _read(given.contents, skus)
        except ValueError as error:
            items.refuse(item, str(error))
            continue
        known = before.get(item.id, [])
        since = (getattr(given, "since", None) or act.at) if known else None
        if known and known[-1].since is not None and since is not None and since <= known[-1].since:
            items.refuse(item, _("已经有更晚开始的对照：先撤回它，或把时间写在它之后。"))
            continue
        version = Version(since, tuple((sku.id, n) for sku, n in pieces))
        item.origin = "said"
        item.contents = written([(sku.code, n) for sku, n in pieces])
        _add(item, known, version, act)
        write_down(act, ITEM_CODE, item, given.reason)


def _add(item: ItemCode, known: list[Version], version: Version, act: Act) -> None:
    for sku, n in version.pieces or ((None, 0),):
        act.add(ItemPiece(item_id=item.id, since=version.since, sku_id=sku, pieces=n))
    said_in(act.transaction).versions[item.shop_id, item.code] = [*known, version]


def written(pieces: list[tuple[str, int]]) -> str:
    """As ``_read`` reads it."""
    return "；".join(f"{code}×{n}" if n > 1 else code for code, n in pieces)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _codes(part: str) -> list[str]:
    """What of a part may be a code: all of it, or what stands before the number of pieces."""
    found = _TIMES.match(part)
    return [part, found["code"].strip()] if found else [part]


def _read(text: str, skus: dict[str, Sku]) -> list[tuple[Sku, int]]:
    """The articles that a text names, with pieces.  ValueError, in words, for what is no article or not sold."""
    wanted: dict[str, int] = {}
    for part in _parts(text):
        found = _TIMES.match(part)
        code, count = (found["code"].strip(), int(found["count"])) if found and part not in skus else (part, 1)
        sku = skus.get(code)
        if sku is None:
            raise ValueError(_("没有编码为 %(code)s 的商品：先新增它，或改成已有的编码。") % {"code": code})
        if sku.status != "active":
            raise ValueError(_("%(code)s 已经停售：先恢复它，或改成在售的。") % {"code": code})
        if count < 1:
            raise ValueError(_("“%(part)s”的件数至少是 1。") % {"part": part})
        wanted[code] = wanted.get(code, 0) + count
    if not wanted:
        raise ValueError(_("写上是哪件商品的编码。"))
    if len(wanted) > MOST:
        raise ValueError(_("一份里最多 %(most)s 种商品。") % {"most": MOST})
    return [(skus[code], n) for code, n in wanted.items()]
