from importlib import import_module

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "dianzhang.service"
    label = "service"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        notices = ("states", "receiving", "answering", "deciding", "measures", "pages")
        reviews = ("states", "receiving", "following", "measures", "pages")
        own = ("states", "actions", "pages", *(f"platform_notices.{name}" for name in notices))
        for part in (*own, *(f"reviews.{name}" for name in reviews)):
            import_module(f"dianzhang.service.{part}")
