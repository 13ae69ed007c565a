"""Setting targets and base pay, entering what no file carries, closing months, deciding what is proposed."""

from ..targets import revising, setting, splitting
from . import basepay, months, payfigures, proposals, volumes

__all__ = ["basepay", "months", "payfigures", "proposals", "revising", "setting", "splitting", "volumes"]
