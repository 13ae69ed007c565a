from importlib import import_module

from django.apps import AppConfig


class LogInConfig(AppConfig):
    name = "dianzhang.config.log_in"
    label = "log_in"

    def ready(self) -> None:
        import_module("dianzhang.config.log_in.happenings")
