"""`search similar`: articles on the same subject as one that is held, or as one in a file."""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from index.article import Article
from index.errors import NewsError
from search.engine import Engine, SearchPage, SimilarPage
from search.language import parse
from tui.cli.ending import ended
from tui.cli.naming import find_named, remember
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.hits import hit_lines
from tui.render.output import put, put_json, say
from tui.render.records import similar_record

_STDIN = "-"
_RANK_OR_ID = re.compile("[0-9a-f]{1,16}", re.IGNORECASE)
_LARGEST = 64 << 20
"""Bytes that are taken from stdin for one article."""


@click.command(
    "similar",
    epilog=examples(
        "search similar 1",
        "search similar 3f9a --limit 5",
        "search similar draft.txt",
        "search similar - < draft.txt",
    ),
)
@click.argument("name", metavar="RANK|ID|FILE|-")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Most articles to list.",
)
@json_option
@pass_session
def command(session: Session, name: str, limit: int, as_json: bool) -> int:
    """Articles on the same subject as one you name.

    The most similar come first. The one is named by its rank in the last answer or its id, as for `search show`;
    or it is read from FILE, or from stdin with "-", and not indexed. For a file whose
    name could be an id, write ./FILE. Copies of the article are left out.
    """
    engine = session.engine()
    page = engine.similar(_named(name, engine, session.archive), limit)
    if page.hits:
        _remember(session.archive, page)
    if as_json:
        put_json(similar_record(page))
    else:
        put(hit_lines(page.hits, session.display, len(str(len(page.hits)))), session.display)
    say(page.notices)
    return ended(page.hits, damage=engine.damage)


def _named(name: str, engine: Engine, archive: Path) -> Article:
    if name == _STDIN:
        return _read_from_stdin()
    if not _RANK_OR_ID.fullmatch(name):
        if Path(name).exists():
            return _read(Path(name))
        raise NewsError(
            f"there is no file {name}",
            advice="Name another, or an article by its rank in the last answer or its id.",
        )
    (named,) = find_named(engine, archive, [name], "similar")
    return named.article


def _read_from_stdin() -> Article:
    content = sys.stdin.buffer.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise NewsError(f"stdin has more than {_LARGEST >> 20} MiB, which is no article")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(content)
        return _read(path)


def _read(path: Path) -> Article:
    """The one article of a file, or the first of several. Raises InputRejected, or NewsError for none."""
    from index.ingest.run import read_only  # who names an article that is held need not load it

    for reading in read_only([path]):
        for article in reading.articles:
            return article
        for error in reading.rejected:
            raise error
    raise NewsError(
        f"{path} holds no article", advice=f"See what is read of it: search index --dry-run {path}"
    )


def _remember(archive: Path, page: SimilarPage) -> None:
    """Keep the answer for `search show RANK`, which marks the words that it was found by."""
    words = [word for word in page.terms if word.isalnum()]
    if words:
        answer = SearchPage(total=len(page.hits), hits=page.hits, facets=(), understood="")
        remember(archive, parse(" OR ".join(words)), answer, exact=True)
