"""`search query`: one question, one answer.

Hits and facets are the answer and go to stdout; how the question was understood,
the total and what to ask next are about it and go to stderr, so that a pipe
carries the answer alone.
"""

import click

from search.embedded import open_engine
from search.engine import SearchPage
from tui.cli.answer import ANSWER, Answer
from tui.cli.ending import ended
from tui.cli.naming import remember
from tui.cli.question import QUESTION, Question
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, query_of
from tui.render.hits import hint_lines, hit_lines, summary_lines
from tui.render.output import put, put_json, say
from tui.render.records import page_record
from tui.render.style import Display
from tui.render.tables import facet_lines


@click.command(
    "query",
    cls=WordsCommand,
    groups=(QUESTION, ANSWER),
    epilog=examples(
        "search query harbour strike",
        "search query '\"night ferry\"' -weather",
        "search query strike outlet:times after:2019-06 --sort newest",
        "search query strike --facets outlet,year --json",
    ),
)
@click.argument("words", nargs=-1, required=True)
@QUESTION.declare
@ANSWER.declare
@pass_session
def command(session: Session, words: tuple[str, ...], question: Question, answer: Answer) -> int:
    """Articles that match WORDS, best first.

    All words are required, in any of their forms. A word after "-" must not occur.
    The shell takes quotes away, so put a phrase in two kinds of them.
    """
    query = query_of(words)
    engine = open_engine(session.archive)
    page = engine.search(question.request(query, limit=0 if answer.only_count else answer.limit))
    if page.hits:
        remember(session.archive, query, page, exact=question.exact)
    if answer.as_json:
        put_json(page_record(query, page))
        say([engine.damage] if engine.damage else [])
    else:
        _show(page, session.display, count=answer.only_count)
    return ended(page.total, damage=page.incomplete)


def _show(page: SearchPage, display: Display, *, count: bool) -> None:
    say(summary_lines(page, display))
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
