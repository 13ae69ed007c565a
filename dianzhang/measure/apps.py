from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "dianzhang.measure"
    label = "measure"
    default_auto_field = "django.db.models.BigAutoField"
