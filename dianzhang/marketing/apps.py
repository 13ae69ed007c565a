from importlib import import_module

from django.apps import AppConfig


class MarketingConfig(AppConfig):
    name = "dianzhang.marketing"
    label = "marketing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("states", "sending", "taking", "withdrawing", "folder", "measures", "pages"):
            import_module(f"dianzhang.marketing.{part}")
