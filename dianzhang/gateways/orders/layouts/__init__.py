"""The layouts of order files that are recognised, one file each.  The order does not matter."""

from ..layout import Layout
from . import plain, tmall_report

LAYOUTS: tuple[Layout, ...] = (tmall_report.LAYOUT, plain.LAYOUT)
