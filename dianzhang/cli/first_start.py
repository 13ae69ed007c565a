"""The first start: a demonstration department where nobody is yet, whole or not at all.

While the demonstration is being lived, a note lies in the data folder. If it is still there at the next start, that
work was cut off: what there is of it is set aside, and it begins anew.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from dianzhang.cli.output import progress, wrong_call

UNFINISHED = "demo-unfinished"
SETUP_KEY = "setup-key"


def make_demo_if_empty(home: Path) -> None:
    from django.contrib.auth.models import User

    if User.objects.exists():
        return
    note = home / UNFINISHED
    note.touch()
    finished = subprocess.run([sys.executable, "-m", "dianzhang", "demo"], check=False)
    if finished.returncode:
        sys.exit(finished.returncode)
    note.unlink()


def set_aside_unfinished_demo(home: Path, database: dict[str, Any]) -> None:
    """Before the database is opened. Nothing is deleted; on PostgreSQL it is for its owner to empty the database."""
    note = home / UNFINISHED
    if not note.exists():
        return
    if "sqlite3" not in database["ENGINE"]:
        wrong_call(
            f"Making the demonstration was cut off, so the database {database['NAME']!r} holds half of one. "
            f"Create it anew, delete {note}, and start again."
        )
    file = Path(database["NAME"])
    for part in file.parent.glob(f"{file.name}*"):
        part.rename(part.with_name(f"unfinished-{time.strftime('%Y%m%d-%H%M%S')}-{part.name}"))
    progress("Making the demonstration was cut off last time; what there was is set aside, and it begins anew.")
    note.unlink()


def offer_setup_if_empty(home: Path) -> None:
    """Where nobody is here yet, a key with which whoever started the server founds the department in the browser."""
    from django.contrib.auth.models import User

    if User.objects.exists():
        (home / SETUP_KEY).unlink(missing_ok=True)
        return
    from dianzhang.config.secret_key import kept_key

    kept_key(home / SETUP_KEY)


def setup_key(home: Path) -> str | None:
    """The key of ``offer_setup_if_empty``, as long as nobody has used it."""
    file = home / SETUP_KEY
    return file.read_text(encoding="ascii").strip() if file.exists() else None
