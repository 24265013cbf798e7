"""How a person names one article: by its rank in the last answer, or by the beginning of its id.

The last answer is kept in the user's state folder, with the archive it came from,
because ranks mean nothing in another. It is a convenience: when it cannot be
read, there simply are no ranks. Its query is nobody else's business, so
the file is the user's alone.
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from platformdirs import user_state_path

from index.archive import Archive
from index.article import Article
from index.clean import clean
from index.errors import NewsError
from search.engine import Engine, SearchPage
from search.language import Query
from tui.cli.ending import NothingFound, absent
from tui.render.output import say

SHORTEST_PREFIX = 4
"""Digits of an id that can stand for it: fewer would be mistaken for a rank, or typed by accident."""

_PREFIX = re.compile(rf"[0-9a-f]{{{SHORTEST_PREFIX},16}}")
_RANK = re.compile("[1-9][0-9]{0,8}")
_NO_ID = re.compile(rf"[0-9]{{1,{SHORTEST_PREFIX - 1}}}")
"""A number that can only be meant as a rank."""


class LastAnswer(NamedTuple):
    """What `search query` showed last."""

    archive: str
    query: str
    exact: bool
    ids: tuple[str, ...]
    """In order of rank."""
    first: int = 1
    """The rank of the first of them."""

    def id_of(self, rank: int) -> str | None:
        """The id of the article with a rank; None for a rank that was not listed."""
        at = rank - self.first
        return self.ids[at] if 0 <= at < len(self.ids) else None

    @property
    def ranks(self) -> str:
        """The ranks that were listed, as a person says them."""
        last = self.first + len(self.ids) - 1
        return f"{self.first}" if last == self.first else f"{self.first} to {last}"


def remember(archive: Path, query: Query, page: SearchPage, *, exact: bool) -> None:
    """Keep the answer for `search show RANK`; where that cannot be written, say so: an earlier one may still be there."""
    answer = LastAnswer(
        str(archive.absolute()),
        query.text,
        exact,
        tuple(hit.article.id for hit in page.hits),
        page.hits[0].rank,
    )
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes files that only their owner can read.
        handle, written = mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(answer._asdict(), file)
        Path(written).replace(path)
    except OSError as error:
        reason = clean(f"{path.parent}: {error.strerror or error}", one_line=True)
        say([f"search show RANK will not know this answer, which cannot be kept in {reason}"])


def recall() -> LastAnswer | None:
    """The last answer; None where there is none that can be read."""
    try:
        record = json.loads(_path().read_text("utf-8"))
        answer = LastAnswer(
            str(record["archive"]),
            str(record["query"]),
            bool(record["exact"]),
            tuple(map(str, record["ids"])),
            int(record.get("first", 1)),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return answer


def answer_with_rank(name: str, archive: Path, command: str) -> LastAnswer | None:
    """The last answer, when `name` is a rank in it; None when `name` must be an id.

    Raises NothingFound for a number that is neither, NewsError for a rank in another archive's answer.
    """
    last = recall()
    if last and _RANK.fullmatch(name) and last.id_of(int(name)):
        if last.archive != str(archive.absolute()):
            raise NewsError(
                f"the last answer came from another archive: {last.archive}",
                advice=f"search --archive '{last.archive}' {command} {name}",
            )
        return last
    if _NO_ID.fullmatch(name):
        raise _no_rank(name, last)
    return None


class Named(NamedTuple):
    """An article that was asked for by name."""

    article: Article
    answer: LastAnswer | None
    """The answer it was a hit of; None where an id named it."""


def find_named(engine: Engine, archive: Path, names: Iterable[str], command: str) -> list[Named]:
    """The articles with some ranks or ids, for a command. Raises what `answer_with_rank` and `full_id` do."""
    found = []
    for name in names:
        answer = answer_with_rank(name, archive, command)
        article_id = (answer.id_of(int(name)) or "") if answer else full_id(Archive.open(archive), name)
        article = engine.article(article_id)
        if article is None:
            raise absent(f"the archive no longer has the article {article_id}", damage=engine.damage)
        found.append(Named(article, answer))
    return found


def full_id(archive: Archive, name: str) -> str:
    """The one id that begins with `name`. Raises NothingFound for none, NewsError for several."""
    prefix = name.strip().lower()
    if not _PREFIX.fullmatch(prefix):
        raise NothingFound(
            f"no article is called {name}",
            advice=f"Give an id that `search query` lists, or its first {SHORTEST_PREFIX} digits or more.",
        )
    ids = archive.ids_with_prefix(prefix)
    if not ids:
        raise absent(
            f"no article's id begins with {name}",
            advice="search query WORDS lists ids.",
            damage=archive.damage,
        )
    if len(ids) > 1:
        raise NewsError(
            f"{len(ids):,} articles have an id that begins with {name}",
            advice="Give more digits, such as: " + ", ".join(ids[:3]),
        )
    return ids[0]


def _no_rank(name: str, last: LastAnswer | None) -> NothingFound:
    if not (last and last.ids):
        return NothingFound(
            f"there is no last answer to take number {name} from",
            advice="`search query WORDS` lists articles with their numbers and ids.",
        )
    listed = len(last.ids)
    return NothingFound(
        f"there is no number {name}: the last answer listed {listed:,} {'article' if listed == 1 else 'articles'}",
        advice=f"Give {last.ranks}, or an id that `search query` lists.",
    )


def _path() -> Path:
    return user_state_path("morgue") / "last-result.json"
