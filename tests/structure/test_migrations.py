"""The migrations folded into one for each application make the tables that their steps made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddIndex, RemoveIndex
from django.db.migrations.state import ModelState, ProjectState

from dianzhang.engine.creating import ChangeIndexes, CreateModels
from tools.gather import gathered


def wanted(loader: MigrationLoader, *, folded: bool) -> ProjectState:
    """What the models are after all steps, or after all that is folded instead of them."""
    steps = {one for migration in loader.replacements.values() for one in migration.replaces}
    without = steps if folded else set(loader.replacements)
    graph = loader.graph
    last = [
        one
        for one in sorted(graph.nodes)
        if one not in without and not any(child.key not in without for child in graph.node_map[one].children)
    ]
    return graph.make_state(nodes=last, at_end=True)


def test_steps_and_what_they_are_folded_into_make_the_same_models() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    steps, folded = wanted(loader, folded=False), wanted(loader, folded=True)
    assert steps.models.keys() == folded.models.keys()
    assert MigrationAutodetector(steps, folded)._detect_changes() == {}


def test_a_migration_gathered_makes_the_same_models_in_fewer_operations() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    migration = loader.graph.nodes["trade", "0060_waves"]
    before = loader.project_state(migration.dependencies, at_end=True)
    step_by_step, together = before.clone(), before.clone()
    for one in migration.operations:
        one.state_forwards("trade", step_by_step)
    fewer = gathered(migration, before)
    for one in fewer:
        one.state_forwards("trade", together)
    assert isinstance(fewer[0], CreateModels)
    assert len(fewer) < len(migration.operations) / 2
    assert MigrationAutodetector(step_by_step, together)._detect_changes() == {}


def test_indexes_changed_together_are_changed_back_in_the_other_order() -> None:
    """One of the same name in place of another: taken away first, and put back last."""
    was, becomes = models.Index(fields=["day"], name="of_day"), models.Index(fields=["day", "id"], name="of_day")
    table = [("id", models.BigAutoField(primary_key=True)), ("day", models.DateField())]
    before = ProjectState({("work", "day"): ModelState("work", "Day", table, {"indexes": [was]})})
    after = before.clone()
    change = ChangeIndexes([RemoveIndex("day", "of_day"), AddIndex("day", becomes)])
    change.state_forwards("work", after)
    assert after.models["work", "day"].options["indexes"] == [becomes]

    done: list[Any] = []
    editor: Any = SimpleNamespace(
        connection=SimpleNamespace(alias="default"),
        add_index=lambda _model, index: done.append(("add", index.fields)),
        remove_index=lambda _model, index: done.append(("remove", index.fields)),
    )
    change.database_forwards("work", editor, before, after)
    assert done == [("remove", ["day"]), ("add", ["day", "id"])]
    done.clear()
    change.database_backwards("work", editor, after, before)
    assert done == [("remove", ["day", "id"]), ("add", ["day"])]
