"""The list and the record of targets: what is to be reached, how far it is, what it was before."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit

from ..models import Target
from ..states import TARGET
from .from_table import may_bring
from .periods import GRAINS
from .showing import history_section, pace_section, parts_section
from .words import FORMERLY, numbers, written


def value_of(target: Target) -> str:
    return written(target.value_cents, Unit(target.measured_in))


def _of_number(name: str) -> Q:
    """Also by the name that its targets had before: links that were kept name it so."""
    return Q(metric__in=FORMERLY.get(name, (name,)))


def may_look(actor: Actor) -> bool:
    return may_list(actor, TARGET.name)


SECTIONS = (
    Section(_("进度"), "reward/target_pace.html", pace_section),
    Section(_("分到下面的"), "reward/target_parts.html", parts_section),
    Section(_("以前是多少"), "reward/target_history.html", history_section),
)
COLUMNS = (
    Column("period"),
    Column("metric", show=lambda target: word(target.metric)),
    Column("value", show=value_of, number=True),
    Column("shop", zh="店铺", show=lambda target: target.shop),
    Column("for_unit", zh="承担小组", show=lambda target: target.for_unit),
    Column("for_person", zh="承担人", show=lambda target: target.for_person),
    Column("status"),
)
show_list(
    ListPage(
        TARGET,
        columns=COLUMNS,
        filters=(
            Filter("status", zh="状态", choices=TARGET.axes[0].states),
            Filter("grain", zh="期别", choices=GRAINS),
            Filter("metric", zh="指标", choices=numbers, where=_of_number),
            Filter("period", zh="期间", kind="text"),
        ),
        views=(View("set", zh="已下达", filters={"status": "set"}),),
        related=("shop", "for_unit", "for_person"),
        empty=_("这里是每年、每季、每月的目标。没有目标，业绩达成率就没有数。"),
        create="target.set",
        ways=(Way(_("目标进度"), "targets", may_look), Way(_("从表格下目标"), "target-table", may_bring)),
    )
)
show_record(RecordPage(TARGET, facts=(*COLUMNS, Column("pace")), main_axes=("status",), sections=SECTIONS))
