"""Unfinished: what stands at the end of a query while it is typed, and is no mistake yet.

Whoever types "agency:" is about to say which, and whoever opens a quote will close it. Only
when the query is left so is it wrong.
"""

import re

from search.language.fields import KINDS
from search.language.lexer import QUOTES, is_closed_by_end
from tui.app.completing import half_typed

_DATE = re.compile(
    r"(?:^|(?<=[\s(-]))(?:date|before|after|since|until):(?:[\d.-]*\.)?(?:\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?)$"
)
_OPERATOR = re.compile(r"(?:^|\s+)(?:(?:AND|OR|NOT|SAME|NEAR(?:/\d*)?|BEFORE(?:/\d*)?|\|)\s*|[-(=]+)$")
_KIND = re.compile(r"(?:^|(?<=[\s(-]))kind:([a-z]+)$")
_BRACKET = re.compile(r"[A-Za-z]+:\([^()]*[^()\s](?=\s[^()]*$)")
"""The bracket of a field, up to where its last word begins."""
_FIELD = re.compile(r"(?:^|(?<=[\s(-]))[A-Za-z]+:[=(]*$")


def without_unfinished(text: str) -> str | None:
    """A text without what is unfinished at its end, which may be all of it; None where nothing is."""
    for unfinished in (_DATE, _FIELD, _OPERATOR):
        if found := unfinished.search(text):
            return text[: found.start()].rstrip()
    kind = _KIND.search(text)
    if kind and kind[1] not in KINDS and any(known.startswith(kind[1]) for known in KINDS):
        return text[: kind.start()].rstrip()
    quotes = [at for at, letter in enumerate(text) if letter in QUOTES]
    if len(quotes) % 2:
        half = half_typed(text, len(text))
        if half is not None and half.field is not None:
            return text[: half.start].rstrip()
        return _without_last_word(text, quotes[-1])
    inside = _BRACKET.search(text)
    return f"{text[: inside.end()]})" if inside else None


def _without_last_word(text: str, quote: int) -> str | None:
    """A text whose last quote is open, closed after the words that are whole; None where nothing is to be left out."""
    inside = text[quote + 1 :]
    if is_closed_by_end(inside):
        return None
    words = inside.split() if inside.endswith(" ") else inside.split()[:-1]
    if words:
        return f'{text[:quote]}"{" ".join(words)}"'
    return None if inside.strip() else text[:quote].rstrip()
