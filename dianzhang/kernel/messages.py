"""What the kernel says to people: the same sentence in Chinese and in English.

The kernel knows no gettext.  It hands out both texts, and the face that shows them picks one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages.  ``str()`` gives the Chinese one, the first language of the house."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def text(self, language: str) -> str:
        """The sentence in ``language`` (``zh-hans``, ``en``, ``en-gb`` …); Chinese for any other language."""
        return self.en if language.lower().startswith("en") else self.zh


class MessageError(ValueError):
    """An error that speaks to a person: what is wrong, where, and what to do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.message = Message(zh, en)
