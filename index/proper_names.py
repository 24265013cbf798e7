"""Proper names in running text, known by a capital letter inside a sentence.

Good enough to weigh words by, in languages that write only names so; where every noun has
a capital, nouns weigh more than verbs, which does no harm.
"""

import re

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŞŻŽČĆİΑ-ΩЀ-Я"
_NAMES = re.compile(rf" (?<=[^\s.!?:;…”»\"] )([{_UPPER}]\w+(?:[ -][{_UPPER}]\w+)*)")
"""The space comes first because it is looked for quickest."""
_CHARACTERS = 700
"""Of a text in which names are looked for: who matters is named early."""


def names_in(text: str) -> list[str]:
    """The names at the beginning of a text, as often as they stand there."""
    return _NAMES.findall(text, 0, _CHARACTERS)
