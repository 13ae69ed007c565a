"""Carriers: what their names are to kuaidi100, and what it tells of a parcel's way."""
