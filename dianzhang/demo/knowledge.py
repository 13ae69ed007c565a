"""Folders and documents: how returns go, revised once; a retrospective; training; one for the service unit alone.

Beside an order and a complaint somebody writes to somebody else, and a photo stands there.
"""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine import files
from dianzhang.engine.moment import day_of
from dianzhang.service.models import Complaint
from dianzhang.work.models import Document, Folder

from .scene import lately
from .world import World, clock

RETURNS = """# 谁先接

客服接到退换货，先问清三样：订单号、问题、想退还是想换。

# 怎么判

| 情形 | 怎么办 | 谁定 |
|---|---|---|
| 破损、错发 | 补发，运费我们出 | 客服专员 |
| 不喜欢 | 七天内原样退 | 客服专员 |
| 金额大于 500 元 | 先报组长 | 客服组长 |

# 留什么

照片附在客诉上，答应的事写成备注。
"""
REVIEW = """# 目标和结果

预热三天，咨询比平时多一半，接待跟上了；发货第二天积压了四十单。

# 做得好的

- 常用答复提前改好，新人也能接
- 每小时看一次库存，没有卖空

# 下次改的

- 打包台多排一个人
- 赠品提前一天装袋
"""
TRAINING = """# 第一天

认人、认页面：今日、超时雷达、客诉。

# 第二天

跟着林晓接十个会话，看她怎么问。

# 第三天

自己接，每一件写备注。
"""
LINE = "# 补偿的底线\n\n二十元以内专员自己定；再多找组长，不要先答应。\n"
FOLDERS = (("流程", "mengyan", "all", ""), ("复盘", "mengyan", "all", ""), ("培训", "linxiao", "all", ""),
           ("客服内部", "linxiao", "unit", "service"))  # fmt: skip


def plan(world: World) -> None:
    first, now = world.first, lately(world.now)
    say = world.agenda.do
    for n, (name, who, readers, unit) in enumerate(FOLDERS):
        say(clock(first, 10, 30 + n), partial(_open, world, who, name, readers, unit))
    say(
        clock(first, 11, 5),
        partial(_write, world, "linxiao", "流程", "退换货怎么处理", "process", RETURNS.partition("# 留")[0]),
    )
    say(clock(first, 16, 40), partial(_write, world, "mengyan", "复盘", "预热三天的复盘", "retrospective", REVIEW))
    say(clock(first, 17, 20), partial(_write, world, "linxiao", "培训", "新客服头三天", "training", TRAINING))
    say(clock(first, 17, 30), partial(_write, world, "linxiao", "客服内部", "补偿的底线", "process", LINE))
    say(now - timedelta(hours=3), partial(_revise, world))
    say(now - timedelta(minutes=35), partial(_beside, world))


def _open(world: World, who: str, name: str, readers: str, unit: str, _at: datetime) -> None:
    world.act("folder.open", who, name=name, readers=readers, unit=unit)


def _write(world: World, who: str, folder: str, title: str, kind: str, text: str, at: datetime) -> None:
    there = Folder.objects.filter(name=folder).first()
    if there is not None:
        again = day_of(at) + timedelta(days=90)
        world.act("document.write", who, folder_id=there.pk, title=title, kind=kind, text=text, review_on=again)


def _revise(world: World, _at: datetime) -> None:
    """What goes beside a complaint was missing."""
    there = Document.objects.filter(title="退换货怎么处理").first()
    if there is not None:
        world.act("document.revise", "linxiao", there.pk, text=RETURNS, said="补了留什么")


def _beside(world: World, _at: datetime) -> None:
    """A complaint: a word to 周可, a photo, and the document that says how it goes."""
    complaint = Complaint.objects.order_by("-id").first()
    guide = Document.objects.filter(title="退换货怎么处理").first()
    if complaint is None:
        return
    of: dict[str, Any] = {"of_kind": "complaint", "of_id": complaint.pk}
    world.act("note.write", "linxiao", text="@周可 照片收到了，按破损补发，别让买家再寄回来", **of)
    kept = files.keep([picture()], "破损照片.png")
    world.act("attachment.add", "linxiao", file=files.ticket_for(kept, world.people["linxiao"]), **of)
    if guide is not None:
        world.act("document.link", "linxiao", guide.pk, **of)


def picture(width: int = 96, height: int = 72) -> bytes:
    """A small PNG: a cup with a crack."""
    lines = bytearray()
    for y in range(height):
        lines.append(0)
        for x in range(width):
            cup = 24 <= x <= 72 and 18 <= y <= 58
            crack = cup and abs(x - 48 - (y % 9) + 4) < 2
            lines += b"\x3a\x2c\x28" if crack else b"\xd9\xe4\xee" if cup else b"\xf4\xef\xe6"
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(lines))),
            (b"IEND", b""),
        )
    )
