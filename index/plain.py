"""Plain text: whether a text has only letters and marks that need no second look.

Most news does: Latin letters, figures, and the quotes and dashes of typesetters. What
else there may be (controls, combining marks, joiners, scripts without spaces) is
looked for with expressions that take longer to compile than a page takes to print, so
`clean` and `analysis` ask here first.
"""

import re

_ORDINARY = b"\t\n" + bytes(range(ord(" "), ord("~") + 1))
_ANYTHING_ELSE = re.compile("[^\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")


def is_plain(text: str) -> bool:
    """True where every character is one of these; a soft hyphen is not."""
    # Most of a text is ASCII, and bytes are looked through many times as fast as characters.
    others = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    return not others or _ANYTHING_ELSE.search(others.decode("utf-8", "surrogatepass")) is None
