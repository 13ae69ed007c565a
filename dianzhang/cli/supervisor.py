"""Keeps a few child processes running and stops them all: the smallest supervisor that `dianzhang serve` needs."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from dianzhang.cli.output import progress

PATIENCE = 15.0  # seconds a child has to finish what it holds
STEADY = 10.0  # seconds after which a child counts as having started well
ATTEMPTS = 3  # starts in a row that may fail


@dataclass
class Child:
    name: str
    command: list[str]
    failures: int = 0
    started: float = 0.0
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """A process group of its own: Ctrl-C reaches the supervisor only, which then tells each child once."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, process_group=0, preexec_fn=_end_with_parent)


class Supervisor:
    def __init__(self, children: list[Child], every_round: Callable[[], None] = lambda: None) -> None:
        self.children = children
        self.every_round = every_round
        self._stopping = False

    def run(self) -> int:
        """Until SIGTERM or SIGINT (0), or until a child cannot be kept running (1)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        try:
            for child in self.children:
                child.start()
            while not self._stopping:
                for child in self.children:
                    if child.process.poll() is not None and not self._restart(child):
                        return 1
                self.every_round()
                time.sleep(0.2)
            return 0
        finally:
            self._stop()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _restart(self, child: Child) -> bool:
        child.failures = 1 if time.monotonic() - child.started > STEADY else child.failures + 1
        if self._stopping:
            return True
        if child.failures >= ATTEMPTS:
            progress(f"{child.name} ended {child.failures} times (code {child.process.returncode}); stopping")
            return False
        progress(f"{child.name} ended (code {child.process.returncode}); starting it again")
        time.sleep(child.failures)
        child.start()
        return True

    def _stop(self) -> None:
        running = [child for child in self.children if hasattr(child, "process") and child.process.poll() is None]
        for child in running:
            child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in running:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                progress(f"{child.name} did not stop within {PATIENCE:.0f} s; killing it, its work is taken up again")
                child.process.kill()
                child.process.wait()


def _end_with_parent() -> None:
    """Linux: a supervisor that is killed outright takes its children with it (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
