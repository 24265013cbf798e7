"""`search timeline`: how coverage ran over time."""

import click

from search.engine import FACET_FIELDS, PERIODS, FacetField
from search.news.timeline import EVERY, Every, timeline
from tui.cli.ending import ended
from tui.cli.question import exact_option
from tui.cli.session import Session, examples, json_option, pass_session
from tui.cli.words import WordsCommand, query_of, words_argument
from tui.render.hits import summary_lines
from tui.render.output import put, put_json, say
from tui.render.timeline import timeline_lines, timeline_record, undated_lines

_EVERYTHING = ("*",)
_COMPARED = tuple(field for field in FACET_FIELDS if field not in PERIODS)


@click.command(
    "timeline",
    cls=WordsCommand,
    epilog=examples(
        "search timeline strike",
        "search timeline strike --every month --by outlet --normalise",
        "search timeline strike --json",
    ),
)
@words_argument()
@click.option(
    "--every",
    type=click.Choice(EVERY),
    show_default="as reads well",
    help="How long a period is; weeks begin on Monday.",
)
@click.option("--by", type=click.Choice(_COMPARED), metavar="FIELD", help="Compare the values of FIELD.")
@click.option(
    "--facet-limit",
    "most",
    metavar="N",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    help="Most values to compare.",
)
@click.option(
    "--normalise",
    "--normalize",
    "shares",
    is_flag=True,
    help="Draw parts of all that the archive holds of a period.",
)
@exact_option
@json_option
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    every: Every | None,
    by: FacetField | None,
    most: int,
    shares: bool,
    exact: bool,
    as_json: bool,
) -> int:
    """How many articles that match WORDS there are in each day, week, month or year.

    Periods without a match are gaps. A dot stands where the archive holds nothing at
    all. What has no date as exact as a period is left out, and counted.
    """
    query = query_of(words or _EVERYTHING)
    engine = session.engine()
    found = timeline(engine, query, every=every, by=by, most=most, exact=exact)
    if as_json:
        put_json(timeline_record(query, found))
        say([engine.damage] if engine.damage else [])
    else:
        say([*summary_lines(found.page, session.display), *undated_lines(found)])
        put(timeline_lines(found, session.display, shares=shares), session.display)
    return ended(found.page.total, damage=found.page.incomplete)
