"""Tables of boards and reports, each in the part that writes them."""

from .morning.models import MorningReport

__all__ = ["MorningReport"]
