"""Arrival: an article on its way into the archive, from whichever process has read it to the one that indexes it.

It is clean, because there is no other way to make one of an article; and it passes between
processes as the very bytes that are stored, so that it is encoded once, and decoded only where
its words are wanted; msgspec does both in a fraction of the time that Python's own JSON takes,
and to the same bytes. What the writer adds on the way, when the article was first seen
and last taken in, stands last in what is stored, and is put behind bytes that leave it out.
"""

from functools import lru_cache
from operator import attrgetter
from typing import Self

from msgspec import json
from msgspec.structs import replace

from index.article import Article, BodyKind, Published, from_json, source_term, to_json
from index.clean import clean

_TIMES = b',"first_seen":%b,"last_ingested":%b}'
_NO_TIMES = _TIMES % (b"null", b"null")
_LINES = ("title", "standfirst", "section", "outlet", "outlet_domain", "agency", "place", "url")
"""Fields of one line."""
_lines_of = attrgetter(*_LINES)
_LONGEST_SHARED = 40
"""Characters of a name, a day, a place in an input; a longer line is hardly met again."""


class Arrival:
    """One article, in whichever form it has come."""

    __slots__ = ("_form", "_times", "identity", "place")

    identity: tuple[str, str | None]
    """Its id, and its `source_term`."""
    place: tuple[str | None, BodyKind]
    """Which member of its input it was, and how much of its text there is."""

    def __init__(
        self,
        identity: tuple[str, str | None],
        place: tuple[str | None, BodyKind],
        form: Article | bytes,
        times: tuple[str, str] | None = None,
    ) -> None:
        """`identity` and `place` as the attributes of that name; `form` is the article, clean, or its `text`."""
        self.identity = identity
        self.place = place
        self._form = form
        self._times = times

    @classmethod
    def of(cls, article: Article) -> Self:
        """The arrival of an article, once it is cleaned."""
        article = cleaned(article)
        return cls((article.id, source_term(article)), (article.source.member, article.body_kind), article)

    def at(self, first_seen: str, last_ingested: str) -> Self:
        """The same with both its times, ISO 8601."""
        return type(self)(self.identity, self.place, self._form, (first_seen, last_ingested))

    @property
    def id(self) -> str:
        """The article's id."""
        return self.identity[0]

    @property
    def source(self) -> str | None:
        """The article's `source_term`."""
        return self.identity[1]

    @property
    def size(self) -> int:
        """About how many bytes of text it has."""
        return len(self._form) if isinstance(self._form, bytes) else len(self._form.body)

    def pack(self) -> None:
        """Keep it as its `text`, which takes half the room, for who is not going to ask for the article."""
        if self._times is not None:  # or its times are the article's own
            self._form = self.text

    @property
    def article(self) -> Article:
        """The article."""
        if isinstance(self._form, bytes):
            return from_json(self.stored)
        if self._times is None:
            return self._form
        return replace(self._form, first_seen=self._times[0], last_ingested=self._times[1])

    @property
    def text(self) -> bytes:
        """The article's JSON, without its times and all that is behind them."""
        if isinstance(self._form, bytes):
            return self._form
        form = self._form
        if form.first_seen or form.last_ingested:
            form = replace(form, first_seen=None, last_ingested=None)
        return to_json(form).removesuffix(_NO_TIMES)

    @property
    def stored(self) -> bytes:
        """The article's JSON, as it is stored."""
        if self._times is None and not isinstance(self._form, bytes):
            return to_json(self._form)
        if self._times is None:
            return self.text + _NO_TIMES
        return self.text + _TIMES % tuple(json.encode(time) for time in self._times)


def cleaned(article: Article) -> Article:
    """The article with every text from its input cleaned, whatever reader it came through."""
    return article if _is_clean(article) else _cleaned(article)


def _is_clean(article: Article) -> bool:
    """Whether cleaning would change nothing."""
    lines = [text for text in _lines_of(article) if text is not None]
    lines += article.authors
    lines += [moment.raw for moment in (article.published, article.modified) if moment]
    return (
        all(map(_is_clean_line, lines))
        and _are_clean(tuple([found.where for found in article.provenance.values()]))
        and clean(article.body) == article.body
        and clean(article.source.path) == article.source.path
    )


@lru_cache(256)
def _are_clean(lines: tuple[str, ...]) -> bool:
    """The same of lines that stand together in most articles of an input."""
    return all(map(_is_clean_line, lines))


def _is_clean_line(text: str) -> bool:
    if len(text) <= _LONGEST_SHARED:
        return _is_shared_line_clean(text)
    return clean(text, one_line=True) == text


@lru_cache(16_384)
def _is_shared_line_clean(text: str) -> bool:
    return text != "" and clean(text, one_line=True) == text


def _cleaned(article: Article) -> Article:
    changes: dict[str, object] = {}

    def note(name: str, value: object) -> None:
        if value != getattr(article, name):
            changes[name] = value

    for name in _LINES:
        if (text := getattr(article, name)) is not None:
            note(name, clean(text, one_line=True) or None)
    note("body", clean(article.body))
    note("authors", tuple([name for author in article.authors if (name := clean(author, one_line=True))]))
    note("published", _clean_moment(article.published))
    note("modified", _clean_moment(article.modified))
    if (path := clean(article.source.path)) != article.source.path:
        changes["source"] = replace(article.source, path=path)
    places = [clean(found.where, one_line=True) for found in article.provenance.values()]
    if places != [found.where for found in article.provenance.values()]:
        changes["provenance"] = {
            name: replace(found, where=where)
            for (name, found), where in zip(article.provenance.items(), places, strict=True)
        }
    return replace(article, **changes) if changes else article


def _clean_moment(published: Published | None) -> Published | None:
    if published is None or (raw := clean(published.raw, one_line=True)) == published.raw:
        return published
    return replace(published, raw=raw)
