"""The way to report a breach from where it is seen: beside a clause, on a record."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def report_address(**known: object) -> str:
    """The form of ``finding.report`` that begins with what is ``known``: ``clause``, ``of_kind``, ``of_id``."""
    return f"{reverse('create', args=['finding', 'report'])}?{urlencode(known)}"
