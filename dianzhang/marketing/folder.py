"""A watched folder: ``inbox/reports/<code of the shop>/`` in the data folder.

Whoever runs the machine lets files lie down there.  What was taken in moves to ``done``, what was not to ``refused``,
with the reason beside it as a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.files import TooLarge
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.rounds import every
from dianzhang.engine.words import message
from dianzhang.kernel.filekinds import FileKindError

from .sending import receive

SETTLED = 10  # seconds since a file was written to last: before, it may still be on its way
_PIECE = 1 << 18


def inbox() -> Path:
    home: Path = settings.DIANZHANG_HOME
    return home / "inbox" / "reports"


@every(60)
def look() -> int:
    """Take in what lies there."""
    if not inbox().is_dir():
        return 0
    done = 0
    codes = {shop.code for shop in organisation().shops.values()}
    for folder in sorted(path for path in inbox().iterdir() if path.is_dir() and path.name in codes):
        for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
            if path.stat().st_mtime <= now().timestamp() - SETTLED:
                _take(path, folder.name)
                done += 1
    return done


def _take(path: Path, shop: str) -> None:
    try:
        outcome = receive(_pieces(path), path.name, shop, SYSTEM)
        why = "" if outcome.done else outcome.why
    except TooLarge:
        why = _("文件太大：按月份分几次导出。")
    except FileKindError as error:
        why = message(error.message)
    target = _free(path.parent / ("refused" if why else "done"), path)
    path.replace(target)
    if why:
        target.with_name(f"{target.name}.txt").write_text(why + "\n", encoding="utf-8")


def _free(folder: Path, path: Path) -> Path:
    """A name there that nothing has yet."""
    folder.mkdir(mode=0o700, exist_ok=True)
    n, target = 1, folder / path.name
    while target.exists():
        n += 1
        target = folder / f"{path.stem}-{n}{path.suffix}"
    return target


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
