"""Database, disk, clock, files that only their owner may read, fonts."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from dianzhang.kernel.messages import Message

from .. import outside
from .finding import Check, Said

LITTLE, HARDLY_ANY = 2 << 30, 256 << 20  # bytes
LARGE_WAL = 1 << 30
ASTRAY = timedelta(seconds=30)


def database() -> Said:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return (
            "bad",
            Message(f"连不上：{error}", f"cannot be reached: {error}"),
            Message("看数据库在不在跑，DATABASE_URL 对不对", "see that it runs and that DATABASE_URL is right"),
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
        return "ok", Message(f"PostgreSQL {version}", f"PostgreSQL {version}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        return (
            "warn",
            Message(f"SQLite {version}，日志模式 {mode}", f"SQLite {version}, journal mode {mode}"),
            Message(
                "数据目录不要放在网络盘上；停下再启动一次", "keep the folder off network disks; stop and start once"
            ),
        )
    wal = Path(f"{connection.settings_dict['NAME']}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    if size > LARGE_WAL:
        return (
            "warn",
            Message(f"SQLite {version}，WAL 有 {size >> 20} MB", f"SQLite {version}, the WAL has {size >> 20} MB"),
            Message(
                "有谁一直在读：停掉它，WAL 会自己变小", "somebody keeps reading: end that, and it shrinks by itself"
            ),
        )
    return "ok", Message(f"SQLite {version}，WAL", f"SQLite {version}, WAL")


def migrations() -> Said:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return (
            "bad",
            Message(f"有 {len(plan)} 步结构更新没做", f"{len(plan)} migrations are missing"),
            Message("备份，再执行 dianzhang serve，它会自己更新", "make a backup, then start `dianzhang serve`"),
        )
    return "ok", Message("和程序一致", "as the program wants it")


def disk() -> Said:
    free = shutil.disk_usage(settings.DIANZHANG_HOME).free
    said = Message(f"数据目录还有 {free / (1 << 30):.1f} GB", f"{free / (1 << 30):.1f} GB left for the data folder")
    if free < LITTLE:
        todo = Message("腾出空间：旧备份、退回的导入文件", "make room: old backups, rejected rows of imports")
        return ("bad" if free < HARDLY_ANY else "warn"), said, todo
    return "ok", said


def clock() -> Said:
    """The machine's clock beside the database's, and nothing recorded in the future."""
    from dianzhang.engine.models import Event

    here = datetime.now(UTC)
    ahead = timedelta()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            ahead = abs(cursor.fetchone()[0] - here)
    newest = Event.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if newest is not None and newest - here > ASTRAY:
        ahead = max(ahead, newest - here)
    if ahead > ASTRAY:
        seconds = int(ahead.total_seconds())
        return (
            "bad",
            Message(f"这台机器和数据库、日志差 {seconds} 秒", f"{seconds} s off from the database or the journal"),
            Message("打开自动对时（NTP）", "turn on time synchronisation (NTP)"),
        )
    return "ok", Message(f"{here:%Y-%m-%d %H:%M:%S} UTC", f"{here:%Y-%m-%d %H:%M:%S} UTC")


def time_zone() -> Said:
    zone = settings.TIME_ZONE
    if zone != "Asia/Shanghai":
        return "warn", Message(f"时区是 {zone}，工作日按北京时间算", f"{zone}; business days are those of Shanghai")
    return "ok", Message(zone, zone)


def permissions() -> Said:
    """What only the owner of the process may read."""
    home: Path = settings.DIANZHANG_HOME
    kept = [home, outside.key_file(), *(home / name for name in ("secret-key", "vault-key", "owner-login.json"))]
    open_to_all = [path for path in kept if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_all:
        names = "、".join(path.name for path in open_to_all)
        command = f"chmod go-rwx {' '.join(map(str, open_to_all))}"
        return (
            "bad",
            Message(f"别人也读得到：{names}", f"others may read: {', '.join(path.name for path in open_to_all)}"),
            Message(f"执行 {command}", f"run {command}"),
        )
    return "ok", Message("数据目录和密钥只有自己读得到", "folder and keys are readable to their owner only")


def fonts() -> Said:
    """Charts as pictures need a font with Chinese."""
    program = shutil.which("fc-list")
    if program is None:
        return "note", Message(
            "没有 fc-list，看不出有没有中文字体", "no fc-list, so nobody can say whether there is one"
        )
    listed = subprocess.run([program, ":lang=zh", "family"], capture_output=True, text=True, timeout=20, check=False)
    family = listed.stdout.strip().splitlines()
    if not family:
        return (
            "warn",
            Message("没有中文字体，图片里的字会是方块", "no font with Chinese: pictures of charts show boxes"),
            Message("安装一种，如 apt install fonts-noto-cjk", "install one, like apt install fonts-noto-cjk"),
        )
    name = family[0].split(",")[0]
    return "ok", Message(name, name)


def secret_key() -> Said:
    given = "DIANZHANG_SECRET_KEY" in os.environ
    where = (
        Message("环境变量给的", "from the environment") if given else Message("数据目录里的", "from the data folder")
    )
    if len(settings.SECRET_KEY) < 32:
        return (
            "bad",
            Message(f"{where.zh}，太短", f"{where.en}, too short"),
            Message(
                "换成 50 个以上的随机字符；大家重新登录一次", "use fifty random characters; everybody logs in again"
            ),
        )
    return "ok", where


CHECKS: dict[str, Check] = {
    "database": database,
    "migrations": migrations,
    "disk": disk,
    "clock": clock,
    "time_zone": time_zone,
    "permissions": permissions,
    "secret_key": secret_key,
    "fonts": fonts,
}
