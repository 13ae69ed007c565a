"""Foreign keys point downward, as imports do (import-linter watches those: `make check`)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).parents[2]


def height_of_modules() -> dict[str, int]:
    """Module → how high it stands, from the same lines that import-linter reads."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        module.strip(): height
        for height, line in enumerate(reversed(layers))
        for module in line.replace(":", "|").split("|")
    }


def relations() -> Iterator[tuple[type[Model], Field, type[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, Field) and field.remote_field and isinstance(field.related_model, type):
                yield model, field, field.related_model


def module_of(model: type[Model]) -> str | None:
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "dianzhang" else None


def points_down(source: str | None, target: str | None, heights: dict[str, int]) -> bool:
    """Within a module, or to a lower one, or to a library; never sideways, never up."""
    return source in (None, target) or target is None or heights[target] < heights[source]


def test_foreign_keys_point_downward() -> None:
    heights = height_of_modules()
    upward = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model, field, target in relations()
        if not points_down(module_of(model), module_of(target), heights)
    ]
    assert upward == []


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("trade", "trade", True),
        ("trade", "engine", True),
        ("trade", None, True),
        ("trade", "service", False),
        ("engine", "trade", False),
    ],
)
def test_what_points_downward(source: str, target: str | None, *, allowed: bool) -> None:
    assert points_down(source, target, height_of_modules()) is allowed


def test_every_folder_has_its_place() -> None:
    folders = {path.parent.name for path in (ROOT / "dianzhang").glob("*/__init__.py")}
    assert folders == set(height_of_modules()) - {"__main__"}
