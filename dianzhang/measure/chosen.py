"""Numbers that inputs name: a metric of the rulebook in force or a measure of the catalogue, chosen from a list."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.moment import today
from dianzhang.engine.words import word

from .metrics import define, known_words


def numbers() -> dict[str, str]:
    """Every number that there is now, by its name."""
    return {name: word(name) for name in known_words(today())}


def _known(name: str) -> str:
    wanted = name.strip()
    found = define(wanted, today()) if wanted else None
    if wanted and found is None:
        raise ValueError(_("没有叫“%(name)s”的数。") % {"name": wanted})
    return found.name if found is not None else ""


MeasureName = Annotated[str, AfterValidator(_known), Chosen(numbers)]
