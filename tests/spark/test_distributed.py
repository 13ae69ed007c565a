"""Every measure and metric that is shipped, asked of Spark over the very files of the lake: to the cent as of DuckDB.

Spark runs as a cluster of two executors, each a process of its own, on this machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dianzhang.demo.lived import live
from dianzhang.engine import rulebooks
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.lake import manifest, reading
from dianzhang.measure.lake.arithmetic import read
from dianzhang.measure.lake.refreshing import refresh
from dianzhang.measure.lake.shapes import Kept, shapes
from dianzhang.measure.metrics import measures_behind, work_out
from dianzhang.measure.models import LakeState
from tests.measure.lake.place import lake_in

pytestmark = [pytest.mark.spark, pytest.mark.django_db]
NOW = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
OF = Slice(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("dianzhang")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield made
    made.stop()


def files() -> dict[str, list[manifest.File]]:
    written = manifest.read(LakeState.objects.get().manifest)
    return {name: list(table.days.values()) for name, table in written.tables.items() if table.days}


def by_spark(cluster: Any, kept: Kept, by: str) -> dict[Any, Any]:
    rows = cluster.sql(reading.statement(kept, by, OF, view(kept.table.name))).collect()
    found = {row[0]: [read(p, value) for p, value in zip(kept.parts, row[1:], strict=True)] for row in rows}
    return worked_out(kept, found)


def by_duckdb(kept: Kept, by: str, of: list[manifest.File]) -> dict[Any, Any]:
    return worked_out(kept, reading.answer(kept, by, OF, of))


def worked_out(kept: Kept, found: dict[Any, list[Any]]) -> dict[Any, Any]:
    """Key -> the number of the measure, where it has facts."""
    return {key: kept.measure.read(kept.upper(parts)) for key, parts in found.items() if parts[0]}


def view(table: str) -> str:
    return table.replace(".", "_")


def test_all_that_is_shipped_is_the_same(
    cluster: Any, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake_in(tmp_path, settings, monkeypatch)
    live(NOW, days_back=6, orders_per_day=6, seed=3)
    refresh()
    written = files()
    for name, of in written.items():
        paths = [str(manifest.folder() / file.path) for file in of]
        cluster.read.parquet(*paths).createOrReplaceTempView(view(name))
    whole: dict[str, dict[str, Any]] = {"spark": {}, "duckdb": {}}
    asked = 0
    for name, kept in shapes().kept.items():
        if kept.table.name not in written:  # nothing of that kind happened in the demonstration
            whole["spark"][name] = whole["duckdb"][name] = kept.measure.nothing
            continue
        of = written[kept.table.name]
        for by in ("day", ""):
            spark, duckdb = by_spark(cluster, kept, by), by_duckdb(kept, by, of)
            assert spark == duckdb, (name, by)
            asked += len(spark)
        whole["spark"][name] = spark.get(None, kept.measure.nothing)
        whole["duckdb"][name] = duckdb.get(None, kept.measure.nothing)
    assert asked > 300
    assert metrics_of(whole["spark"]) == metrics_of(whole["duckdb"])


def metrics_of(values: dict[str, Any]) -> dict[str, Any]:
    """Every metric of the rulebook in force whose measures the lake keeps."""
    ruleset = rulebooks.defining(date(2026, 11, 1))
    assert ruleset is not None
    found = {}
    for name, metric in ruleset.metrics.items():
        if metric.formula is None or not measures_behind(metric, ruleset.metrics) <= values.keys():
            continue
        found[name] = work_out(metric, ruleset.metrics, values).value
    assert any(value is not None for value in found.values())
    assert measures.keys() >= values.keys()
    return found
