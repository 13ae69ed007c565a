"""The worker, work that is stuck, mail, the rulebook in force."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from dianzhang.engine import jobs, rulebooks
from dianzhang.engine.files import sweeping
from dianzhang.engine.models import ClockRow, Job
from dianzhang.engine.moment import now
from dianzhang.kernel.messages import Message

from .. import logbook
from .finding import Check, Said

SILENT = timedelta(minutes=3)
STUCK = timedelta(minutes=30)


def worker() -> Said:
    at = logbook.newest_beat()
    if at is not None and now() - at < SILENT:
        return "ok", Message("在跑", "at work")
    since = f"{(now() - at).total_seconds() / 60:.0f}" if at is not None else ""
    said = (
        Message(f"{since} 分钟没动静", f"silent for {since} minutes") if since else Message("没见过后台", "never seen")
    )
    return "bad", said, Message("启动 dianzhang serve（或 worker）", "start `dianzhang serve` (or `worker`)")


def work() -> Said:
    """Jobs that were given up, jobs that wait too long, deadlines nobody took."""
    open_jobs = Job.objects.filter(done_at=None)
    given_up = list(open_jobs.filter(attempts__gte=jobs.ATTEMPTS).values_list("kind", "failed")[:3])
    waiting = open_jobs.filter(attempts__lt=jobs.ATTEMPTS, due_at__lt=now() - STUCK).count()
    late = ClockRow.objects.filter(next_at__lt=now() - STUCK).count()
    if given_up:
        names = "; ".join(f"{kind}: {failed}" for kind, failed in given_up)
        todo = Message("原因在后面；后台的输出里有全文", "the reason stands behind; the worker's output has it whole")
        return "warn", Message(f"做不成的活：{names}", f"given up: {names}"), todo
    if waiting or late:
        said = Message(
            f"{waiting} 件活、{late} 个时限等了半小时以上", f"{waiting} jobs and {late} deadlines wait half an hour"
        )
        return "bad", said, Message("看后台在不在跑，忙不忙得过来", "see that workers run, and whether they are enough")
    return "ok", Message("没有积压", "nothing waits")


def mail() -> Said:
    if "dummy" in settings.EMAIL_BACKEND or not settings.EMAIL_HOST:
        return "note", Message("没有设邮件（DIANZHANG_MAIL）", "no mail is set up (DIANZHANG_MAIL)")
    return "ok", Message(f"由 {settings.EMAIL_HOST} 发", f"sent by {settings.EMAIL_HOST}")


def rulebook() -> Said:
    found = rulebooks.at(now())
    if found is None:
        return (
            "warn",
            Message("没有生效的制度，什么都不会计时、审批", "none in force: nothing is timed or approved"),
            Message("执行 dianzhang rulebook activate", "run `dianzhang rulebook activate`"),
        )
    names = [f"《{book.name}》{book.version}" for book, _version in found.books]
    return "ok", Message("、".join(names), ", ".join(names))


def files() -> Said:
    """What people attached: is all of it still on the disk?"""
    gone = sweeping.missing()
    if gone:
        first = ", ".join(digest[:12] for digest in gone[:3])
        return (
            "bad",
            Message(f"少了 {len(gone)} 个附件的文件：{first}", f"{len(gone)} attached files are missing: {first}"),
            Message(
                "从备份里取回 files 目录（dianzhang restore 到别处，再拷过来）",
                "take the folder `files` out of a backup (`dianzhang restore` elsewhere, then copy it)",
            ),
        )
    return "ok", Message("附件都在", "all attached files are there")


CHECKS: dict[str, Check] = {"worker": worker, "work": work, "mail": mail, "rulebook": rulebook, "files": files}
