"""Boards: numbers as tiles, in an order, over a span, against a comparison; ready ones and one's own."""
