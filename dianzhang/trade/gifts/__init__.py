"""Gifts by rule: what an order brings along when it is reviewed, as long as there is any."""
