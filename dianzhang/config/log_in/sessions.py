"""Django's sessions in the database, found by a statement that is worked out once: every request asks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from dianzhang.engine.prepared import prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found: list[Session] = _sessions(key=self.session_key, moment=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None


@prepared
def _sessions(*, key: Any, moment: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)
