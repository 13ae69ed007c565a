"""One database of ``bench.today``: a demonstration department, whose people ask for their day's page in turn."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django
from django.conf import settings

from bench.timing import loop

ROUNDS, WARM = 12, 2
BACKEND = "dianzhang.config.log_in.backend.Backend"


def fill() -> dict[str, Any]:
    from django.core.management import call_command

    from dianzhang.cli.first_start import make_demo_if_empty

    call_command("migrate", verbosity=0)
    make_demo_if_empty(settings.DIANZHANG_HOME)
    return {}


def read() -> dict[str, Any]:
    """Seconds of own CPU and of the wall of every request: after something happened, and after nothing did."""
    from django.test import Client

    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.models import Person, Shop

    clients = {}
    for person in Person.objects.exclude(user=None).order_by("code"):
        clients[person.code] = client = Client(headers={"host": "127.0.0.1"})
        client.force_login(person.user, backend=BACKEND)
    shop = Shop.objects.order_by("id").values_list("code", flat=True)[0]
    found: dict[str, Any] = {"people": len(clients), "drawn": [], "kept": [], "loop": loop()}
    for turn in range(ROUNDS + WARM):
        must(one("order.enter", SYSTEM, shop=shop, number=f"T{turn}", total=100))
        for name in ("drawn", "kept"):
            for client in clients.values():
                wall, cpu = time.perf_counter(), time.process_time()
                answer = client.get("/")
                took = time.perf_counter() - wall, time.process_time() - cpu
                assert answer.status_code == 200, answer.status_code
                if turn >= WARM:
                    found[name].append(took)
    found["loop"] = (found["loop"] + loop()) / 2
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(fill() if sys.argv[1] == "fill" else read()))
