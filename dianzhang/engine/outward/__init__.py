"""Sending to the world outside: to guarded addresses, within a time, tried again at growing intervals."""
