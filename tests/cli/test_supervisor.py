"""One command supervises its children, and stops them all however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

# Both children write to one pipe: a line must go out in one piece.
SLEEPER = "import os, time; os.write(1, f'{os.getpid()}\\n'.encode()); time.sleep(60)"
SUPERVISOR = """
import sys
from dianzhang.cli.supervisor import Child, Supervisor
children = [Child(f"child {n}", [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[1:])]
sys.exit(Supervisor(children).run())
"""


@contextmanager
def supervising(*codes: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SUPERVISOR, *codes]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def read_pid(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(process.stdout.readline())


def is_gone(pid: int) -> bool:
    for _ in range(100):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.05)
            continue
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_its_children(number: signal.Signals) -> None:
    with supervising(SLEEPER, SLEEPER) as process:
        children = [read_pid(process), read_pid(process)]
        process.send_signal(number)
        assert process.wait(20) == 0
        assert all(is_gone(pid) for pid in children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_killed_outright_it_leaves_no_orphans() -> None:
    with supervising(SLEEPER) as process:
        child = read_pid(process)
        process.kill()
        assert is_gone(child)


def test_a_child_that_was_killed_is_started_again() -> None:
    with supervising(SLEEPER) as process:
        first = read_pid(process)
        os.kill(first, signal.SIGKILL)
        assert read_pid(process) != first
        process.terminate()
        assert process.wait(20) == 0


def test_a_child_that_cannot_run_ends_it_and_the_others() -> None:
    with supervising(SLEEPER, "import sys; sys.exit(7)") as process:
        sleeper = read_pid(process)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 1
        assert "child 1 ended 3 times (code 7)" in said
        assert is_gone(sleeper)
