"""Operators: the words that join words, and how far apart they take them."""

import re

OPERATOR_WORDS = frozenset({"AND", "OR", "NOT", "SAME", "NEAR", "BEFORE"})
"""What is a word like others only in small letters, or in quotes."""
MOST_DISTANCE = 1000
"""The largest number of words that NEAR, BEFORE, a phrase and atleast take."""


def quoted(text: str) -> str:
    """A text in quotes, which every letter of it gets through."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
