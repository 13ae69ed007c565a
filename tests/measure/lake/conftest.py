from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.measure.lake.place import lake_in


@pytest.fixture
def lake(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    return lake_in(tmp_path, settings, monkeypatch)
