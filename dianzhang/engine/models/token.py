"""Keys with which programs come in: what is kept of each, and how often one was turned away."""

from __future__ import annotations

from django.db import models

from .record import Record


class Token(Record):
    """A key for a program, acting in one post: a person's own (*personal*), or a service's (*service*).

    ``owner`` is whose it is; of a service's, who answers for it.  The key itself is kept nowhere: ``prefix`` finds it,
    ``digest`` (SHA-256, hexadecimal) proves it.  ``scopes`` are separated by spaces, see ``engine.tokens``.
    """

    kind = models.CharField(max_length=12, default="personal")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=40)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.CharField(max_length=600)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="active")

    class Meta:
        indexes = [models.Index(fields=["owner", "status"], name="token_of_owner")]


class TokenRefusal(models.Model):
    """How often on one day a key was turned away for one reason; token 0: keys that never were ours."""

    token_id = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=12)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_id", "reason", "day"], name="refusal_once_a_day")]
