"""Order files of platforms: formats in, orders out.  Pure reading: no engine, no database.

``open_orders(path)`` recognises a file by its content and gives an :class:`OrderFile`; its ``chunks()`` yield orders
and the rows that cannot be taken; a :class:`RejectsWriter` keeps those rows in a file to be mended and sent again.
"""

from dianzhang.gateways.tables.errors import FileError

from .layout import Layout
from .layouts import LAYOUTS
from .reader import OrderFile, open_orders, open_tables
from .records import (
    ACCOUNTED,
    FULFILMENT,
    LINES,
    PART,
    PAYMENT,
    REFUND,
    REFUND_DAY,
    Chunk,
    OrderLine,
    OrderRecord,
    Reject,
)
from .rejects import RejectsWriter
from .source import OrderSource

__all__ = [
    "ACCOUNTED",
    "FULFILMENT",
    "LAYOUTS",
    "LINES",
    "PART",
    "PAYMENT",
    "REFUND",
    "REFUND_DAY",
    "Chunk",
    "FileError",
    "Layout",
    "OrderFile",
    "OrderLine",
    "OrderRecord",
    "OrderSource",
    "Reject",
    "RejectsWriter",
    "open_orders",
    "open_tables",
]
