"""The account at kuaidi100: opened with its key, the key set anew, given up, by whoever the rules say."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, field_validator

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.vault import encrypt

from ..parcels.arriving import ON_THE_WAY
from .models import Followed, Tracker
from .resting import look_from
from .states import TRACKER
from .telling import LONGEST


def _whole(value: str) -> str:
    if not re.fullmatch(r"[!-~]{6,100}", value.strip()):
        raise ValueError(_("里面不能有空格和汉字：从快递100后台整个复制过来。"))
    return value.strip()


Copied = Annotated[str, AfterValidator(_whole)]


class Account(BaseModel):
    """``customer`` and ``key`` as the enterprise account at kuaidi100 shows them."""

    customer: Copied = Kept(..., min_length=1, max_length=60, title="客户号（customer）")
    key: Copied = Personal(..., min_length=6, max_length=100, title="授权 key")
    phone: str = Personal("", max_length=4, title="发件电话后四位", description="顺丰、中通要；不写就用收件人的")
    way: Literal["ask", "told"] = Kept("ask", title="怎么得知", description="推来要别人能从外面打开本系统的网址")
    per_day: int = Kept(1000, ge=1, le=1_000_000, title="每天最多问几次")

    @field_validator("phone")
    @classmethod
    def _four(cls, value: str) -> str:
        if value and not re.fullmatch(r"[0-9]{4}", value.strip()):
            raise ValueError(_("写四个数字。"))
        return value.strip()


class NewKey(BaseModel):
    key: Copied = Personal(..., min_length=6, max_length=100, title="授权 key")


@command("tracker.open", zh="轨迹账号.开通", en="Open", on=TRACKER, creates=True, input=Account, primary=True)
def open_tracker(trackers: Batch[Tracker, Account], act: Act) -> None:
    """From now on it is asked about what is under way and what leaves; one account at a time."""
    there = Tracker.objects.filter(status="active").exists()
    for tracker, given in trackers:
        if there:
            trackers.refuse(tracker, _("已经有一个在用的轨迹账号：先停用它。"))
            continue
        there = True
        tracker.customer, tracker.way, tracker.per_day = given.customer, given.way, given.per_day
        tracker.phone, tracker.owner_id, tracker.unit_id = given.phone, act.actor.person_id, act.actor.unit_id
        tracker.box, tracker.salt_box = encrypt(given.key), encrypt(secrets.token_hex(16))
        tracker.token, tracker.opened_at = secrets.token_hex(20), act.at
        way = Followed.objects.filter(parcel__status__in=ON_THE_WAY, parcel__shipped_at__gt=act.recorded_at - LONGEST)
        known = way.exclude(carrier="")
        look_from(known, act.recorded_at)
        known.update(next_at=act.recorded_at, tries=0, why="")


@command("tracker.renew", zh="轨迹账号.换密钥", en="Renew the key", on=TRACKER, requires={"status": "active"},
         input=NewKey)  # fmt: skip
def renew(trackers: Batch[Tracker, NewKey], act: Act) -> None:
    """Only the new key is used from now on; what was refused because of the old one is asked again at once."""
    for tracker, given in trackers:
        tracker.box, tracker.paused_until, tracker.trouble = encrypt(given.key), None, ""


@command("tracker.remove", zh="轨迹账号.停用", en="Remove", on=TRACKER, leads={"status": ("active", "removed")})
def remove(trackers: Batch[Tracker, None], act: Act) -> None:
    """Nothing is asked any more and nothing taken at its address; what is known stays.

    That a parcel tells by itself is over: its silence says no more that it stands still.
    """
    for tracker, _nothing in trackers:
        tracker.box = tracker.salt_box = ""
        Followed.objects.filter(told_at__isnull=False).update(told_at=None)
