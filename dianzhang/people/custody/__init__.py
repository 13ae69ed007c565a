"""Accounts on platforms, promotion and payment tools: one holder each, passwords changed, all logged."""
