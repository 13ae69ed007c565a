"""The forms that there are, in the order of their page."""

from __future__ import annotations

from collections.abc import Mapping

from . import funnel
from .shape import Form

ALL = (funnel.FORM,)
BY_CODE: Mapping[str, Form] = {one.code: one for one in ALL}
