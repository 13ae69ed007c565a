"""The drill: a department at work is backed up, killed, put back elsewhere, and compared.

    python -m tools.drill            (under a minute on a quiet machine)

In temporary folders. The department has lived a few days; while people go on entering orders, one backup is made,
another is killed in the middle, then everybody is killed with -9. The first one is put back into an empty place. There:
the journal holds, every event is the one that was written, it ends where the backup says, and past days have the same
numbers. Ends with 1 and the reason if any of it fails.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DAYS, ORDERS = 3, 12
METRICS = ("支付金额", "净支付金额")
MARK = "orders-entered"


class DrillError(Exception):
    """What would have been lost."""


def main() -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dianzhang-drill-") as folder:
        try:
            drill(Path(folder), began)
        except DrillError as failure:
            print(f"drill: {failure}", file=sys.stderr)
            return 1
    print(f"the drill went well ({time.monotonic() - began:.0f} s)")
    return 0


def drill(folder: Path, began: float) -> None:
    def say(text: str) -> None:
        print(f"  {time.monotonic() - began:4.0f} s  {text}", flush=True)

    here, there, kept = folder / "here", folder / "there", folder / "backups"
    kept.mkdir()
    call(here, "demo", "--days", str(DAYS), "--orders-per-day", str(ORDERS))
    say("a department has lived")
    people = [start(here, "-m", "tools.drill", "work"), start(here, "-m", "dianzhang", "worker")]
    try:
        await_work(here)
        made = call(here, "backup", str(kept / "whole.dzbackup"))
        say(f"backed up while people work: {made['rows']} rows, journal up to {made['position']}")
        killed_in_the_middle(here, kept)
        say("a backup killed in the middle left nothing that looks like one")
    finally:
        for process in people:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if (entered := int((here / MARK).read_text() or 0)) < 3:
        raise DrillError(f"nobody was at work meanwhile ({entered} orders)")
    say("everybody killed with -9")
    back = call(there, "restore", str(kept / "whole.dzbackup"))
    say(f"put back: {back['rows']} rows")
    compare(here, there, made)
    say("the journal holds in both places, events and numbers are equal")


def compare(here: Path, there: Path, made: dict[str, Any]) -> None:
    before, after = call(here, "journal", "verify"), call(there, "journal", "verify")
    if before["broken"] or after["broken"]:
        raise DrillError(f"the journal does not hold: {before['broken'][:3]} {after['broken'][:3]}")
    if not after["events"] == made["position"] <= before["events"]:
        raise DrillError(f"{after['events']} events of {made['position']}, where {before['events']} were")
    ask = [sys.executable, "-m", "tools.drill", "events", str(made["position"])]
    one, other = (run(home, ask).strip() for home in (here, there))
    if one != other:
        raise DrillError(f"events differ: {one} {other}")
    for name in METRICS:
        days = json.loads(run(here, [sys.executable, "-m", "tools.drill", "days"]))
        numbers = [call(home, "metric", name, "--from", days[0], "--to", days[1])["rows"] for home in (here, there)]
        if numbers[0] != numbers[1] or not any(row["value"] not in (None, "0.00") for row in numbers[0]):
            raise DrillError(f"{name} differs or is empty: {numbers}")


def killed_in_the_middle(home: Path, kept: Path) -> None:
    """Killed as soon as its draft is there; the next one clears the draft away."""
    process = start(home, "-m", "dianzhang", "backup", str(kept / "half.dzbackup"))
    until = time.monotonic() + 30
    while not list(kept.glob(".half*")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    if process.wait() == -signal.SIGKILL and (kept / "half.dzbackup").exists():
        call(home, "restore", str(kept / "half.dzbackup"), "--check")  # killed after it was whole
    call(home, "backup", str(kept / "next.dzbackup"))
    if left := [path.name for path in kept.iterdir() if path.name.startswith(".")]:
        raise DrillError(f"left behind: {left}")


def await_work(home: Path) -> None:
    until = time.monotonic() + 60
    while not (home / MARK).exists() or int((home / MARK).read_text() or 0) < 3:
        if time.monotonic() > until:
            raise DrillError("nobody begins to work")
        time.sleep(0.05)


def call(home: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(home, [sys.executable, "-m", "dianzhang", *words, "--json"]))
    return found


def run(home: Path, command: list[str]) -> str:
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise DrillError(f"{' '.join(command[2:])} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def start(home: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *words], env=environment(home), process_group=0,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DIANZHANG_", "DATABASE_URL"))}
    return kept | {"DIANZHANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}


# --- in the department -----------------------------------------------------------------------


def work() -> None:
    """Enter orders until killed, each whole; how many so far stands in a file."""
    from django.conf import settings

    from dianzhang.engine.access import PLATFORM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.models import Shop
    from dianzhang.safety.files import write_whole

    shop = Shop.objects.order_by("id").values_list("code", flat=True)[0]
    number = 0
    while True:
        order = must(one("order.enter", PLATFORM, shop=shop, number=f"DRILL-{number}", total="10.00"))
        must(one("order.pay", PLATFORM, order.id))
        number += 1
        write_whole(settings.DIANZHANG_HOME / MARK, str(number).encode())  # killed here too, it holds a number
        time.sleep(0.02)


def events(position: int) -> str:
    """One hash over everything up to this position."""
    from dianzhang.kernel.merkle import root_of
    from dianzhang.safety import lines

    return root_of(line for _position, line in lines.hashed(1, position)).hex()


def days() -> str:
    """The first day of the department, and yesterday: nobody works on those any more."""
    from datetime import timedelta

    from dianzhang.engine.models import Event
    from dianzhang.engine.moment import day_of, today

    first = Event.objects.filter(subject_kind="order").order_by("occurred_at").values_list("occurred_at", flat=True)[0]
    return json.dumps([f"{day_of(first)}", f"{today() - timedelta(days=1)}"])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        answer = {"work": work, "events": lambda: events(int(sys.argv[2])), "days": days}[sys.argv[1]]()
        print(answer or "")
        sys.exit()
    sys.exit(main())
