"""The first word of an address, where it names a kind of record."""

from __future__ import annotations

from dianzhang.engine import registry


class SubjectName:
    """Matches registered subjects only, so that no other address is taken for one."""

    regex = "[a-z][a-z_]*"

    def to_python(self, value: str) -> str:
        if value not in registry.subjects:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class LettingIn:
    """The actions on a person whose answer is a link that is shown once."""

    regex = "invite|reset_log_in"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
