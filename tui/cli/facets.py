"""`search facets`: counts instead of articles."""

import click

from search.engine import FacetField, SearchRequest
from tui.cli.answer import facet_limit_option
from tui.cli.ending import ended
from tui.cli.fields import facet_fields
from tui.cli.question import exact_option
from tui.cli.session import Session, examples, json_option, pass_session
from tui.cli.words import WordsCommand, query_of, words_argument
from tui.render.hits import count_of, summary_lines
from tui.render.output import put, put_json, say
from tui.render.records import facets_record
from tui.render.tables import facet_lines

_EVERYTHING = ("*",)


@click.command(
    "facets",
    cls=WordsCommand,
    epilog=examples(
        "search facets", "search facets harbour strike --field outlet,month", "search facets strike --json"
    ),
)
@words_argument()
@click.option(
    "--field",
    "fields",
    metavar="FIELD,…",
    multiple=True,
    default=["outlet,author,section,agency,language,year"],
    show_default=True,
    callback=facet_fields,
    help="Count by FIELD; also place, month, day and story.",
)
@facet_limit_option
@exact_option
@json_option
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    fields: tuple[FacetField, ...],
    facet_limit: int | None,
    exact: bool,
    as_json: bool,
) -> int:
    """How many articles there are per outlet, author, year and so on.

    Counts are over all articles that match WORDS; without words, over the whole
    archive.
    """
    query = query_of(words or _EVERYTHING)
    engine = session.engine()
    page = engine.search(SearchRequest(query, limit=0, facets=fields, exact=exact))
    if as_json:
        put_json(facets_record(query, page, facet_limit))
        say([engine.damage] if engine.damage else [])
    else:
        say(
            summary_lines(page, session.display)
            if words
            else [count_of(page.total, "article"), *page.notices]
        )
        put(facet_lines(page.facets, session.display, facet_limit) if page.total else [], session.display)
    return ended(page.total, damage=page.incomplete or page.partial)
