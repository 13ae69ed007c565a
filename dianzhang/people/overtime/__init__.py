"""Overtime: applied for beforehand, or asked about when the journal shows work after hours; confirmed by others."""
