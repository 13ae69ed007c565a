"""A lake in a folder of the test's own, that is asked however few the facts are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dianzhang.measure import series
from dianzhang.measure.lake import asking


def lake_in(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its folder, for a fixture."""
    settings.DIANZHANG_HOME = tmp_path
    monkeypatch.setattr(asking, "LEAST", 0)
    return tmp_path / "lake"


@contextmanager
def only_the_lake() -> Iterator[None]:
    """Herein a number that is asked of the tables is an error."""

    def refuse(name: str, *_shape: Any, **_values: Any) -> Any:
        raise AssertionError(f"{name} was asked of the tables")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(series, "_by", refuse)
        patched.setattr(series, "_whole", refuse)
        patched.setattr(asking, "_asked", refuse)
        yield
