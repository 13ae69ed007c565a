"""Waves: orders that a warehouse picks, packs and checks together."""
