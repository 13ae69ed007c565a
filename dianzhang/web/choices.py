"""What a filter of a list offers to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from dianzhang.engine.models import Shop
from dianzhang.engine.pages import Filter


def choices_of(declared: Filter) -> Mapping[str, str]:
    choices = declared.choices
    return (choices() if callable(choices) else choices) or {}


def shops() -> dict[str, str]:
    return {shop.code: shop.name for shop in Shop.objects.order_by("code")}
