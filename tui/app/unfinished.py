"""Unfinished: what stands at the end of a query while it is typed, and is no mistake yet.

Whoever types "agency:" is about to say which, and whoever opens a quote will close it. Only
when the query is left so is it wrong.
"""

import re

from search.language import QueryError, parse
from search.language.codes import may_become_language
from search.language.fields import KINDS
from search.language.lexer import QUOTES, is_closed_by_end
from search.language.periods import may_become_period
from tui.app.completing import half_typed

_DATE = re.compile(
    r"(?:^|(?<=[\s(-]))(?:date|before|after|since|until):(?:[\d.-]*\.)?(?:\d{0,3}|\d{4}-\d?|\d{4}-\d\d-\d?)$"
)
_OPERATOR = re.compile(r"(?:^|\s+)(?:(?:AND|OR|NOT|SAME|NEAR(?:/\d*)?|BEFORE(?:/\d*)?|\|\|?)\s*|[-(=]+)$")
_KIND = re.compile(r"(?:^|(?<=[\s(-]))kind:([a-z]+)$")
_BRACKET = re.compile(r"[A-Za-z]+:\([^()]*[^()\s]\s[^()\s]*$")
"""The bracket of a field with words in it, of which the last may not be whole."""
_FIELD = re.compile(r"(?:^|(?<=[\s(-]))[A-Za-z]+:[=(]*$")
_VALUE = re.compile(
    rf"(?:^|(?<=[\s(-]))(?:atleast\d*:?[({QUOTES}]*|words:(?:[<>]=?|\d*\.{{1,2}}\d*)"
    rf"|(?:id|story):[0-9a-f]{{1,3}}|(?:date|before|after|since|until):[{QUOTES}][^{QUOTES}]*|[*?]+\w)$|[~^][\d.]*$"
)
"""What can only be asked with more behind it."""
_WORD_BEGUN = re.compile(r"(?:^|(?<=[\s(-]))(lang|date|before|after|since|until):([^\W_][\w-]*)$")
_MOST_LEFT_OUT = 32
"""Pieces that are left out of the end of a query, before it is taken for wrong."""


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
    return _closed(text) if _BRACKET.search(text) else None


def finished_part(text: str) -> str | None:
    """What can be understood of a text that lacks no more than its end; None for one that is wrong."""
    for _ in range(_MOST_LEFT_OUT):
        rest = without_unfinished(text)
        if rest is None:
            rest = _without_value(text)
        if rest is None:
            rest = _closed(text)
        if rest is None or rest == text:
            return None
        if not rest or _is_understood(rest):
            return rest
        text = rest
    return None


def _is_understood(text: str) -> bool:
    try:
        parse(text)
    except QueryError:
        return False
    return True


def _without_value(text: str) -> str | None:
    """A text without the value at its end that more letters make one."""
    if found := _VALUE.search(text):
        return text[: found.start()].rstrip()
    word = _WORD_BEGUN.search(text)
    if word and (may_become_language if word[1] == "lang" else may_become_period)(word[2]):
        return text[: word.start()].rstrip()
    return None


def _closed(text: str) -> str | None:
    """A text with its open brackets closed behind the words that are whole; None where none is open."""
    whole = re.sub(rf"[^\s(){QUOTES}]+$", "", text).rstrip()
    while (
        begun := _FIELD.search(whole) or _OPERATOR.search(whole) or _VALUE.search(whole)
    ) and begun.group():
        whole = whole[: begun.start()].rstrip()
    bare = re.sub(rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]", "", whole)
    is_open = text.count("(") > text.count(")")
    return whole + ")" * max(0, bare.count("(") - bare.count(")")) if is_open else None


def _without_last_word(text: str, quote: int) -> str | None:
    """A text whose last quote is open, closed after the words that are whole; None where nothing is to be left out."""
    inside = text[quote + 1 :]
    if is_closed_by_end(inside):
        return None
    words = inside.split() if inside.endswith(" ") else inside.split()[:-1]
    if words:
        return f'{text[:quote]}"{" ".join(words)}"'
    return None if inside.strip() else text[:quote].rstrip()
