"""`search query`: one question, one answer.

Hits and facets are the answer and go to stdout; how the question was understood,
the total and what to ask next are about it and go to stderr, so that a pipe
carries the answer alone.
"""

import click

from search.embedded import open_engine
from search.engine import FacetField, SearchPage, SearchRequest, Sort
from tui.cli.ending import ended
from tui.cli.fields import facet_fields
from tui.cli.naming import remember
from tui.cli.session import Session, examples, json_option, pass_session
from tui.cli.words import WordsCommand, query_of
from tui.render.expansions import expansion_lines
from tui.render.hits import hint_lines, hit_lines, summary_lines
from tui.render.output import put, put_json, say
from tui.render.records import page_record
from tui.render.style import Display
from tui.render.tables import facet_lines


@click.command(
    "query",
    cls=WordsCommand,
    epilog=examples(
        "search query harbour strike",
        "search query '\"night ferry\"' -weather",
        "search query strike outlet:times after:2019-06 --sort newest",
        "search query 'econom* NEAR/5 (strike OR walkout)' --explain",
        "search query strike --facets outlet,year --json",
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Most articles to list.",
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Order; undated articles come last.",
)
@click.option(
    "--facets", metavar="FIELD,…", multiple=True, callback=facet_fields, help="Also count by FIELD."
)
@click.option("--count", is_flag=True, help="Only say how many there are.")
@click.option("--exact", is_flag=True, help="Take acronyms as they are written.")
@click.option(
    "--snippets",
    metavar="N",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Most snippets per article.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0),
    default=5,
    show_default=True,
    help="Then show what was found so far, and end with 2.",
)
@click.option("--explain", is_flag=True, help="Also say what each word was found to stand for.")
@json_option
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    limit: int,
    sort: Sort,
    facets: tuple[FacetField, ...],
    count: bool,
    exact: bool,
    snippets: int,
    timeout: float,
    explain: bool,
    as_json: bool,
) -> int:
    """Articles that match WORDS, best first.

    All words are required, in any of their forms. A word after "-" must not occur.
    The shell takes quotes away, so put a phrase in two kinds of them. `search help query`
    shows all that can be asked.
    """
    query = query_of(words)
    engine = open_engine(session.archive)
    page = engine.search(
        SearchRequest(
            query,
            0 if count else limit,
            sort=sort,
            facets=facets,
            exact=exact,
            snippets=snippets,
            timeout=timeout,
            explain=explain,
        )
    )
    if page.hits:
        remember(session.archive, query, page, exact=exact)
    if as_json:
        put_json(page_record(query, page))
        say([engine.damage] if engine.damage else [])
    else:
        _show(page, session.display, count=count)
    return ended(page.total, damage=page.incomplete or page.partial)


def _show(page: SearchPage, display: Display, *, count: bool) -> None:
    say(summary_lines(page, display))
    say(expansion_lines(page.expansions, display))
    if count:
        put([str(page.total)], display)
    elif page.hits:
        say([""] if display.interactive else [])
        put(hit_lines(page, display), display)
    if page.total:
        put([""] if page.facets else [], display)
        put(facet_lines(page.facets, display), display)
    if display.interactive:
        say(["", *hint_lines(page)] if page.hits else [])
