"""The journal: append-only, what happened, who, when."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One thing that happened.  Written in the transaction of its action, never changed.

    ``position`` comes later, gapless, from the sequencer; everything downstream reads by it.  ``rule`` names the rule
    whose consequence the event is (empty: a fact).  ``data`` is canonical JSON of references and figures: ``set``
    (fields changed), ``in`` (inputs), ``frozen`` (window measures as judged), ``axes`` (states told); no personal data.
    References have no constraints: the journal stands when a person's data is deleted.
    """

    position = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    post = models.CharField(max_length=40, blank=True)
    behalf_id = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=120, blank=True)
    cause_id = models.BigIntegerField(null=True)
    version_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    shop_id = models.BigIntegerField(null=True)
    judged = models.BooleanField(default=True)
    data = models.TextField(default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "occurred_at", "id"], name="event_of_subject"),
            models.Index(fields=["id"], condition=models.Q(position__isnull=True), name="event_unplaced"),
            # What somebody did in some days; what platforms tell and rules bring about is not in it.
            models.Index(
                fields=["actor_id", "occurred_at"], condition=models.Q(actor_id__isnull=False, rule=""),
                name="event_of_actor",
            ),
        ]  # fmt: skip
