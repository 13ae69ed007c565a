from importlib import import_module

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "dianzhang.measure"
    label = "measure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("measures", "approvals", "reserved", "exporting", "lake.refreshing", "lake.migrating"):
            import_module(f"dianzhang.measure.{part}")
