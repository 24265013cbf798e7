"""What of an article can be searched: one table of fields.

A text field is kept twice: stems under its own name, exact forms under `exact(name)`. Of
prose it is also kept where each paragraph begins, under `paragraphs(name)`: the term
`PARAGRAPH` stands at the position of its first word.
A period of publication is kept as its first and last moment, so that "within August
2019" can be asked of articles of every precision; `printed` is the same as text, no more
precise than the source, to count and sort by. All are the source's own clock, see
`Published`. The article itself is kept beside the fields, see `index.codec`.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Literal, NamedTuple

from index.acronyms import find_acronyms, pair_terms
from index.article import VALUE_SEPARATOR, Article, source_term

Kind = Literal["text", "prose", "names", "code", "moment", "terms"]


class Field(NamedTuple):
    """One row of the table: a name, how it is kept, and what of an article goes into it."""

    name: str
    kind: Kind
    value: Callable[[Article], Any]
    """None (or an empty text) where the article has nothing for this field."""


def _names(*names: str | None) -> str:
    return VALUE_SEPARATOR.join(name for name in names if name)


def _first_moment(article: Article) -> datetime | None:
    published = article.published
    if published is None:
        return None
    if published.precision == "instant":
        return datetime.fromisoformat(published.value)
    return datetime.combine(published.first_day, time.min)


def _last_moment(article: Article) -> datetime | None:
    published = article.published
    if published is None or published.precision == "instant":
        return _first_moment(article)
    return datetime.combine(published.last_day, time.max)


FIELDS = (
    Field("title", "text", lambda a: a.title),
    Field("standfirst", "text", lambda a: a.standfirst),
    Field("body", "prose", lambda a: a.body),
    Field("outlet", "names", lambda a: _names(a.outlet)),
    Field("author", "names", lambda a: _names(*a.authors)),
    Field("agency", "names", lambda a: _names(a.agency)),
    Field("place", "names", lambda a: _names(a.place)),
    Field("section", "names", lambda a: _names(a.section)),
    Field("language", "code", lambda a: a.language),
    Field("published", "moment", _first_moment),
    Field("published_end", "moment", _last_moment),
    Field("printed", "code", lambda a: a.published and a.published.value),
    Field("kind", "code", lambda a: a.body_kind),
    Field("url", "code", lambda a: a.url),
    Field("id", "code", lambda a: a.id),
    Field("source", "code", source_term),
    Field("acronym", "terms", lambda a: pair_terms(find_acronyms(f"{a.standfirst or ''}\n{a.body}"))),
)

NAME_FIELDS = tuple(field.name for field in FIELDS if field.kind == "names")


TEXT_FIELDS = tuple(field.name for field in FIELDS if field.kind in ("text", "prose"))

SKETCHES = "sketch"
"""The column of what the texts of bodies are compared by, see `index.duplicates`."""

SIGNATURES = "signature"
"""The column of the terms by which articles on one event are known, see `index.events`."""

BEGINNINGS = "beginnings"
"""The field of the letters that words of an article begin with, see `index.beginnings`."""

PARAGRAPH = "¶"
"""The one term of a field of paragraphs."""


def exact(name: str) -> str:
    """The field that keeps the exact forms of a text field."""
    return f"{name}_exact"


def paragraphs(name: str) -> str:
    """The field that keeps where the paragraphs of a prose field begin."""
    return f"{name}_paragraphs"


def microseconds(moment: datetime) -> int:
    """A moment as its column counts it: from the year 1, by the clock it is told in."""
    return (moment.replace(tzinfo=None) - datetime.min) // timedelta(microseconds=1)
