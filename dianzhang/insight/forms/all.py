"""The forms that there are, in the order of their page."""

from __future__ import annotations

from collections.abc import Mapping

from . import ages, bands, cohorts, funnel, pareto, rfm
from .shape import Form

ALL = (funnel.FORM, cohorts.FORM, rfm.FORM, pareto.FORM, bands.FORM, ages.FORM)
BY_CODE: Mapping[str, Form] = {one.code: one for one in ALL}
