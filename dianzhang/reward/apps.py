from django.apps import AppConfig


class RewardConfig(AppConfig):
    name = "dianzhang.reward"
    label = "reward"
    default_auto_field = "django.db.models.BigAutoField"
