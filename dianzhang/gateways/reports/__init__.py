"""Reports of advertising, traffic and service, as platforms export them: formats in, rows out.  Pure reading.

``open_report(path)`` recognises a file by its content and gives all of its rows, with what was dropped or mended of
them and why.  A report with a cell that cannot be read is refused as a whole: half of a day's spend would look like
all of it.
"""

from dianzhang.gateways.tables.errors import FileError

from .layout import FAMILIES, Layout
from .layouts import LAYOUTS
from .reader import Report, open_report
from .records import DROPPED, REASONS, Note, Row

__all__ = [
    "DROPPED",
    "FAMILIES",
    "LAYOUTS",
    "REASONS",
    "FileError",
    "Layout",
    "Note",
    "Report",
    "Row",
    "open_report",
]
