"""Backups: one file with everything, of one moment, made while people work; put back on either database."""
