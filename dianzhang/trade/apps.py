from importlib import import_module

from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "dianzhang.trade"
    label = "trade"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("states", "windows", "measures", "actions", "measures", "pages", "uploads"):
            import_module(f"dianzhang.trade.{part}")
