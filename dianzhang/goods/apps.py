from importlib import import_module

from django.apps import AppConfig


class GoodsConfig(AppConfig):
    name = "dianzhang.goods"
    label = "goods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("states", "actions", "measures", "pages"):
            import_module(f"dianzhang.goods.{part}")
