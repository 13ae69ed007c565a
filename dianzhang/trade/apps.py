from importlib import import_module

from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "dianzhang.trade"
    label = "trade"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        names = ("opening", "answering", "paying", "moving", "disputes", "quality", "loose", "measures", "pages")
        aftersales = ("aftersales.states", *(f"aftersales.{name}" for name in names))
        codes = ("states", "noticing", "mapping", "matching", "pages")
        gifts = ("states", "setting", "pages")
        parcels = tuple(
            f"parcels.{name}"
            for name in ("states", "leaving", "plans", "sending", "splitting", "merging", "arriving", "pages")
        )
        waves = ("states", "planning", "moving", "checking", "pages")
        settlement = ("states", "taking", "files", "answering", "following", "terms", "columns", "measures", "pages")
        sources = tuple(f"sources.{name}" for name in ("states", "keeping", "working", "pages"))
        comparing = tuple(f"comparing.{name}" for name in ("states", "making", "settling", "following", "pages"))
        during = tuple(f"during.{name}" for name in ("readdressing", "urging", "flags"))
        tracking = tuple(
            f"tracking.{name}"
            for name in (
                "states",
                "terms",
                "keeping",
                "telling",
                "stalling",
                "beginning",
                "asking",
                "resting",
                "receiving",
                "measures",
                "pages",
            )
        )
        own = ("states", "windows", "measures", "actions", "measures", "pages", "uploads")
        for part in (
            *own,
            *aftersales,
            *(f"codes.{name}" for name in codes),
            *(f"gifts.{name}" for name in gifts),
            *parcels,
            *during,
            *(f"waves.{name}" for name in waves),
            *(f"settlement.{name}" for name in settlement),
            *sources,
            *comparing,
            *tracking,
            *(f"invoices.{name}" for name in ("states", "asking", "issuing", "pages")),
        ):
            import_module(f"dianzhang.trade.{part}")
