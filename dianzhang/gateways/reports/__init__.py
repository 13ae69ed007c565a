"""Reports of advertising, traffic, service, content and scores, as platforms export them.

Formats in, rows out: pure reading.

``open_report(path)`` recognises a file by its content and gives all of its rows, with what was dropped or mended of
them and why.  A report with a cell that cannot be read is refused as a whole: half of a day's spend would look like
all of it.
"""

from dianzhang.gateways.tables.errors import FileError

from .layout import FAMILIES, Layout
from .layouts import LAYOUTS
from .reader import Report, open_report
from .records import DROPPED, REASONS, Note, Row
from .scores import Score, scores_of

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
    "Score",
    "open_report",
    "scores_of",
]
