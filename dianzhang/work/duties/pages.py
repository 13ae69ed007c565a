"""What the list and the page of duties show."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record
from dianzhang.engine.words import post_name, word

from ..models import Owed
from .states import DUTY, concerned, named

STATES = DUTY.axes[0].states


def whose(owed: Owed) -> object:
    """The person; where any of a post may do it, the post."""
    return owed.owner if owed.owner_id else _("%(post)s中任何一人") % {"post": post_name(owed.post)}


def standing_in(_value: str) -> Q:
    """Those that somebody does for a colleague on leave."""
    return Q(instead_of__isnull=False)


def proof(owed: Owed) -> str:
    return _("做了就自动记上") if owed.proved else _("本人写明")


COLUMNS = (
    Column("name", show=lambda owed: named(owed, word(owed.name))),
    Column("owner", "责任人", show=whose),
    Column("day"),
    Column("due_at"),
    Column("status"),
    Column("done_at"),
)

LIST = show_list(
    ListPage(
        DUTY,
        columns=COLUMNS,
        filters=(
            Filter("status", "状态", STATES),
            Filter("whose", "责任人", {"mine": "我的"}, mine=lambda _value, actor: concerned(actor)),
            Filter("standing_in", "代班", {"yes": "代人做的"}, where=standing_in),
            Filter("due", "到期日", kind="day", where=lambda day: Q(due_at__date=day)),
        ),
        views=(
            View("mine", "我的", {"whose": "mine", "status": "open,missed"}),
            View("missed", "已逾期", {"status": "missed"}),
        ),
        order=("due_at", "id"),
        related=("owner", "unit"),
        empty="这里是例行的事：制度写了谁每隔多久要做什么，就提前两周排在这里。",
    )
)
RECORD = show_record(
    RecordPage(
        DUTY,
        facts=(
            Column("owner", "责任人", show=whose),
            Column("instead_of", "代谁"),
            Column("day"),
            Column("opens_at"),
            Column("due_at"),
            Column("done_at"),
            Column("proof", "怎样算做了", show=proof),
        ),
        main_axes=("status",),
    )
)
