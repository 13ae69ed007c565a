"""Invoices that buyers ask for: issued in the tax system, recorded here."""
