"""An alarm that went off."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class NumberAlarm(Record):
    """``rule`` of the rulebook ``version_id`` found ``metric`` of ``shop`` (none: of all) out of line.

    ``span`` is the day (``2026-02-11``) or hour (``2026-02-11T15``) in which it went off, ``last_span`` the newest in
    which it was still so, ``times`` how many there were.  ``sense`` says how it was out (``states.SENSES``), ``value``
    what it was in ``last_span``; ``low`` and ``high`` are the band or the figure, ``middle`` what was expected or due,
    ``days`` from how many days that is known.  ``task_id`` is the task that it opened.
    """

    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    metric = models.CharField(max_length=60)
    measured_in = models.CharField(max_length=10)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    shop_key = models.BigIntegerField(default=0)  # 0: all shops together; for the constraints, as null equals nothing
    span = models.CharField(max_length=13)
    last_span = models.CharField(max_length=13)
    times = models.PositiveIntegerField(default=1)
    sense = models.CharField(max_length=8)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    middle = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    days = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    task_id = models.BigIntegerField(null=True)
    silent_until = models.DateField(null=True)
    status = models.CharField(max_length=8, default="open")
    verdict = models.CharField(max_length=8, default="unsaid")

    class Meta:
        app_label = "insight"
        indexes = [
            models.Index(fields=["status", "-id"], name="alarm_status"),
            models.Index(fields=["unit", "-id"], name="alarm_unit"),
            models.Index(
                fields=["rule", "shop_key"], condition=~models.Q(silent_until=None), name="alarm_silent"
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["rule", "shop_key", "span"], name="alarm_once"),
            models.UniqueConstraint(
                fields=["rule", "shop_key"], condition=models.Q(status="open"), name="alarm_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.span}"
