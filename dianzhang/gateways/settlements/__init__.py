"""What platforms pay out, as their files tell it: formats in, lines out.  Pure reading: no engine, no database.

``open_payouts(path)`` recognises a file by its content; its ``chunks()`` yield lines and the rows that cannot be read.
"""

from dianzhang.gateways.tables.errors import FileError

from .kinds import KINDS
from .layout import Layout
from .layouts import LAYOUTS
from .reader import Chunk, PayoutFile, nothing_read, open_payouts
from .records import Line, Problem

__all__ = [
    "KINDS",
    "LAYOUTS",
    "Chunk",
    "FileError",
    "Layout",
    "Line",
    "PayoutFile",
    "Problem",
    "nothing_read",
    "open_payouts",
]
