"""A report comes in: by a page, the API, a watched folder or the command, always as a file that was kept first.

The file is named by its ticket (``engine/files``) and read by the worker; asked for in the transaction that writes the
record, so a process killed a moment later has lost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import jobs
from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.files import keep, of_ticket, ticket_for
from dianzhang.engine.files.sweeping import holds_files
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item, Outcome
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command

from .models import DataReport
from .states import DATA_REPORT

KIND = "data_report"
LIVE = ("reading", "taken")


class Sent(BaseModel):
    """``shop`` is its code, ``file`` the ticket of a file that came in (``POST /api/v1/files``)."""

    shop: str = Kept(..., title="店铺代号", min_length=1, max_length=40)
    file: str = Personal(..., carried=True, max_length=1000)
    first: date | None = Kept(None, title="从哪天", description="报表里没有写日期的才填")
    last: date | None = Kept(None, title="到哪天")


@command("data_report.send", zh="经营报表.送来", en="Send", on=DATA_REPORT, creates=True, input=Sent)
def send(reports: Batch[DataReport, Sent], act: Act) -> None:
    """A report is here to be read.  What stands already is not taken again, and no report is two shops'."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    for report, given in reports:
        shop, kept = shops.get(given.shop), of_ticket(given.file, act.actor)
        if shop is None:
            reports.refuse(report, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
        elif kept is None:
            reports.refuse(report, _("没有收到这个文件，或者已经过了一天：再传一次。"))
        elif why := _days(given) or _known(kept.sha256, shop.pk, given):
            reports.refuse(report, why)
        else:
            report.shop_id, report.unit_id, report.owner_id = shop.pk, shop.unit_id, act.actor.person_id
            report.name, report.digest, report.sent_at = kept.name[:120], kept.sha256, act.at
            report.asked_first, report.asked_last = given.first, given.last
            jobs.put(KIND, {"report": report.id})


def _days(given: Sent) -> str:
    if (given.first is None) != (given.last is None):
        return _("从哪天和到哪天，两个一起填。")
    return _("到哪天早于从哪天。") if given.first and given.last and given.last < given.first else ""


def _known(digest: str, shop: int, given: Sent) -> str:
    """Why the same content is not taken once more."""
    for one in DataReport.objects.filter(digest=digest, status__in=LIVE).order_by("id").select_related("shop"):
        if one.shop_id != shop:
            return _("这份文件已经作为“%(shop)s”的报表收过，不能再算到另一家店铺。") % {"shop": one.shop.name}
        same = (one.asked_first, one.asked_last) == (given.first, given.last)
        if same and not one.given_days:
            return _("这份报表已经收过了，里面的数不会再算一遍。")
    return ""


def receive(
    chunks: Iterable[bytes], name: str, shop: str, actor: Actor, days: tuple[date, date] | None = None
) -> Outcome:
    """Keep a file and have it read.  TooLarge and FileKindError: nothing is kept."""
    given: dict[str, Any] = {"shop": shop, "file": ticket_for(keep(chunks, name), actor)}
    if days is not None:
        given |= {"first": days[0], "last": days[1]}
    return perform("data_report.send", Item(data=given), actor)[0]


@holds_files
def held() -> Iterable[str]:
    return DataReport.objects.exclude(status="failed").values_list("digest", flat=True).iterator()
