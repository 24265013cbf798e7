"""Unfinished: what stands at the end of a query while it is typed, and is no mistake yet.

Whoever types "agency:" is about to say which, and whoever opens a quote will close it. Only
when the query is left so is it wrong.
"""

import re

from search.language.lexer import QUOTES
from tui.app.completing import half_typed

_DATE = re.compile(
    r"(?:^|(?<=[\s(-]))(?:date|before|after):(?:[\d.-]*\.)?(?:\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?)$"
)
_OPERATOR = re.compile(r"(?:^|\s+)(?:(?:AND|OR|NOT|SAME|NEAR(?:/\d*)?|BEFORE(?:/\d*)?|\|)\s*|[-(=]+)$")
_FIELD = re.compile(r"(?:^|(?<=[\s(-]))[A-Za-z]+:[=(]*$")


def without_unfinished(text: str) -> str | None:
    """A text without what is unfinished at its end, which may be all of it; None where nothing is."""
    for unfinished in (_DATE, _FIELD, _OPERATOR):
        if found := unfinished.search(text):
            return text[: found.start()].rstrip()
    if sum(text.count(quote) for quote in QUOTES) % 2:
        half = half_typed(text, len(text))
        if half is not None and half.field is not None:
            return text[: half.start].rstrip()
        return text.rstrip() + '"' if text[-1] not in QUOTES else text[:-1].rstrip()
    return None
