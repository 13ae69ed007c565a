"""What happens to tasks."""

from . import consulting, doing, naming

__all__ = ["consulting", "doing", "naming"]
