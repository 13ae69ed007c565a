"""Before tables change their form nobody watches them any more: a trigger would stand in the way, or get lost unseen.

The next round of a worker makes the lake anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models.signals import pre_migrate
from django.dispatch import receiver

from dianzhang.measure.models import LakeState

from .refreshing import close


@receiver(pre_migrate, dispatch_uid="dianzhang.measure.lake")
def let_go(app_config: Any, plan: Any = (), **_more: Any) -> None:
    if app_config.label == "measure" and plan and LakeState._meta.db_table in connection.introspection.table_names():
        close()
