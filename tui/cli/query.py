"""`search query`: one question, one answer; or many, a line each.

Hits and facets are the answer and go to stdout; how the question was understood,
the total and what to ask next are about it and go to stderr, so that a pipe
carries the answer alone.
"""

import click
from click.core import ParameterSource

from search.engine import FacetField
from tui.cli.answer import ANSWER, Answer
from tui.cli.asking import Asking
from tui.cli.destination import answer_to
from tui.cli.question import QUESTION, Question
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, words_argument
from tui.render.output import put
from tui.render.outputs import OUTPUTS, lines_of


@click.command(
    "query",
    cls=WordsCommand,
    groups=(QUESTION, ANSWER),
    epilog=examples(
        "search query harbour strike",
        "search query '\"night ferry\"' -weather",
        "search query strike outlet:times after:2019-06 --sort newest",
        "search query 'econom* NEAR/5 (strike OR walkout)' --explain",
        "search query strike --facets outlet,year --json",
        "search query strike --limit 0 --csv --output strike.csv",
        "search query strike --format '{date} {outlet:20} {title}'",
        "search query --batch names.txt --count",
    ),
)
@words_argument()
@QUESTION.declare
@ANSWER.declare
@pass_session
def command(session: Session, words: tuple[str, ...], question: Question, answer: Answer) -> int:
    """Articles that match WORDS, best first.

    All words are required, in any of their forms. A word after "-" must not occur.
    The shell takes quotes away, so put a phrase in two kinds of them. `search help query`
    shows all that can be asked.
    """
    if bool(words) == (answer.batch is not None):
        raise click.UsageError("give WORDS, or a file of queries with --batch")
    output = answer.output()
    question = question._replace(facets=_facets(question, output))
    with answer_to(answer.file, session) as display:
        layout = answer.layout(display)
        asking = Asking(session, question, answer, output)
        listings = asking.many(display) if answer.batch else asking.one(words, display)
        put(lines_of(output, listings, layout), display, end=answer.end())
        return asking.code()


def _facets(question: Question, output: str) -> tuple[FacetField, ...]:
    """What to count: those set in the config only where a person reads, so that a script's answer is the same for all."""
    source = click.get_current_context().get_parameter_source("facets")
    if source != ParameterSource.COMMANDLINE:
        return question.facets if output == "text" else ()
    if question.facets and "facets" not in OUTPUTS[output].takes:
        raise click.UsageError(
            f"there is no place for facets with --{output}\nCount by: search facets WORDS --field FIELD,…"
        )
    return question.facets
