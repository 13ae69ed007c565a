"""`dianzhang backup FILE`: everything into one file, while people work."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import Exit, answer, both, json_option, progress, wrong_call

if TYPE_CHECKING:
    from dianzhang.safety.backup.making import Made, Progress


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--with-keys", is_flag=True, help="Put secret-key, vault-key and seal-key in too; guard the file like them."
)
@json_option
def backup(file: Path, with_keys: bool, as_json: bool) -> None:
    """Write everything into FILE: all tables as of one moment, the files folder, the head of the journal.

    People may go on working. The file is whole or not there. It holds personal data: keep it where nobody else reads.
    """
    start_in_department()
    from dianzhang.safety.backup.form import BackupError
    from dianzhang.safety.backup.making import make
    from dianzhang.safety.backup.stopping import stopped_by_signals
    from dianzhang.safety.logbook import write_down

    try:
        with stopped_by_signals():
            made = make(file.absolute(), keys=with_keys, progress=telling())
    except BackupError as error:
        wrong_call(both(error.message))
    except KeyboardInterrupt:
        answer(
            {"made": False, "reason": "stopped"},
            "停下了，什么都没留下 · stopped, nothing is left",
            as_json=as_json,
            code=Exit.NO,
        )
        return
    except OSError as error:
        text = f"没有做成：{error} · not made: {error}"
        answer({"made": False, "reason": str(error)}, text, as_json=as_json, code=Exit.NO)
        return
    write_down(made, scheduled=False)
    answer(_document(made), _text(made), as_json=as_json)


def telling() -> Progress:
    """A line of progress each second, none for what is done at once."""
    last = time.monotonic()

    def tell(what: str, done: int, whole: int) -> None:
        nonlocal last
        if time.monotonic() - last >= 1:
            last = time.monotonic()
            progress(f"  {done * 100 // max(whole, 1):3d} %  {what}")

    return tell


def _document(made: Made) -> dict[str, object]:
    journal = made.manifest.journal
    return {
        "made": True, "file": made.path, "bytes": made.bytes, "rows": made.rows, "tables": len(made.manifest.tables),
        "files": made.files, "events": journal.events, "position": journal.position, "sealed": journal.sealed,
        "head": journal.head or None, "keys": made.manifest.keys, "seconds": round(made.seconds, 2),
    }  # fmt: skip


def _text(made: Made) -> str:
    journal = made.manifest.journal
    keys = (
        "密钥也在里面，像密钥一样保管它 · the keys are in it: guard it like them"
        if made.manifest.keys
        else "secret-key、vault-key、seal-key 不在里面，另外保管 · the keys are not in it: keep copies elsewhere"
    )
    return (
        f"{made.path}  {made.bytes / 1e6:.1f} MB, {made.rows} 行 rows, {made.files} 个文件 files, "
        f"{made.seconds:.1f} s\n"
        f"日志到第 {journal.position} 件，封存到第 {journal.sealed} 件 · journal up to {journal.position}, "
        f"sealed up to {journal.sealed}\n{keys}"
    )
