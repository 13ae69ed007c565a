"""What the API is asked to do: the body of a call."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from .shapes import BIGGEST_ID

MOST_ITEMS = 500
BIGGEST_REVISION = 2**31 - 1


class Item(BaseModel):
    """One record to act on.  ``revision`` is the one you looked at; left out, whatever it is now."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: int | None = Field(None, ge=1, le=BIGGEST_ID)
    revision: int | None = Field(None, ge=1, le=BIGGEST_REVISION)
    data: dict[str, Any] = Field(default_factory=dict)


class Call(BaseModel):
    """An action on a batch of records; ``defaults`` are inputs common to all of them."""

    model_config = ConfigDict(extra="forbid", strict=True)
    items: list[Item] = Field(min_length=1, max_length=MOST_ITEMS)
    defaults: dict[str, Any] = Field(default_factory=dict)
