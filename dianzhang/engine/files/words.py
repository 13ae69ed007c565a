"""The words of files, for searching: of plain texts at once, of PDF and office documents by a worker, aside.

Whoever keeps a record's text in the index asks for a file's words (``text_of``); where they are not read yet it says so
with ``ask``, in its own transaction, and is called again when they are (``when_read``).  A file is read once, by a
process of its own that may use little memory and little time (``kernel/filewords``): one that cannot be read stays
where it is, is said to be unreadable and why, and holds nothing else up.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

import dianzhang
from dianzhang.kernel import filewords
from dianzhang.kernel.filekinds import TEXTS

from .. import jobs
from ..models import FileText
from ..moment import now
from ..rounds import every
from .keeping import Kept, path_of

JOB = "file_words"
ASIDE = ("pdf", "docx", "xlsx", "pptx", "office")  # kinds that are read by a process of their own
MOST = 2_000_000  # bytes read of a plain text
WAIT = 60  # seconds: more than the process gives itself
GIVEN_UP = timedelta(hours=6)  # after which nobody will read it any more: its job was tried as often as may be
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ")  # of the surroundings: no secret is the reader's business
Read = Callable[[str], None]
_readers: list[Read] = []


def when_read(again: Read) -> Read:
    """Register who holds files: called with the digest of one whose words are there now, in a transaction."""
    _readers.append(again)
    return again


@dataclass(frozen=True)
class Words:
    """What is known of a file's words.  ``state``: waits, read, not; ``why``: a code of ``kernel/filewords``."""

    state: str
    text: str = ""
    why: str = ""
    cut: bool = False

    @property
    def said(self) -> str:
        """For people: that they are still to be read, cannot be, or only in part; else empty."""
        if self.state == "waits":
            return gettext("里面的文字还没有读完，读完就搜得到。")
        if self.state == "not":
            return gettext("无法读取文字：%(why)s。文件照样可以下载。") % {"why": _why(self.why)}
        return gettext("只读到了一部分文字，其余的搜不到。") if self.cut else ""


def _why(code: str) -> str:
    known = {
        "locked": gettext("打开要密码"),
        "broken": gettext("文件是坏的"),
        "large": gettext("文件太大，或者解开以后太大"),
        "slow": gettext("太复杂，读得太久"),
        "none": gettext("里面没有文字，可能是扫描件或图片"),
        "form": gettext("这种旧格式读不了，另存为 .docx、.xlsx 或 PDF 就行"),
    }
    return known.get(code, known["broken"])


def words_of(kept: Iterable[Kept]) -> dict[str, Words]:
    """By digest, in one query.  Of pictures and films there are no words, and nothing is said of them."""
    files = {one.sha256: one for one in kept}
    aside = [digest for digest, one in files.items() if one.kind in ASIDE]
    rows = {row.sha256: row for row in FileText.objects.filter(sha256__in=aside)} if aside else {}
    found = dict[str, Words]()
    for digest, one in files.items():
        row = rows.get(digest)
        if one.kind in TEXTS:
            found[digest] = Words("read", _decoded(path_of(digest)))
        elif one.kind not in ASIDE:
            found[digest] = Words("read")
        else:
            found[digest] = Words(row.state, row.text, row.why, row.cut) if row is not None else Words("waits")
    return found


def ask(kept: Kept) -> None:
    """Have the words of a file read; in the caller's transaction, after which a worker begins.

    Asked for again while they wait, or when they are there already, whoever holds the file is called once more: what
    stood in the index meanwhile may have been written before they were there.
    """
    FileText.objects.get_or_create(sha256=kept.sha256, defaults={"kind": kept.kind, "asked_at": now()})
    jobs.put(JOB, {"sha256": kept.sha256})


@jobs.job(JOB)
def read_aside(data: dict[str, Any]) -> None:
    """Read a file that is not read yet, then have all who hold it bring their index in line."""
    row = FileText.objects.filter(sha256=data["sha256"]).first()
    if row is None:
        return
    if row.state == "waits":
        found = read(path_of(row.sha256), row.kind)
        row.state, row.why, row.cut, row.text = found.state, found.why, found.cut, found.text
        row.read_at = now()
    with transaction.atomic():
        row.save()
        for again in _readers:
            again(row.sha256)


def read(path: Path, kind: str) -> Words:
    """What a process of its own makes of a file; whatever becomes of it, nothing here is harmed."""
    if not path.exists():
        return Words("not", why="broken")
    command = [sys.executable, "-m", filewords.__name__, str(path), kind]
    around = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    home = Path(dianzhang.__file__).parent.parent
    try:
        done = subprocess.run(
            command, cwd=home, env=around, stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        return Words("not", why="slow")
    if done.returncode != 0:
        late = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        return Words("not", why="slow" if late else "large" if done.returncode == -signal.SIGABRT else "broken")
    head, _line, text = done.stdout.decode("utf-8", "replace").partition("\n")
    told = json.loads(head)
    return Words("not", why=told["why"]) if told["why"] else Words("read", text.replace("\0", ""), cut=told["cut"])


@every(60 * 60)
def give_up() -> int:
    """What no worker brought to an end, however often it was tried, waits no longer: it cannot be read."""
    old = FileText.objects.filter(state="waits", asked_at__lt=now() - GIVEN_UP)
    return old.update(state="not", why="broken", read_at=now())


def forget(digests: Iterable[str]) -> None:
    """The words of files that are gone go with them."""
    FileText.objects.filter(sha256__in=list(digests)).delete()


def _decoded(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        data = file.read(MOST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of a character
            return data[: error.start].decode("utf-8-sig")
        return data.decode("gb18030", "replace")
