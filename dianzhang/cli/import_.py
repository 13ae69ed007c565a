"""`dianzhang import orders FILE --shop S`: a platform's order file into the shop's orders."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dianzhang.cli.acting import acting, as_option
from dianzhang.cli.django import start_django
from dianzhang.cli.output import Exit, answer, json_option, progress, wrong_call

if TYPE_CHECKING:
    from dianzhang.gateways.orders import OrderSource
    from dianzhang.kernel.ruleset import Ruleset
    from dianzhang.trade.intake import Report


@click.group("import")
def import_() -> None:
    """Take in files of other systems."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--shop", required=True, metavar="CODE", help="The shop that the orders belong to.")
@click.option("--create-shop", is_flag=True, help="Open the shop if it is not there yet; it goes live today.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it; keep nothing.")
@click.option(
    "--judge-as", "judge_as", metavar="RULEBOOK",
    help="Judge the orders by this rulebook, as of the file's last timestamp; nobody is told.",
)  # fmt: skip
@as_option
@json_option
def orders(
    file: Path, shop: str, create_shop: bool, dry_run: bool, judge_as: str | None, who: str | None, as_json: bool
) -> None:
    """Take the orders of FILE into a shop: new ones, and what changed in known ones.

    FILE is an order file of a platform (docs/order-files.md), a plain order table (docs/plain-orders.md), a ledger of
    invoice lines, or a folder of tables that belong together. Rows that
    cannot be taken are written to a file that can be mended and sent again; then the exit code is 1.
    """
    start_django()
    from dianzhang.trade.intake import Intake, Report

    tables = _open(file, shop)
    opened = tables[0]
    actor = acting(who)
    _require_rights(actor, shop, create_shop, as_json)
    rules, as_of = _rules(judge_as, opened)
    for note in opened.notes:
        progress(f"{note.zh} · {note.en}")
    bar = Bar(opened.total_bytes)
    report, back = Report(), _rejects_path(file)  # mended, a file of several tables is sent again table by table
    for n, table in enumerate(tables):
        path = back if n == 0 else back.with_stem(f"{back.stem}-{n + 1}")
        report += Intake(table, shop, actor, create_shop, rules, as_of, dry_run, bar).run(path)
    bar.finish(report)
    if rules is not None and report.unchanged:
        progress(
            f"{report.unchanged:,} 单早已在这里，没有变化，不再评判 · known and unchanged orders are not judged again"
        )
    document = {
        "taken": report.taken, "updated": report.updated, "unchanged": report.unchanged, "rejected": report.rejected,
        "held": report.held, "rejects_file": report.rejects_file, "shop": shop, "dry_run": dry_run,
        "accounted": dict(report.accounted),
        "judged_as": judge_as, "as_of": as_of,
    }  # fmt: skip
    answer(document, _words(report, dry_run), as_json=as_json, code=Exit.NO if report.rejected else Exit.DONE)


@import_.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--shop", required=True, metavar="CODE", help="The shop that the report is of.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Its first day, if it does not say.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Its last day, if it does not say.")
@as_option
@json_option
def report(
    file: Path, shop: str, first: datetime | None, last: datetime | None, who: str | None, as_json: bool
) -> None:
    """Take a report of advertising, traffic or a help desk; figures of the same days are replaced whole.

    Rows that are not taken and cells that are mended stand on its record. Exit code 1: it was not taken, and why.
    """
    start_django()
    from dianzhang.engine.files import TooLarge
    from dianzhang.engine.words import message
    from dianzhang.kernel.filekinds import FileKindError
    from dianzhang.marketing.models import DataReport
    from dianzhang.marketing.sending import receive
    from dianzhang.marketing.taking import work

    if (first is None) != (last is None):
        wrong_call("--from 和 --to 两个一起写 · give both --from and --to")
    days = (first.date(), last.date()) if first is not None and last is not None else None
    try:
        outcome = receive([file.read_bytes()], file.name, shop, acting(who), days)
    except TooLarge:
        wrong_call(f"{file}：文件太大，按月份分几次导出 · too large: export it month by month")
    except FileKindError as error:
        wrong_call(f"{file}：{message(error.message)}")
    if outcome.id is None or not outcome.done:
        answer({"refused": outcome.why, "shop": shop}, outcome.why, as_json=as_json, code=Exit.NO)
        return
    work({"report": outcome.id})
    found = DataReport.objects.get(pk=outcome.id)
    document = {
        "id": found.pk, "shop": shop, "status": found.status, "layout": found.layout, "first": found.first_day,
        "last": found.last_day, "rows": found.rows, "dropped": found.dropped, "mended": found.mended,
        "why": found.problems,
    }  # fmt: skip
    said = found.problems or (
        f"收了 {found.rows:,} 行，{found.first_day} 到 {found.last_day}；没有收 {found.dropped:,} 行，"
        f"修正 {found.mended:,} 格"
    )
    answer(document, said, as_json=as_json, code=Exit.DONE if found.status == "taken" else Exit.NO)


