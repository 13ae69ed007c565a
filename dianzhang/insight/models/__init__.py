"""What people keep of what they look at - boards - and the reports that the system makes."""

from ..advice.models import Advice
from ..morning.models import MorningReport
from ..reports.models import PeriodReport
from .board import Board

__all__ = ["Advice", "Board", "MorningReport", "PeriodReport"]
