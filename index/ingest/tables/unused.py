"""Unused: the columns of a table from which no field of an article is made, though they hold something to find.

They are named at the end of a run, because only whoever has the table knows that "paper" is an
outlet. Once for an input, by its first rows: numbers, ids, pictures and when a page was crawled are
left out on purpose, and so is what has such a name.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from index.ingest.claims import is_nothing
from index.ingest.tables.cells import date_of, text_of

_NOTHING_TO_FIND_LIST = """
id ids uuid guid oid hash md5 sha1 sha256 checksum digest etag index key cursor unnamed rank version
image images imageurl imagelink urltoimage img thumbnail thumb thumbs photo photos picture pictures icon logo favicon
video videos audio avatar width height
count counts wordcount charcount length size score scores likes shares views clicks retweets followers
crawl crawled crawler scraped scrape download downloaded datedownload fetched fetch retrieved accessed seen seendate
timestamp filename file localpath warc status charset encoding mime mimetype
"""
_NOTHING_TO_FIND = frozenset(_NOTHING_TO_FIND_LIST.split())
"""Words of the names of columns that are left out on purpose."""
_WORD = re.compile(r"[A-Z]?[a-z]+[0-9]*|[A-Z]+(?![a-z])|[^\W_A-Za-z]+")
_SAYS_NOTHING = re.compile(
    r"(?!(?:1[6-9]|20)[0-9]{6}\Z)[-+]?[0-9.,]+(?:e[-+]?[0-9]+)?%?|true|false|yes|no|[0-9a-f-]{16,}"
    r"|(?:https?:)?//\S+\.(?:jpe?g|png|gif|webp|avif|svg|mp[34])(?:[?#]\S*)?",
    re.IGNORECASE,
)
_LONGEST_NAME = 80
"""Characters; nobody types more."""
_MOST_NAMED = 50
"""Of one input."""


def unused_columns(unknown: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Of the columns that are not known, those that somebody may want to have used; `rows` are the first."""
    named = (name for name in unknown if len(name) <= _LONGEST_NAME and not _is_left_out(name))
    return tuple(
        islice((name for name in named if any(_says_something(row.get(name)) for row in rows)), _MOST_NAMED)
    )


def _is_left_out(name: str) -> bool:
    words = {word.lower() for word in _WORD.findall(name)}
    return not _NOTHING_TO_FIND.isdisjoint(words | {name.lower()})


def _says_something(cell: Any) -> bool:
    if isinstance(cell, list):
        cell = cell[0] if cell else None
    text = "" if isinstance(cell, list | Mapping) else text_of(cell).strip()
    return not is_nothing(text) and (not _SAYS_NOTHING.fullmatch(text) or date_of(text) != text)
