"""`search show`: the whole of one article."""

import click

from index.archive import Archive
from index.article import Article
from search.embedded import open_engine
from search.engine import MarkedArticle, Snippet
from search.language import parse
from tui.cli.ending import absent, ended
from tui.cli.naming import answer_with_rank, full_id
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.article import article_lines
from tui.render.output import put, put_json, say
from tui.render.records import article_record


@click.command("show", epilog=examples("search show 1", "search show 3f9a", "search show 3f9a --json"))
@click.argument("name", metavar="RANK|ID")
@click.option("--provenance", is_flag=True, help="Show instead where each field was read, and how surely.")
@json_option
@pass_session
def command(session: Session, name: str, provenance: bool, as_json: bool) -> int:
    """The whole of one article, by its rank in the last answer or its id.

    By rank, what the last query matches is marked. An id can be shortened to as
    many of its first digits as make it the only one, at least four.
    """
    engine = open_engine(session.archive)
    answer = answer_with_rank(name, session.archive)
    article_id = answer.ids[int(name) - 1] if answer else full_id(Archive.open(session.archive), name)
    article = engine.article(article_id)
    if article is None:
        raise absent(f"the archive no longer has the article {article_id}", damage=engine.damage)
    marked = engine.mark(article, parse(answer.query), exact=answer.exact) if answer else _unmarked(article)
    if as_json:
        put_json(article_record(marked, engine.damage))
    elif provenance:
        from tui.render.reading import reading_lines  # it knows the readers of inputs, which few ask about

        put(reading_lines([article], session.display), session.display)
    else:
        put(article_lines(marked, session.display), session.display)
    say([engine.damage] if engine.damage else [])
    return ended(marked, damage=engine.damage)


def _unmarked(article: Article) -> MarkedArticle:
    return MarkedArticle(
        article, Snippet(article.title or ""), Snippet(article.standfirst or ""), Snippet(article.body)
    )
