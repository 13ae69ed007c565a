"""Reading takes no more memory for a long file than for a short one."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from dianzhang.gateways.orders.repeats import Seen, interrupted
from tests.gateways.tables import NOW, PLAIN, open_orders, plain, write


def peak_of_reading(path: Path) -> int:
    tracemalloc.start()
    try:
        count = sum(len(chunk.orders) for chunk in open_orders(path, now=NOW).chunks(100))
        assert count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_orders_take_hardly_more(tmp_path: Path) -> None:
    short = write(tmp_path / "short.csv", PLAIN, *(plain(f"P{i}") for i in range(500)))
    long = write(tmp_path / "long.csv", PLAIN, *(plain(f"P{i}") for i in range(5_000)))
    peak_of_reading(short)  # fills the caches
    assert peak_of_reading(long) < peak_of_reading(short) + 1_000_000


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    file = open_orders(write(tmp_path / "o.csv", PLAIN, *(plain(f"P{i}") for i in range(3_000))), now=NOW)
    told = [chunk.bytes_read for chunk in file.chunks(500)]
    assert told == sorted(told)
    assert told[-1] == file.total_bytes == file.path.stat().st_size


def test_seen_agrees_with_a_set() -> None:
    seen, known = Seen(), set()
    for value in [hash((i * i) % 7919) * 2654435761 % 2**64 or 1 for i in range(30_000)]:
        assert seen.add(value) == (value not in known)
        known.add(value)


def test_interrupted_names_only_what_returns() -> None:
    numbers = list(enumerate("AABBCADDB", 2))
    assert interrupted(numbers) == {"A": 7, "B": 10}
