"""Addresses that we changed because somebody asked."""

from __future__ import annotations

from django.db import models


class AddressChange(models.Model):
    """An order goes from ``old`` to ``new``: who asked, who did it and when.  Rows are never changed."""

    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="address_changes")
    asked_by = models.CharField(max_length=10)
    old = models.ForeignKey("customers.Receiver", models.SET_NULL, null=True, related_name="+", db_index=False)
    new = models.ForeignKey("customers.Receiver", models.SET_NULL, null=True, related_name="+", db_index=False)
    by = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
