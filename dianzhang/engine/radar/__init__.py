"""The radar: everything that is owed by some time, of all kinds, in one order, as far as one may see it."""