def _open(path: Path, shop: str) -> list[OrderSource]:
    from dianzhang.engine.models import Shop
    from dianzhang.gateways.orders import FileError, open_tables
    from dianzhang.trade.column_maps import own_layouts

    currency = Shop.objects.filter(code=shop).values_list("currency", flat=True).first() or ""
    try:
        return open_tables(path, currency=currency, own=own_layouts(shop))
    except FileError as error:
        wrong_call(f"{error.message.zh}\n{error.message.en}")
    except OSError as error:
        wrong_call(f"{path}：打不开（{error.strerror}），请核对路径和权限 · cannot be opened: check path and rights")


def _require_rights(actor: Any, shop: str, create_shop: bool, as_json: bool) -> None:
    from dianzhang.engine.access import reach_of
    from dianzhang.engine.models import Shop
    from dianzhang.trade.importing import RIGHTS

    known = list(Shop.objects.order_by("code").values_list("code", flat=True))
    if shop not in known and not create_shop:
        have = "、".join(known[:20]) or "（还没有 · none yet）"
        wrong_call(
            f"没有代号为 {shop!r} 的店铺。已有：{have}。核对代号，或加 --create-shop 新开一家。\n"
            f"There is no shop {shop!r}. Check the code, or add --create-shop to open it."
        )
    needed = (*RIGHTS, "shop.open") if shop not in known else RIGHTS
    lacking = [action for action in needed if reach_of(actor, action) is None]
    if lacking:
        why = f"{actor.name} 的岗位没有这些权限 · {actor.name} may not: {', '.join(lacking)}"
        answer({"refused": why, "lacking": lacking, "shop": shop}, why, as_json=as_json, code=Exit.NO)


def _rules(name: str | None, file: OrderSource) -> tuple[Ruleset | None, datetime | None]:
    """The rules to judge by and the instant as of which, if that was asked for."""
    if name is None:
        return None, None
    from dianzhang.engine import rulebooks
    from dianzhang.engine.actions.rulebooks import reference
    from dianzhang.rulebooks import read
    from dianzhang.trade.intake import last_moment

    try:
        version = reference(read(name))
    except (LookupError, ValueError) as error:
        wrong_call(str(error))
    progress("找文件里最后的时刻 … · finding the file's last timestamp …")
    as_of = last_moment(file)
    return (rulebooks.ruleset(version.pk), as_of) if as_of is not None else (None, None)


def _rejects_path(file: Path) -> Path:
    from django.conf import settings

    folder: Path = settings.DIANZHANG_HOME / "rejects"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{file.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.csv"


def _words(report: Report, dry_run: bool) -> str:
    from dianzhang.trade.importing import BECAME

    lines = [
        f"{'试运行，什么都没有保存：' if dry_run else ''}新订单 {report.taken:,}，有变化 {report.updated:,}，"
        f"没有变化 {report.unchanged:,}，挂起 {report.held:,}，退回 {report.rejected:,} 行",
    ]
    if report.accounted:
        lines.append(f"{sum(report.accounted.values()):,} 行各归各处：" + "，".join(
            f"{BECAME[name]} {count:,}" for name, count in report.accounted.items()
        ))  # fmt: skip
    if report.rejects_file:
        lines.append(f"退回的行和原因：{report.rejects_file}（改好再导入一次）")
    return "\n".join(lines)


class Bar:
    """Progress on standard error: a bar on a terminal, a line now and then elsewhere."""

    WIDTH = 30

    def __init__(self, total: int) -> None:
        self.total = max(total, 1)
        self.stream = sys.stderr
        self.live = self.stream.isatty()
        self.said_at = self.began = time.monotonic()

    def __call__(self, bytes_read: int, report: Report) -> None:
        now = time.monotonic()
        if now - self.said_at < (0.1 if self.live else 5):
            return
        self.said_at = now
        self._say(min(bytes_read / self.total, 1.0), report)

    def finish(self, report: Report) -> None:
        self._say(1.0, report)
        if self.live:
            self.stream.write("\n")

    def _say(self, share: float, report: Report) -> None:
        full = round(share * self.WIDTH)
        spent = time.monotonic() - self.began
        left = f" 还要 {spent / share - spent:.0f} 秒" if self.live and 0.02 < share < 1 else ""
        text = f"[{'█' * full}{'░' * (self.WIDTH - full)}] {share:4.0%}  {report.orders:,} 单{left}"
        self.stream.write(f"\r{text}  " if self.live else f"{text}\n")
        self.stream.flush()
