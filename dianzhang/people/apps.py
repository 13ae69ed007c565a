from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dianzhang.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("posts", "states", "actions", "absence", "pages", "department_pages"):
            import_module(f"dianzhang.people.{part}")
