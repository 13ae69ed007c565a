"""Setting targets and base pay, entering what no file carries, closing months."""

from . import basepay, months, payfigures, targets, volumes

__all__ = ["basepay", "months", "payfigures", "targets", "volumes"]
