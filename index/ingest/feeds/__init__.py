"""Feeds: RSS, Atom and JSON Feed, and lists of feeds that are saved beside them."""
