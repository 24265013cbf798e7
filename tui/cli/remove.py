"""`search remove`: articles leave the archive; their files stay where they are.

A query is asked exactly here: what is removed must match every word as it is written, not nearly.
"""

import sys
from collections.abc import Sequence
from math import inf

import click

from index.archive import Archive
from index.article import Article
from index.clean import clean
from index.errors import NewsError
from search.embedded import open_engine
from search.engine import Engine, SearchRequest
from tui.cli.ending import FOUND, NothingFound
from tui.cli.naming import full_id
from tui.cli.session import Session, examples, json_option, pass_session
from tui.cli.words import query_of
from tui.render.hits import NO_TITLE, count_of
from tui.render.output import put, put_json, say
from tui.render.records import removal_record

_MOST_NAMED = 5


@click.command(
    "remove",
    epilog=examples(
        "search remove 3f9a17c2", "search remove --query 'outlet:\"The Daily Copy\" before:2012'"
    ),
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--query", "matching", metavar="WORDS", help="Remove the articles that match WORDS.")
@click.option("--yes", is_flag=True, help="Do not ask before removing.")
@json_option
@pass_session
def command(session: Session, ids: tuple[str, ...], matching: str | None, yes: bool, as_json: bool) -> int:
    """Remove articles from the archive.

    The files they were read from are not touched; indexing those again brings the
    articles back. Ids can be shortened, as for `search show`; ranks are not taken.
    """
    if bool(ids) == (matching is not None):
        raise click.UsageError("name the articles to remove, either by ID or with --query")
    archive = Archive.open(session.folder_to_write())
    engine = open_engine(session.archive)
    chosen = _named(archive, engine, ids) if matching is None else _matching(engine, matching)
    if engine.damage:
        raise NewsError(f"nothing was removed: {engine.damage}")
    if not yes and not _agreed(chosen, session):
        raise NothingFound("nothing was removed")
    removed = archive.remove([article.id for article in chosen])
    if as_json:
        put_json(removal_record(removed))
    else:
        put([f"Removed {count_of(removed, 'article')}."], session.display)
    return FOUND


def _named(archive: Archive, engine: Engine, names: Sequence[str]) -> list[Article]:
    ids = dict.fromkeys(full_id(archive, name) for name in names)
    return [article for article in map(engine.article, ids) if article]


def _matching(engine: Engine, words: str) -> list[Article]:
    everything = SearchRequest(
        query_of([words]),
        engine.size(),
        exact=True,
        snippets=0,
        all_copies=True,
        timeout=inf,
        every_word=True,
    )
    page = engine.search(everything)
    if not page.incomplete and not page.total:
        raise NothingFound(f"no article matches all of: {words}", advice="Nothing was removed.")
    return [hit.article for hit in page.hits]


def _agreed(chosen: Sequence[Article], session: Session) -> bool:
    """Whether a person agrees; a UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise click.UsageError(
            "removing must be confirmed, and nobody can be asked here\nAdd --yes to remove."
        )
    say(
        f"  {article.id}  {clean(article.title or NO_TITLE, one_line=True)}"
        for article in chosen[:_MOST_NAMED]
    )
    if len(chosen) > _MOST_NAMED:
        say([f"  and {len(chosen) - _MOST_NAMED:,} more"])
    question = f"Remove {count_of(len(chosen), 'article')} from {clean(str(session.archive), one_line=True)}?"
    return click.confirm(question, err=True)
