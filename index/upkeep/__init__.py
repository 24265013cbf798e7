"""Upkeep: what an archive needs besides being written and searched, so that it lasts."""
