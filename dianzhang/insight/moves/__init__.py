"""Why a number moved between two spans of days: its parts, which add up to the change exactly."""
