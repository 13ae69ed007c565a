"""`dianzhang restore FILE`: a backup into an empty place, then held against its seals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dianzhang.cli.backup import telling
from dianzhang.cli.django import start_django
from dianzhang.cli.output import Exit, answer, both, json_option, progress, wrong_call

if TYPE_CHECKING:
    from dianzhang.safety.backup.restoring import Restored


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Look the file through; put nothing back.")
@json_option
def restore(file: Path, only_check: bool, as_json: bool) -> None:
    """Put FILE back where nobody is yet: an empty DIANZHANG_HOME, or an empty database in DATABASE_URL."""
    start_django()
    from dianzhang.safety.backup.form import BackupError
    from dianzhang.safety.backup.stopping import stopped_by_signals
    from dianzhang.safety.outside import KeyTrouble

    try:
        if only_check:
            _check(file, as_json)
            return
        with stopped_by_signals():
            restored = _restore(file)
    except (BackupError, KeyTrouble) as error:
        wrong_call(both(error.message))
    except KeyboardInterrupt:
        answer(
            {"restored": False, "reason": "stopped"},
            "停下了，这里还是空的 · stopped, the place is empty as before",
            as_json=as_json,
            code=Exit.NO,
        )
        return
    code = Exit.NO if restored.verdict.broken else Exit.DONE
    answer(_document(restored), _text(restored), as_json=as_json, code=code)


def _restore(file: Path) -> Restored:
    from dianzhang.safety.backup.restoring import restore as put_back

    progress("核对文件，再放回 · checking the file, then putting it back …")
    return put_back(file.absolute(), telling())


def _check(file: Path, as_json: bool) -> None:
    from dianzhang.safety import chain
    from dianzhang.safety.backup.restoring import check

    manifest, key = check(file.absolute(), telling())
    shown = chain.fingerprint(key) if key else None
    document = {
        "whole": True, "made_at": manifest.made_at, "database": manifest.database, "version": manifest.version,
        "rows": sum(one.rows for one in manifest.tables.values()), "position": manifest.journal.position,
        "keys": manifest.keys, "signed_by": shown,
    }  # fmt: skip
    text = f"完好 · whole: {manifest.made_at}, {document['rows']} rows; 签名 signed by {shown or '—'}"
    answer(document, text, as_json=as_json)


def _document(restored: Restored) -> dict[str, object]:
    from dianzhang.safety import chain

    verdict, manifest = restored.verdict, restored.manifest
    return {
        "restored": True, "made_at": manifest.made_at, "rows": restored.rows, "files": restored.files,
        "events": verdict.events, "position": manifest.journal.position, "sealed": verdict.sealed,
        "broken": [{"position": one.position, "what": one.what} for one in verdict.broken],
        "signed_by": chain.fingerprint(restored.signed_by) if restored.signed_by else None,
        "new_key": chain.fingerprint(restored.new_key) if restored.new_key else None,
        "lost": restored.lost, "seconds": round(restored.seconds, 2),
    }  # fmt: skip


def _text(restored: Restored) -> str:
    from dianzhang.safety import chain, words

    verdict, manifest = restored.verdict, restored.manifest
    lines = [
        f"{manifest.made_at} 的备份放回来了：{restored.rows} 行，{restored.files} 个文件，{restored.seconds:.1f} 秒 · "
        f"the backup of {manifest.made_at} is back",
        f"日志 {verdict.events} 件，封存 {verdict.sealed} 件 · {verdict.events} events, {verdict.sealed} sealed: "
        + ("对不上 · broken" if verdict.broken else "完好 · whole"),
    ]
    lines += [both(words.said(one)) for one in verdict.broken]
    if restored.signed_by:
        lines.append(f"备份的签名指纹，和你记下的比一比 · signed by, compare: {chain.fingerprint(restored.signed_by)}")
    if restored.lost:
        lines.append(
            f"第 {restored.lost[0]} 到 {restored.lost[1]} 件是备份以后的事，没有了 · events {restored.lost[0]} to "
            f"{restored.lost[1]} came after the backup and are gone"
        )
    if restored.new_key:
        shown = chain.fingerprint(restored.new_key)
        lines.append(f"以后用新的封存密钥，指纹请记下 · a new key seals from here on, write down: {shown}")
    lines.append("大家重新登录，再执行 dianzhang serve · everybody logs in again; start `dianzhang serve`")
    return "\n".join(lines)
