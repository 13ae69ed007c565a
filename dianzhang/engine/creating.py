"""Many tables made by one migration, in a moment.

Django draws every model anew that hangs together with a changed one, after each operation.  Here all of them hang
together through people and units, so that 400 operations took 46 s on an empty database.  These are drawn once.
`python -m tools.gather` writes a new migration this way.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel, RemoveIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """The tables of these models, each made as it is when all are known: with indexes, constraints and references."""

    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn again when somebody asks for it
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        for one in self.models:
            one.database_forwards(app_label, editor, before, after)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        for one in reversed(self.models):
            one.database_backwards(app_label, editor, before, after)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"


class ChangeIndexes(Operation):
    """Indexes and constraints of tables that are there: taken away and added, the models drawn once for all of them.

    None of these may be a CheckConstraint: SQLite makes the table anew for one, and would add what comes after it.
    """

    serialization_expand_args = ["changes"]

    def __init__(self, changes: Sequence[AddIndex | RemoveIndex | AddConstraint]) -> None:
        self.changes = changes

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for one in self.changes:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        for one in self.changes:
            one.database_forwards(app_label, editor, before, after)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        for one in reversed(self.changes):
            one.database_backwards(app_label, editor, before, after)

    def describe(self) -> str:
        return f"Change {len(self.changes)} indexes"
