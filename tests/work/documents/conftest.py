"""A department with three folders: for everybody, for the service unit, for the director and HR."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.work.models import Document, Folder
from tests.web.conftest import complaint, enter, order, people, shop

__all__ = ["complaint", "enter", "order", "people", "shop"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


@pytest.fixture
def folders(people: SimpleNamespace) -> SimpleNamespace:
    def made(name: str, readers: str, **more: str) -> Folder:
        return must(one("folder.open", SYSTEM, name=name, readers=readers, **more))  # type: ignore[no-any-return]

    return SimpleNamespace(
        everybody=made("流程", "all"),
        service=made("客服内部", "unit", unit="service"),
        narrow=made("薪酬", "posts", posts="director,hr"),
    )


def written(actor: object, folder: Folder, title: str, text: str = "正文", **more: object) -> Document:
    return must(one("document.write", actor, folder_id=folder.pk, title=title, text=text, **more))  # type: ignore[arg-type, no-any-return]
