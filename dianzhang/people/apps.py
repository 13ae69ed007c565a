from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dianzhang.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        custody = (f"custody.{part}" for part in ("states", "holding", "secrets", "pages"))
        leaving = (f"leaving.{part}" for part in ("states", "switching", "pages"))
        notices = (
            f"notices.{part}" for part in ("states", "actions", "choices", "laying", "delivering", "health", "pages")
        )
        overtime = (f"overtime.{part}" for part in ("states", "applying", "settling", "asking", "measures", "pages"))
        roster = (
            f"roster.{part}"
            for part in (
                "states",
                "kinds",
                "planning",
                "turns",
                "swapping",
                "handing",
                "gaps",
                "following",
                "reached",
                "telling",
                "pages",
            )
        )
        for part in (
            "posts",
            "states",
            "actions",
            "absence",
            "pages",
            "department_pages",
            *custody,
            *leaving,
            *notices,
            *roster,
            *overtime,
        ):
            import_module(f"dianzhang.people.{part}")
