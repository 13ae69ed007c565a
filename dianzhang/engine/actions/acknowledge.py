"""A rulebook is an annex to the labour contract: everybody whom it binds says that they have read it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .. import rulebooks
from ..acknowledging import acknowledged, binds
from ..models import RulebookVersion
from ..moment import now
from ..outcome import Act, Batch
from ..registry import command
from .rulebooks import RULEBOOK


def bound_by_it(version: RulebookVersion, actor: Any) -> bool:
    """Those whom it binds, each for themselves, while it acts; no right is needed for it and none gives it."""
    acts = version.status == "in_force" and version.pk in rulebooks.versions_at(now())
    return actor.person_id is not None and acts and binds(version.pk, actor.person_id)


@command(
    "rulebook.acknowledge", zh="制度.签收", en="Acknowledge", on=RULEBOOK, requires={"status": "in_force"},
    open=bound_by_it,
)  # fmt: skip
def acknowledge(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """I have read it and know what it asks of me."""
    person = act.actor.person_id
    done = acknowledged([version.id for version, _nothing in versions], person)
    for version, _nothing in versions:
        if person is None or not binds(version.id, person):
            versions.refuse(version, _("这部制度不管你的岗位，不用你签收。"))
        elif version.id not in rulebooks.versions_at(act.at):
            versions.refuse(version, _("这一版现在不在执行，要签收的是现行的一版。"))
        elif (version.id, person) in done:
            versions.unchanged(version)
