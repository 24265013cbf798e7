"""Versions: two inputs hold one article, and not in the same words; which of them is kept.

An archive holds one version of an article. An input that was read before is believed, whatever
it says now, so this is asked of readings from different inputs alone. It is answered by what
they are, and by when their files were changed, never by which came first: files can be
indexed in any order, and again, and the same version is held. In turn are asked

1. how long the text is: less than half of the other's is an excerpt, a notice or a wall;
2. whether it is the whole text, a part of it, or a headline;
3. whether title and date of publication are known;
4. which is the later version: when it was modified, else the day on which it was published;
5. which file was changed later, and last its place.

A correction therefore takes the place of what it corrects, and a copy that lost most of the article does not,
however new it is. Nothing is put together of two readings: what is held was printed so somewhere.
"""

from collections.abc import Callable
from datetime import datetime
from math import inf
from pathlib import Path

from index.article import STANDARD_INPUT, Article, Published, Source

_LEAST_SHARE = 0.5
"""Of the other's text; editors seldom shorten by more, and what stands before a wall is less."""
_KINDS = {"full": 2, "partial": 1, "stub": 0}


def why_kept(held: Article, arriving: Article, changed_at: Callable[[Article], float]) -> str | None:
    """Why what is held stays, for people; None where what arrives from another input takes its place.

    `changed_at` is asked, where nothing else tells, when the file of either was changed.
    """
    ours, theirs = len(held.body), len(arriving.body)
    where = _named(held.source)
    if theirs < _LEAST_SHARE * ours:
        return f"less than half the text that {where} has"
    if ours < _LEAST_SHARE * theirs:
        return None
    questions: tuple[tuple[Callable[[Article], object], str], ...] = (
        (lambda article: _KINDS[article.body_kind], "not the whole text, of which {} has more"),
        (_particulars, "without the title or date that {} has"),
        (_last_stated, "an earlier version than that of {}"),
        (changed_at, "from a file that was changed before {}"),
        (_place, "no later version than that of {}"),
    )
    for key, reason in questions:
        if (one := key(held)) != (other := key(arriving)):
            return reason.format(where) if one > other else None  # type: ignore[operator]
    return None


def file_changed_at(article: Article) -> float:
    """When the file that an article was read from was changed, nanoseconds since 1970; infinitely long ago where it is gone.

    What was piped is as old as its reading, and what is being piped is new.
    """
    if article.source.path == STANDARD_INPUT:
        return taken_in_at(article)
    try:
        return Path(article.source.path).stat().st_mtime_ns
    except (OSError, ValueError):
        return -inf


def taken_in_at(article: Article) -> float:
    """When the archive took an article in, nanoseconds since 1970; infinity where it does not say, or has not yet."""
    try:
        return datetime.fromisoformat(article.last_ingested or "").timestamp() * 1e9
    except ValueError:
        return inf


def _particulars(article: Article) -> int:
    return (article.title is not None) + (article.published is not None)


def _last_stated(article: Article) -> float:
    """Seconds since 1970; a day is its beginning, a clock without an offset is taken for that of Greenwich."""
    if article.modified:
        return _seconds(article.modified, article.modified.precision == "instant")
    return _seconds(article.published, False) if article.published else -inf


def _seconds(moment: Published, is_instant: bool) -> float:
    try:
        text = moment.value if is_instant else f"{moment.first_day}T00:00:00"
        return datetime.fromisoformat(text + (moment.offset or "Z")).timestamp()
    except (ValueError, OverflowError):  # an offset of a hundred hours, of an export that somebody made
        return -inf


def _place(article: Article) -> tuple[str, int, str]:
    """Later members are later versions, the tenth than the ninth."""
    member = article.source.member or ""
    return article.source.path, len(member), member


def _named(source: Source) -> str:
    return f"member {source.member} of {source.path}" if source.member else source.path
