from importlib import import_module

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "dianzhang.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        duties = (f"duties.{part}" for part in ("states", "actions", "laying", "proving", "pages"))
        inspections = (f"inspections.{part}" for part in ("states", "looking", "findings", "pages"))
        parts = ("states", "calling", "agenda", "holding", "answering", "deciding", "ahead", "pages")
        meetings = (f"meetings.{part}" for part in parts)
        reports = (f"reports.{part}" for part in ("states", "actions", "noting", "pages"))
        suggestions = (f"suggestions.{part}" for part in ("states", "answering", "trying", "pages"))
        documents = (f"documents.{part}" for part in ("states", "folders", "linking", "writing", "keeping", "pages"))
        activities = (f"activities.{part}" for part in ("states", "arranging", "reporting", "pages"))
        obstacles = (f"obstacles.{part}" for part in ("states", "actions", "pages"))
        checks = (f"checks.{part}" for part in ("states", "setting", "going", "pages"))
        workplans = (f"workplans.{part}" for part in ("states", "drafting", "agreeing", "going", "pages"))
        own = ("states", "actions", *obstacles, "plans", "measures", "pages")
        others = (*inspections, *meetings, *reports, *checks, *suggestions, *activities, *documents, *workplans)
        for part in (*own, *duties, *others):
            import_module(f"dianzhang.work.{part}")
        implying = import_module("dianzhang.engine.implying")
        for kind, where in (("Duty", "duties.replaying:Duties"), ("Plan", "replaying:Plans")):
            implying.laid_by[getattr(import_module("dianzhang.kernel.rules"), kind)] = f"dianzhang.work.{where}"
