"""`search export`: whole articles into a file for another program."""

from math import inf
from pathlib import Path

import click

from index.clean import clean
from search.engine import SearchRequest, Sort
from search.paging import all_hits, first_page
from tui.cli.answer import raw_option
from tui.cli.destination import STDOUT, answer_to
from tui.cli.ending import ended
from tui.cli.every_word import with_hint
from tui.cli.question import exact_option, sort_option
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, query_of, words_argument
from tui.render.hits import count_of, summary_lines
from tui.render.output import ascii_only, put, say
from tui.render.outputs import OUTPUTS, Layout, Listing, lines_of

_FORMS = {name: output.suffixes for name, output in OUTPUTS.items() if output.suffixes}
_EXPORTED = (
    "Only what has every word is exported; search query lists {} with most of the words."
    " To export more, take words out or write OR between them."
)


@click.command(
    "export",
    cls=WordsCommand,
    epilog=examples(
        "search export strike outlet:times --to strike.jsonl",
        "search export strike --to strike.bib",
        "search export strike --to - --as markdown",
    ),
)
@words_argument(required=True)
@click.option(
    "--to",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write, - for stdout; its suffix says the form.",
)
@click.option("--as", "form", type=click.Choice(tuple(_FORMS)), help="The form, whatever the suffix.")
@sort_option
@exact_option
@raw_option
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    file: Path,
    form: str | None,
    sort: Sort,
    exact: bool,
    raw: bool,
) -> int:
    """Write all articles that match WORDS to a file, each as a whole.

    As JSONL, CSV, TSV and Markdown with their texts, as BibTeX and RIS to cite them.
    The file is there once it is whole.
    """
    form = form or _form_of(file)
    query = query_of(words)
    engine = session.engine()
    request = SearchRequest(
        query,
        engine.size(),
        sort=sort,
        exact=exact,
        snippets=0,
        all_copies=True,
        timeout=inf,
        every_word=True,
    )
    page = with_hint(engine, request, first_page(engine, request), _EXPORTED)
    say(summary_lines(page, session.display))
    if not page.total:
        return ended(False, damage=engine.damage)
    with answer_to(file, session) as display:
        layout = Layout(display, raw=raw, ascii=ascii_only(), whole=True)
        put(lines_of(form, [Listing(query, page, all_hits(engine, request, page))], layout), display)
    say(
        [f"Wrote {count_of(page.total, 'article')} to {clean(str(file), one_line=True)}."]
        if file != STDOUT
        else []
    )
    return ended(page.total, damage=engine.damage)


def _form_of(file: Path) -> str:
    """The form that a file's suffix says. Raises UsageError where it says none."""
    for name, suffixes in _FORMS.items():
        if file.suffix.lower() in suffixes:
            return name
    known = ", ".join(suffix for own in _FORMS.values() for suffix in own[:1])
    raise click.UsageError(
        f"the name {clean(str(file), one_line=True)} does not say in which form to write\n"
        f"End it with one of {known}, or say it: --as {'|'.join(_FORMS)}"
    )
