"""Asking: the queries of a command put to the engine one after another, and how it went.

One command answers from one state of the archive, whatever is committed meanwhile.
"""

from collections.abc import Iterable, Iterator

from index.clean import clean
from index.errors import NewsError
from search.engine import SearchPage, SearchRequest
from search.language import Query
from search.paging import all_hits, first_page
from tui.cli.answer import Answer
from tui.cli.ending import FOUND, NOTHING_FOUND, TROUBLE, error_lines
from tui.cli.naming import remember
from tui.cli.question import Question
from tui.cli.session import Session
from tui.cli.words import query_of
from tui.render.expansions import expansion_lines
from tui.render.hits import hint_lines, summary_lines
from tui.render.output import say
from tui.render.outputs import Listing
from tui.render.style import Display

_SAY_IT_THEMSELVES = ("json", "quiet")
"""Forms that hold what is said about an answer, or are asked for to hear nothing."""
_COUNTED = "Only what has every word is counted; without --count the list shows {} with most of the words."


class Asking:
    """Queries being asked; how the command ends is known when all are."""

    def __init__(self, session: Session, question: Question, answer: Answer, output: str) -> None:
        self._session = session
        self._question = question
        self._answer = answer
        self._output = output
        self._engine = session.engine()
        self._found = self._trouble = False

    def one(self, words: Iterable[str], display: Display) -> Iterator[Listing]:
        """The answer to one query; what is said about it goes to stderr before and after. Raises NewsError."""
        query = query_of(words)
        listing = self._ask(query)
        page = listing.page
        as_text = self._output == "text"
        self._say_about(page, display)
        if page.hits and not self._answer.lists_nothing():
            remember(self._session.archive, query, page, exact=self._question.exact)
        say([""] if as_text and page.hits and display.interactive else [])
        yield listing
        if as_text and page.hits and display.interactive:
            say(["", *hint_lines(page, listing.last_rank)])

    def many(self, display: Display) -> Iterator[Listing]:
        """The answers to the lines of the file of queries; one that fails is told, and the next is asked."""
        from tui.cli.batch import STDIN, name_of, queries_in  # who asks one query need not load it

        file = self._answer.batch or STDIN
        asked = False
        for number, query in queries_in(file):
            asked = True
            try:
                if isinstance(query, NewsError):
                    raise query
                listing = self._ask(query)
            except NewsError as error:
                self._trouble = True
                say([f"In line {number:,}:", *error_lines(error)])
                continue
            self._say_about(listing.page, display)
            yield listing
        if not asked and self._output != "quiet":
            say([f"There is no query in {clean(name_of(file), one_line=True)}."])

    def code(self) -> int:
        """The exit code, once everything has been asked and written; damage that was met is told."""
        if damage := self._engine.damage:
            say([damage] if self._output in _SAY_IT_THEMSELVES else [])
            return TROUBLE
        if self._trouble:
            return TROUBLE
        return FOUND if self._found else NOTHING_FOUND

    def _ask(self, query: Query) -> Listing:
        request = self._request(query)
        page = first_page(self._engine, request)
        if self._answer.only_count:
            from tui.cli.every_word import with_hint  # few questions are only counted

            page = with_hint(self._engine, request, page, _COUNTED)
        self._found |= page.total > 0
        self._trouble |= page.partial
        last = min(page.listed, request.offset + request.limit)
        return Listing(query, page, all_hits(self._engine, request, page), last)

    def _request(self, query: Query) -> SearchRequest:
        answer = self._answer
        limit = 0 if answer.lists_nothing() else answer.limit or self._engine.size()
        question = self._question if answer.shows_snippets() else self._question._replace(snippets=0)
        offset, after = (answer.after.rank, answer.after.article_id) if answer.after else (answer.offset, "")
        # Articles with only some of the words are shown to a person who looks on, and counted for nobody.
        every_word = answer.lists_nothing()
        return question.request(query, limit=limit, offset=offset, after=after)._replace(
            every_word=every_word
        )

    def _say_about(self, page: SearchPage, display: Display) -> None:
        if self._output not in _SAY_IT_THEMSELVES:
            say(summary_lines(page, display))
            say(expansion_lines(page.expansions, display))
        passed = self._answer.after.rank if self._answer.after else self._answer.offset
        if passed and page.listed and not page.hits and not self._answer.lists_nothing():
            option = "--after" if self._answer.after else "--offset"
            say([f"There is none behind the first {min(passed, page.listed):,}, where {option} begins."])
