"""The API's Django application."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "dianzhang.api"
    label = "api"

    def ready(self) -> None:
        for part in ("repeating", "webhooks.actions", "webhooks.pages", "webhooks.delivering"):
            import_module(f"dianzhang.api.{part}")
