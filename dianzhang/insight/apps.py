from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "dianzhang.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("boards.states", "boards.actions", "boards.pages", "boards.exporting"):
            import_module(f"dianzhang.insight.{part}")
        from .morning import making, pages, reading, saying, states  # noqa: F401
