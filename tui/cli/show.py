"""`search show`: the whole of an article, or of several."""

from collections.abc import Iterator, Sequence

import click

from search.engine import Engine, MarkedArticle, Snippet, Story
from search.language import parse
from tui.cli.ending import ended
from tui.cli.naming import Named, find_named
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.article import article_lines, story_lines
from tui.render.output import put_json, put_paged, say
from tui.render.records import article_record, articles_record
from tui.render.style import Display, paint


@click.command(
    "show",
    epilog=examples("search show 1", "search show 3f9a", "search show 1 2 3", "search show 3f9a --json"),
)
@click.argument("names", metavar="RANK|ID...", nargs=-1, required=True)
@click.option("--provenance", is_flag=True, help="Show instead where each field was read, and how surely.")
@json_option
@pass_session
def command(session: Session, names: tuple[str, ...], provenance: bool, as_json: bool) -> int:
    """The whole of one article, by its rank in the last answer or its id.

    By rank, what the last query matches is marked. An id can be shortened to as
    many of its first digits as make it the only one, at least four. More than a
    screen is shown in your pager.
    """
    engine = session.engine()
    marked = [_marked(engine, named) for named in find_named(engine, session.archive, names, "show")]
    told = [(one, engine.story(one.article.id)) for one in marked]
    if as_json:
        put_json(
            article_record(*told[0], engine.damage)
            if len(told) == 1
            else articles_record(told, engine.damage)
        )
    elif provenance:
        from tui.render.reading import reading_lines  # it knows the readers of inputs, which few ask about

        put_paged(reading_lines([each.article for each in marked], session.display), session.display)
    else:
        put_paged(_lines(told, session.display), session.display)
    say([engine.damage] if engine.damage else [])
    return ended(marked, damage=engine.damage)


def _marked(engine: Engine, named: Named) -> MarkedArticle:
    article, answer = named
    if answer:
        return engine.mark(article, parse(answer.query), exact=answer.exact)
    return MarkedArticle(
        article, Snippet(article.title or ""), Snippet(article.standfirst or ""), Snippet(article.body)
    )


def _lines(articles: Sequence[tuple[MarkedArticle, Story | None]], display: Display) -> Iterator[str]:
    for number, (marked, story) in enumerate(articles):
        if number:
            yield from ("", paint("─" * display.width, "faint", display), "")
        yield from article_lines(marked, display)
        if story:
            yield from story_lines(story, display)
