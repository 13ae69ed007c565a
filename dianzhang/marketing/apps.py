from importlib import import_module

from django.apps import AppConfig

EXPERIMENTS = tuple(f"experiments.{part}" for part in ("states", "planning", "running", "pages"))

COMPETITORS = tuple(f"competitors.{part}" for part in ("states", "watching", "market", "pages"))


class MarketingConfig(AppConfig):
    name = "dianzhang.marketing"
    label = "marketing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in (
            "states",
            "sending",
            "taking",
            "withdrawing",
            "folder",
            "measures",
            "pages",
            *EXPERIMENTS,
            *COMPETITORS,
        ):
            import_module(f"dianzhang.marketing.{part}")
