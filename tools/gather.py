"""Write a migration so that its models are drawn once: `python -m tools.gather trade 0070_tracking`.

Django's own operations draw everything anew that hangs together with a changed model, a tenth of a second for each
of them (docs/adr/0044). A migration that `makemigrations` has just written becomes: its new tables whole, with their
references and indexes; then what else it does; then the indexes of tables that were there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import django
from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel, RemoveIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.models import CheckConstraint

from dianzhang.engine.creating import ChangeIndexes, CreateModels

Indexing = AddIndex | RemoveIndex | AddConstraint


def main(words: list[str]) -> int:
    if len(words) != 2:
        print(__doc__)
        return 2
    label, name = words
    loader = MigrationLoader(None, replace_migrations=False)
    if (label, name) not in loader.graph.nodes:
        print(f"no migration {name} of {label}")
        return 1
    migration = loader.graph.nodes[label, name]
    if any(not isinstance(one, CreateModel | AddField | Indexing) for one in migration.operations):
        print(f"{label}.{name} does more than create models, add fields and change indexes: left as it is")
        return 1
    before = loader.project_state(migration.dependencies, at_end=True)
    migration.operations = gathered(migration, before)
    path = Path(apps.get_app_config(label).path) / "migrations" / f"{name}.py"
    path.write_text(MigrationWriter(migration, include_header=False).as_string(), "utf-8")
    for way in (["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *way, "--quiet", path], check=True)
    return 0


def gathered(migration: Migration, before: ProjectState) -> list[Operation]:
    """The same changes: new models whole, fields that are added one by one, indexes together."""
    label, operations = migration.app_label, migration.operations
    after = before.clone()
    for one in operations:
        one.state_forwards(label, after)
    new = {one.name_lower: after.models[label, one.name_lower] for one in operations if isinstance(one, CreateModel)}
    told = [one for one in operations if isinstance(one, AddField | Indexing) and one.model_name_lower not in new]
    indexes = [one for one in told if isinstance(one, Indexing)]
    if any(isinstance(getattr(one, "constraint", None), CheckConstraint) for one in indexes):
        indexes = []
    rest: list[Operation] = [one for one in told if one not in indexes]
    made = [CreateModels([_whole(state) for state in _in_order(new)])] if new else []
    return [*made, *rest, *([ChangeIndexes(indexes)] if len(indexes) > 1 else indexes)]


def _whole(state: ModelState) -> CreateModel:
    options = {name: value for name, value in state.options.items() if value not in ([], set())}
    return CreateModel(state.name, list(state.fields.items()), options, state.bases, state.managers)


def _in_order(new: dict[str, ModelState]) -> list[ModelState]:
    """Each after those that its references lead to."""
    found: dict[str, ModelState] = {}

    def add(name: str) -> None:
        if name in found or name not in new:
            return
        for field in new[name].fields.values():
            if field.remote_field is not None:
                there = str(field.remote_field.model).lower().rpartition(".")[2]
                if there != name:
                    add(there)
        found[name] = new[name]

    for name in new:
        add(name)
    return list(found.values())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
