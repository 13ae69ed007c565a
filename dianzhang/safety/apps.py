"""Safety's Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "dianzhang.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("states", "actions", "sealing", "logbook", "checks", "backup.scheduled"):
            import_module(f"dianzhang.safety.{part}")
