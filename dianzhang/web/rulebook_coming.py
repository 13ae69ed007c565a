"""What has been agreed to and takes effect on a day to come, and what it changes."""

from __future__ import annotations

from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import now
from dianzhang.engine.standing import coming, standing

from .checking import changes


def to_come(shown: RulebookVersion) -> dict[str, Any]:
    """For ``web/rulebook.html``: ``coming``, the versions to come besides the one that is shown; ``changes``, of a
    version to come what it changes against the one in force, None of any other and of the first of its code."""
    at = now()
    later = coming(at)
    others = [
        {"name": str(one), "stands": standing(one, at), "url": f"?version={one.pk}"} for one in later if one != shown
    ]
    there = RulebookVersion.objects.filter(pk__in=rulebooks.versions_at(at), code=shown.code).first()
    if there is None or shown not in later:
        return {"coming": others, "changes": None}
    found = changes(rulebooks.compiled_text(there.text), rulebooks.compiled_text(shown.text))
    return {"coming": others, "changes": found}
