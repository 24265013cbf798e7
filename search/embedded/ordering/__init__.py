"""Ordering: what comes first, by where words stand, how much is held, how new it is, or a field."""
