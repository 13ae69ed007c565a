"""What the list and the page of proposals show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.units import Unit
from dianzhang.ui.wording import percent

from .english import figure_formula, figure_name
from .models import Proposal
from .states import PROPOSAL
from .tree import Figure, figure_of


def figures_section(proposal: Proposal, actor: Actor) -> Mapping[str, Any]:
    """The figures that the proposal rests on, period after period."""
    periods = json.loads(proposal.figures)
    return {
        "periods": [
            {"period": one["period"], "figures": [_figure(figure_of(data)) for data in one["figures"]]}
            for one in periods
        ],
        "clause": reading.clause_of(proposal.version_id, proposal.rule),
    }


def _figure(figure: Figure) -> dict[str, str]:
    value = figure.value
    shown = "" if value is None else percent(value) if figure.unit is Unit.RATIO else plain_number(value)
    return {"name": figure_name(figure), "value": shown, "formula": figure_formula(figure)}


PROPOSAL_COLUMNS = (
    Column("person", zh="所涉人员", show=lambda row: row.person),
    Column("period"),
    Column("what"),
    Column("status"),
    Column("decided_at"),
)
show_list(
    ListPage(
        PROPOSAL,
        columns=PROPOSAL_COLUMNS,
        filters=(Filter("status", zh="状态", choices=PROPOSAL.axes[0].states),),
        views=(View("proposed", zh="待决定", filters={"status": "proposed"}),),
        related=("person",),
        empty=_("这里是制度提出的奖惩。关账以后按数字提出，由人决定，不会自动执行。"),
    )
)
show_record(
    RecordPage(
        PROPOSAL,
        facts=PROPOSAL_COLUMNS,
        sections=(Section(_("依据的数"), "reward/figures.html", figures_section),),
        main_axes=("status",),
    )
)
