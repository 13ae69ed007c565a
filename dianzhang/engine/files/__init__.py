"""Files that people send: kept by their content, handed to an action by a ticket, swept where no row holds them."""

from .keeping import LARGEST, Kept, TooLarge, aside, keep, path_of, while_read, write_down_to
from .tickets import of_ticket, ticket_for

__all__ = [
    "LARGEST", "Kept", "TooLarge", "aside", "keep", "of_ticket", "path_of", "ticket_for", "while_read", "write_down_to",
]  # fmt: skip
