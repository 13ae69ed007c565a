"""What happens to tasks."""

from . import consulting, doing, linking, naming, spoken, ticking

__all__ = ["consulting", "doing", "linking", "naming", "spoken", "ticking"]
