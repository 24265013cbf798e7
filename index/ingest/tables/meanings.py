"""Meanings: what the columns of a table hold, as far as their names say.

A name is looked up in `names` as the key that all its spellings share. One that stands under another, as
"title.rendered" and "author.name" do, means what that does; one that means several things means
what it does in the language of the columns beside it.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from index.ingest.tables.names import NAMES

_AROUND_LIST = """
article articles story item post doc document record entry news data meta metadata fields attributes properties node page
result content
"""
_AROUND = frozenset(_AROUND_LIST.split())
"""Keys that hold an article, or what is said of it."""
_WITHIN = frozenset(("rendered", "value", "text", "plain", "main", "#text"))
"""Keys under the name of a field that hold what it says."""
_CALLED = frozenset(("name", "displayname", "fullname"))
_WITH_NAMES = frozenset(("authors", "outlet", "section", "agency", "place", "language"))
_NESTED = 1_000
"""Ranks behind what stands at the top of a record."""
_REPEATED = re.compile(r"\(\d+\)$")
_FULL_STOP = re.compile(r"\.(?!\w)")
"""As behind an abbreviation, not between the keys of a nested name."""
_KEPT_MARKS = frozenset(".#%@&")
"""A column "Article #" is not one of articles."""
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d"})
"""Letters that Unicode does not take apart."""


class Meaning(NamedTuple):
    """What a column holds, as far as its name says."""

    field: str
    """Of an article; also "perhaps body", "domain", "year", "month" and "day"."""
    rank: int
    """Among the names of this field, the most telling first."""
    is_sure: bool

    @property
    def is_nested(self) -> bool:
        """Whether it stands under another key."""
        return self.rank >= _NESTED


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The name without case, accents, spaces and punctuation: what one column may be called twice."""
    plain = _FULL_STOP.sub("", name.casefold().translate(_PLAIN))
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join([letter for letter in decomposed if letter.isalnum() or letter in _KEPT_MARKS]) or name


def meaning_of(name: str) -> Meaning | None:
    """What a column of this name holds, whatever stands beside it; None where that is not known."""
    return _meaning_of(_stem(name))


def meanings_of(names: Collection[str]) -> dict[str, Meaning]:
    """What those of a table's columns hold that are known, in order."""
    stems = {name: _stem(name) for name in names}
    languages: dict[str, int] = {}
    for stem in stems.values():
        for language in _vocabulary().spoken.get(stem, ()):
            languages[language] = languages.get(language, 0) + 1
    found = {name: _meaning_of(stem) or _meaning_beside(stem, languages) for name, stem in stems.items()}
    return {name: meaning for name, meaning in found.items() if meaning}


def _stem(name: str) -> str:
    return key_of(_REPEATED.sub("", name))


def _meaning_of(stem: str) -> Meaning | None:
    known = _vocabulary().meanings
    if (meaning := known.get(stem)) or "." not in stem:
        return meaning
    parts = stem.split(".")
    while parts:
        if meaning := known.get(".".join(parts)) or _meaning_around(".".join(parts[:-1]), parts[-1]):
            return meaning._replace(rank=meaning.rank + _NESTED)
        if parts[0] not in _AROUND:
            break
        parts = parts[1:]
    return None


def _meaning_around(outer: str, last: str) -> Meaning | None:
    """What the last key of a nested name is the value of, as that of "author.name" is of "author"."""
    meaning = _vocabulary().meanings.get(outer)
    is_value = meaning and (last in _WITHIN or (last in _CALLED and meaning.field in _WITH_NAMES))
    return meaning if is_value else None


def _meaning_beside(stem: str, languages: dict[str, int]) -> Meaning | None:
    """What a name of several meanings has among columns in some languages; None where these do not agree."""
    meanings = _vocabulary().ambiguous.get(stem, {})
    most = max((languages.get(language, 0) for language in meanings), default=0)
    found = {meaning for language, meaning in meanings.items() if most and languages.get(language) == most}
    return min(found) if len({meaning.field for meaning in found}) == 1 else None


class _Vocabulary(NamedTuple):
    meanings: dict[str, Meaning]
    ambiguous: dict[str, dict[str, Meaning]]
    """By key and language."""
    spoken: dict[str, set[str]]
    """The languages in which a key means what it says, of those that are no English."""


@cache
def _vocabulary() -> _Vocabulary:
    """All names by their keys; made when the first table is met, for it takes some milliseconds."""
    known = _Vocabulary({}, {}, {})
    english = frozenset(key_of(name.rstrip("~")) for names in NAMES["en"].values() for name in names.split())
    for language, fields in NAMES.items():
        for field, names in fields.items():
            for rank, name in enumerate(names.split()):
                key = key_of(name.rstrip("~?"))
                meaning = Meaning(field, rank, is_sure=name[-1] not in "~?")
                if name.endswith("?"):
                    known.ambiguous.setdefault(key, {})[language] = meaning
                else:
                    known.meanings.setdefault(key, meaning)
                    if key not in english:
                        known.spoken.setdefault(key, set()).add(language)
    return known
