"""Values that are not words: languages, addresses, kinds, ids, and how many words an article has."""

import re

from search.language.errors import QueryError
from search.language.fields import FIELD_OF_NAME, KINDS, WORDS_NAME
from search.language.lexer import Lexeme
from search.tree import Exact, NumberRange, Prefix, Term, Tree

MOST_WORDS = 2**31
"""No article has more words."""
_ID = re.compile(r"[0-9a-f]{4,16}")
_ID_DIGITS = 16
_WORDS = re.compile(r"(?P<sign>[<>]=?|=)?(?P<number>[0-9]{1,9})|(?P<low>[0-9]{0,9})\.\.(?P<high>[0-9]{0,9})")


def code_clause(name: str, value: Lexeme, text: str, *, exactly: bool) -> Tree:
    """The clause for `lang:`, `url:`, `kind:`, `id:` or `story:`. Raises QueryError for a value that there cannot be."""
    field, typed = FIELD_OF_NAME[name], value.value
    if name == "kind":
        if typed.lower() not in KINDS:
            from difflib import get_close_matches  # needed for a mistake alone

            near = get_close_matches(typed.lower(), KINDS, n=1)
            raise QueryError(
                text,
                value.start,
                f"there is no kind {typed}" + (f" — did you mean {near[0]}?" if near else ""),
                advice="An article is full, partial (cut short) or stub (a headline only)",
            )
        return Term(field, typed.lower())
    if name in ("id", "story"):
        if not _ID.fullmatch(typed.lower()):
            raise QueryError(
                text,
                value.start,
                f"{typed} is not an id",
                advice="Give the sixteen digits that are listed, or the first four or more",
            )
        is_whole = name == "story" or len(typed) == _ID_DIGITS
        return (Term if is_whole else Prefix)(field, typed.lower())
    if exactly:
        return Exact(field, typed)
    if name == "lang":
        return (
            Prefix(field, typed.rstrip("*")) if typed.endswith("*") else Term(field, _language(value, text))
        )
    if not any(map(str.isalnum, typed)):
        raise QueryError(text, value.start, "there is nothing to search for between these quotes")
    return Term(field, typed)


def words_clause(value: Lexeme, text: str) -> Tree:
    """The clause for `words:`. Raises QueryError for what is not a number or a range."""
    found = _WORDS.fullmatch(value.value)
    if not found or value.value == "..":
        between = re.fullmatch(r"([0-9]{1,9})[-\u2013]([0-9]{1,9})", value.value)
        meant = f" — did you mean words:{between[1]}..{between[2]}?" if between else ""
        raise QueryError(
            text,
            value.start,
            f"{value.value!r} is not a number of words{meant}",
            advice="For example words:>800, words:<=300 or words:200..400",
        )
    if not found["number"]:
        low, high = int(found["low"] or 0), int(found["high"] or MOST_WORDS)
        if low > high:
            raise QueryError(
                text, value.start, f"{low} is more than {high}", advice=f"Try words:{high}..{low}"
            )
        return NumberRange(WORDS_NAME, low, high)
    number = int(found["number"])
    match found["sign"]:
        case ">":
            return NumberRange(WORDS_NAME, number + 1, MOST_WORDS)
        case ">=":
            return NumberRange(WORDS_NAME, number, MOST_WORDS)
        case "<":
            return NumberRange(WORDS_NAME, 0, number - 1)
        case "<=":
            return NumberRange(WORDS_NAME, 0, number)
    return NumberRange(WORDS_NAME, number, number)


def may_become_language(begun: str) -> bool:
    """Whether a value is the beginning of a language's name or code."""
    from index.metadata.language_codes import LANGUAGE_NAMES  # only who types needs it

    return len(begun) == 1 or any(name.startswith(begun.casefold()) for name in LANGUAGE_NAMES)


def _language(value: Lexeme, text: str) -> str:
    from index.metadata.language_codes import LANGUAGE_NAMES, stated_language  # few queries name a language

    if code := stated_language(value.value):
        return code
    from difflib import get_close_matches  # needed for a mistake alone

    near = get_close_matches(value.value.lower(), LANGUAGE_NAMES, n=1)
    raise QueryError(
        text,
        value.start,
        f"there is no language {value.value}" + (f" — did you mean {near[0]}?" if near else ""),
        advice="Give a code, as in lang:fr, or a name, as in lang:french",
    )
