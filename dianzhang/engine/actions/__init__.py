"""The engine's own subjects and what may happen to them."""
