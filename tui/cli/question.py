"""What the options of a command say about the question, whatever becomes of the answer.

The fields of `Question` are those of `SearchRequest` that a person sets, under the same
names, so that an option and its field there are all that a new one needs.
"""

from typing import NamedTuple

import click

from search.engine import FacetField, SearchRequest, Sort
from search.language import Query
from tui.cli.fields import facet_fields
from tui.cli.groups import OptionGroup


class Question(NamedTuple):
    """How to search, count and show what matches."""

    sort: Sort
    boost_recent: bool
    exact: bool
    all_copies: bool
    facets: tuple[FacetField, ...]
    snippets: int
    timeout: float
    explain: bool

    def request(self, query: Query, *, limit: int, offset: int = 0, after: str = "") -> SearchRequest:
        """The request for some hits; see `SearchRequest`."""
        return SearchRequest(query, limit, offset, after, **self._asdict())


sort_option = click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest", "outlet"]),
    default="relevance",
    show_default=True,
    help="Order; undated articles come last.",
)
exact_option = click.option("--exact", is_flag=True, help="Take acronyms as they are written.")

QUESTION = OptionGroup(
    "What is asked",
    "question",
    Question,
    [
        sort_option,
        click.option("--boost-recent", is_flag=True, help="Let newer articles count more, up to twice."),
        exact_option,
        click.option("--all-copies", is_flag=True, help="List near-identical articles one by one."),
        click.option(
            "--facets", metavar="FIELD,…", multiple=True, callback=facet_fields, help="Also count by FIELD."
        ),
        click.option(
            "--snippets",
            metavar="N",
            type=click.IntRange(0),
            default=3,
            show_default=True,
            help="Most snippets per article.",
        ),
        click.option(
            "--timeout",
            metavar="SECONDS",
            type=click.FloatRange(0),
            default=5.0,
            show_default=True,
            help="Then show what was found so far, and end with 2.",
        ),
        click.option("--explain", is_flag=True, help="Also say what each word was found to stand for."),
    ],
)
