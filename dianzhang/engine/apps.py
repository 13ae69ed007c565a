"""The engine's Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EngineConfig(AppConfig):
    name = "dianzhang.engine"
    label = "engine"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in (
            "approvals",
            "answering",
            "rulebooks",
            "force",
            "acknowledge",
            "organisation",
            "structure",
            "stand_ins",
            "exceptions",
            "tokens",
            "reveals",
            "handing_on",
            "claiming",
            "feeds",
            "exports",
            "log_ins",
            "saved_views",
            "notes",
            "attachments",
        ):
            import_module(f"dianzhang.engine.actions.{part}")
        post_migrate.connect(import_module("dianzhang.engine.findable").catch_up, sender=self)
        import_module("dianzhang.engine.waiting")
        import_module("dianzhang.engine.exporting.making")
        import_module("dianzhang.engine.eventlog.source")
