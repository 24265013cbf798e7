"""Saved searches: queries under a name, and what they find that they did not find the last time.

Every article knows when the archive first took it in, so what is new needs no list of what
was seen: it is what came in after the reader last looked. Times are of the archive's clock,
read from the articles themselves, so that a reader's own clock does not matter.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import mkstemp

from search.engine import Engine, Hit, SearchRequest
from search.language import parse

_NAME = "saved-searches.json"
_PAGE = 100
_BEFORE_ALL = "0"
"""Sorts before every time: what comes in after this is new."""
_MOST_LOOKED_AT = 2_000
"""Articles looked at, latest news first, before the rest is taken to be known."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query the reader comes back to."""

    name: str
    text: str
    archive: str
    """The folder of the archive it is for."""
    looked: str = ""
    """The `first_seen` of the latest article it had found when the reader last looked; empty until it is known."""
    total: int = 0
    """How many it found then."""


@dataclass(frozen=True, slots=True)
class News:
    """What a saved search finds that is new."""

    search: SavedSearch
    new: int
    is_least: bool
    """True when there may be more: only the latest two thousand were looked at."""
    total: int
    latest: str
    """The `first_seen` to remember once the reader has looked."""


def saved_searches(folder: Path) -> tuple[SavedSearch, ...]:
    """Those kept in a folder, in the order they were saved; none where there is no such file, or it is no good."""
    try:
        kept = json.loads((folder / _NAME).read_bytes())
        return tuple(SavedSearch(**one) for one in kept if _is_one(one))
    except (OSError, ValueError, TypeError):
        return ()


def _is_one(record: object) -> bool:
    texts = ("name", "text", "archive", "looked")
    return isinstance(record, dict) and all(isinstance(record.get(field, ""), str) for field in texts)


def with_search(searches: tuple[SavedSearch, ...], search: SavedSearch) -> tuple[SavedSearch, ...]:
    """With one more; one of the same name for the same archive is replaced."""
    others = [one for one in searches if (one.name, one.archive) != (search.name, search.archive)]
    return (*others, search)


def keep_searches(folder: Path, searches: tuple[SavedSearch, ...]) -> None:
    """Keep these. Raises OSError where that cannot be done."""
    write_privately(folder / _NAME, json.dumps([asdict(one) for one in searches], ensure_ascii=False))


def write_privately(path: Path, text: str) -> None:
    """Replace a file, at once and as a whole, by one that only its owner can read. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files that only their owner can read.
    handle, written = mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(written).replace(path)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise


def news_of(engine: Engine, search: SavedSearch, *, stop: Callable[[], bool] | None = None) -> News:
    """What a saved search finds that came in since the reader looked. Raises what the engine does; `stop` is its too."""
    query = parse(search.text)
    new, looked_at, latest = 0, 0, search.looked
    while True:
        page = engine.search(SearchRequest(query, _PAGE, looked_at, sort="newest", snippets=0), stop=stop)
        for hit in page.hits:
            seen = _seen(hit)
            new += seen > search.looked
            latest = max(latest, seen)
        looked_at += len(page.hits)
        if not page.hits or looked_at >= min(page.total, _MOST_LOOKED_AT):
            break
    total = 0 if page.relaxed else page.total
    if page.relaxed:
        return News(search, 0, is_least=False, total=0, latest=search.looked)
    return News(search, new, is_least=looked_at < total, total=total, latest=latest)


def _seen(hit: Hit) -> str:
    return hit.article.first_seen or ""


def looked_at(news: News) -> SavedSearch:
    """The search once the reader has seen what is new."""
    return replace(news.search, looked=news.latest or _BEFORE_ALL, total=news.total)
