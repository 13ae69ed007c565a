"""Dianzhang (店章): an online-store department run by its own rulebook."""
