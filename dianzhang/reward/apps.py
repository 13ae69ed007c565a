from importlib import import_module

from django.apps import AppConfig


class RewardConfig(AppConfig):
    name = "dianzhang.reward"
    label = "reward"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in (
            "states",
            "entered",
            "measures",
            "variables",
            "actions",
            "pages",
            "targets.pages",
            "proposal_pages",
            "prompting",
            "disputes.actions",
            "disputes.pages",
        ):
            import_module(f"dianzhang.reward.{part}")
