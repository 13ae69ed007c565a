"""Parcels: what of an order goes out together, by whom, and how far it is."""
