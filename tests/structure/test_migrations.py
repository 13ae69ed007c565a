"""The migrations folded into one for each application make the tables that their steps made."""

from __future__ import annotations

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


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
