"""Boards, reports, exports: what the numbers say, laid out to be read."""
