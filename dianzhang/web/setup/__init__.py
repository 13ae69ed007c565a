"""The first day: from an empty database to a department that works, step by step, each of which may wait."""
