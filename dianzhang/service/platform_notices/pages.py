"""What the list and the page of platform notices show, and their deadlines in calendar and radar."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    View,
    Way,
    ended,
    show_dates,
    show_list,
    show_record,
)

from .models import PlatformNotice
from .states import KINDS, NOTICE, OUTCOME, STATUS, UNANSWERED

BY_RECEIVED = ("-received_day", "-id")


def late(value: str) -> Q:
    """Not answered, and the platform's deadline is over."""
    if value != "yes":
        raise ValueError(value)
    return Q(status__in=UNANSWERED, due_at__lt=now())


def appealed(value: str) -> Q:
    if value not in ("yes", "no"):
        raise ValueError(value)
    return Q(appealed_at__isnull=value == "no")


def may_record(actor: Actor) -> bool:
    return access.reach_of(actor, "platform_notice.record") is not None


def _owed(actor: Actor) -> Q:
    """Whoever has it answers by then; of what is nobody's yet, whoever may answer."""
    mine = Q(owner_id=actor.person_id, owner_id__isnull=False)
    if access.reach_of(actor, "platform_notice.answer") == "all":
        mine |= Q(owner_id__isnull=True)
    return mine & Q(status__in=UNANSWERED)


show_list(
    ListPage(
        NOTICE,
        columns=(
            Column("title"),
            Column("shop", "店铺", show=lambda notice: notice.shop, wide_only=True),
            Column("kind", wide_only=True),
            Column("points", number=True, wide_only=True),
            Column("due_at"),
            Column("status"),
            Column("outcome", wide_only=True),
            Column("owner", "经办人", show=lambda notice: notice.owner, wide_only=True),
            Column("received_at", wide_only=True),
        ),
        filters=(
            Filter("status", "办理", STATUS.states),
            Filter("kind", "类型", KINDS),
            Filter("outcome", "平台结果", OUTCOME.states),
            Filter("late", "过了平台时限", {"yes": "没有答复就过了"}, where=late),
            Filter("appealed", "申诉", {"yes": "申诉过", "no": "没有申诉"}, where=appealed),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter(
                "received_from", "收到日起", kind="day", where=lambda day: Q(received_day__gte=day), order=BY_RECEIVED
            ),
            Filter(
                "received_to", "收到日止", kind="day", where=lambda day: Q(received_day__lte=day), order=BY_RECEIVED
            ),
        ),
        views=(
            View("received", "待确认", {"status": "received"}),
            View("open", "没有办完", {"status": "received,read,answered,appealed"}),
            View("appealed", "申诉中", {"status": "appealed"}),
            View("late", "过了时限", {"late": "yes"}),
        ),
        search=lambda text: Q(number=text) | Q(title__icontains=text),
        related=("shop", "owner"),
        empty="这里是平台发给店铺的通知和违规：扣分、下架、资质、投诉、规则变更。收到一条登记一条，平台的时限跟着走。",
        create="platform_notice.record",
        ways=(Way(_("从文件读入"), "platform-notice-file", may_record),),
        board="status",
    )
)
show_record(
    RecordPage(
        NOTICE,
        facts=(
            Column("kind"),
            Column("text"),
            Column("goods"),
            Column("number"),
            Column("points", number=True),
            Column("fine", number=True),
            Column("due_at"),
            Column("received_at"),
            Column("read_at"),
            Column("answered_at"),
            Column("appealed_at"),
            Column("decided_at"),
            Column("lost_points", number=True),
            Column("lost", number=True),
            Column("lesson"),
            Column("owner", "经办人", show=lambda notice: notice.owner),
        ),
        main_axes=("status",),
        head=lambda notice: str(notice.shop),
    )
)


def _outcome(notice: PlatformNotice) -> str:
    return ended(notice.answered_at or notice.closed_at, notice.due_at)


def answered_or_closed() -> Q:
    return Q(due_at__isnull=False) & ~Q(status__in=UNANSWERED)


show_dates(
    Dated(
        NOTICE,
        "due_at",
        "平台时限",
        where=lambda: Q(status__in=UNANSWERED),
        owed=_owed,
        past=answered_or_closed,
        outcome=_outcome,
    )
)
