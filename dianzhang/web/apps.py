from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dianzhang.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dianzhang.engine.jobs import job_of  # it has tables: not before the applications are there

        job_of("replay_preview", "dianzhang.web.previewing:work")
        import_module("dianzhang.web.acknowledgements")
        import_module("dianzhang.web.rulebook_ask")
        import_module("dianzhang.web.exporting")
        import_module("dianzhang.web.notices")
