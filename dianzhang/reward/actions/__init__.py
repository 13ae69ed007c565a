"""Setting targets and base pay, entering what no file carries, closing months, deciding what is proposed."""

from . import basepay, months, payfigures, proposals, targets, volumes

__all__ = ["basepay", "months", "payfigures", "proposals", "targets", "volumes"]
