from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "dianzhang.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        boards = (f"boards.{part}" for part in ("states", "actions", "pages", "exporting"))
        morning = (f"morning.{part}" for part in ("states", "making", "saying", "reading", "pages"))
        advice = (f"advice.{part}" for part in ("states", "actions", "pages"))
        alarms = (f"alarms.{part}" for part in ("states", "going_off", "handling", "rounds", "saying", "pages"))
        reports = (f"reports.{part}" for part in ("states", "making", "judging", "submitting", "pages"))
        for part in (*boards, *morning, *reports, *advice, "forms.exporting", *alarms):
            import_module(f"dianzhang.insight.{part}")
