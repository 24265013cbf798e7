"""The search thread: the only one that opens the archive and calls the engine.

There is one slot for each kind of work and the latest job in it wins: what was asked
three letters ago is never searched for, and a search in progress is called off when a later
question comes. An answer that comes all the same is dropped later by its generation.

A worker of Textual's would do one of these: thread workers cannot be cancelled, so
fast typing would pile them up, and the engine serves one thread at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Condition, Thread
from time import perf_counter

from textual.message import Message

from index.errors import ArchiveMissing
from search.engine import Cancelled, Engine, Facet, FacetCount, Hit, SearchPage, SearchRequest, Story
from search.language import Query, narrow_dates, parse
from search.language.begun import parse_begun, written_out
from search.language.narrow import ticked_values
from search.saved import news_of
from tui.app.jobs import (
    IN_ORDER,
    Absent,
    Advised,
    Advising,
    Answered,
    Checked,
    Checking,
    Compared,
    Comparing,
    Completed,
    Completing,
    Counted,
    Counting,
    Deliver,
    Failed,
    Fetched,
    Fetching,
    Job,
    Marked,
    Marking,
    Timed,
    Timing,
)
from tui.app.pages import LENGTH
from tui.app.problems import problem_of
from tui.app.state import Answer, Question, facets_of

_MOST_COMPLETIONS = 8
_MOST_SIMILAR = 20


class SearchThread:
    """Does one job at a time, away from the keyboard."""

    def __init__(
        self, open_engine: Callable[[], Engine], *, clock: Callable[[], float] = perf_counter
    ) -> None:
        """`open_engine` is called when there is something to ask, and again after it has failed."""
        self._open_engine = open_engine
        self._engine: Engine | None = None
        self._clock = clock
        self._deliver: Deliver | None = None
        self._waiting: dict[type[Job], Job] = {}
        self._changed = Condition()

    def start(self, deliver: Deliver) -> None:
        """Begin; `deliver` is called from the search thread, and never again after `stop`."""
        self._deliver = deliver
        # A daemon, so that quitting does not wait for a long search to end.
        Thread(target=self._run, name="search", daemon=True).start()

    def ask(self, job: Job) -> None:
        """Have this done next, in place of a job of its kind that has not begun."""
        with self._changed:
            self._waiting[type(job)] = job
            self._changed.notify()

    def stop(self) -> None:
        """Deliver nothing more, and end after the job in progress."""
        with self._changed:
            self._deliver = None
            self._changed.notify()

    def _run(self) -> None:
        while (job := self._next_job()) is not None:
            message = self._do(job)
            # Under the lock, so that a message cannot reach an app that has just closed.
            with self._changed:
                if self._deliver is not None and message is not None:
                    self._deliver(message)

    def _next_job(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._deliver is None)
            if self._deliver is None:
                return None
            kind = next(kind for kind in IN_ORDER if kind in self._waiting)
            return self._waiting.pop(kind)

    def _gives_way(self) -> bool:
        """True when something is asked that should not wait."""
        # Without the lock: what is seen a moment too late costs a moment.
        return self._deliver is None or Question in self._waiting

    def _do(self, job: Job) -> Message | None:
        """The answer to a job; None where it was called off."""
        try:
            if self._engine is None:
                self._engine = self._open_engine()
            return self._answer_of(self._engine, job)
        except Cancelled:
            self._put_back(job)
            return None
        except ArchiveMissing as error:
            self._engine = None
            return Absent(problem_of(error), is_missing=True)
        except Exception as error:  # noqa: BLE001 - the boundary of the worker: one failed search must not end the app
            if self._engine is None:
                return Absent(problem_of(error), is_missing=False)
            return Failed(job, problem_of(error))

    def _put_back(self, job: Job) -> None:
        """Do a job later that a further page was more urgent than; another question would need other advice."""
        with self._changed:
            if isinstance(job, Checking):
                self._waiting.setdefault(Checking, job)
            asked = self._waiting.get(Question)
            if (
                isinstance(job, Advising)
                and isinstance(asked, Question)
                and asked.generation == job.question.generation
            ):
                self._waiting.setdefault(Advising, job)

    def _answer_of(self, engine: Engine, job: Job) -> Message | None:
        match job:
            case Question():
                return Answered(self._search(engine, job))
            case Marking():
                return Marked(job, engine.mark(job.article, job.query), _story_of(engine, job))
            case Advising(question):
                request = SearchRequest(parse(question.query.text), limit=0, snippets=0)
                page = engine.search(request, stop=self._gives_way)
                return Advised(question, page.suggestions, page.without)
            case Counting():
                return Counted(engine.size(), engine.generation, engine.damage)
            case Completing():
                values = engine.complete(job.half.prefix, job.half.field, _MOST_COMPLETIONS)
                return Completed(job.half, values)
            case Comparing():
                return Compared(job.article, engine.similar(job.article, _MOST_SIMILAR).hits)
            case Fetching():
                return Fetched(engine.article(job.article_id))
            case Timing():
                return Timed(job, tuple(self._best(engine, job)))
            case Checking():
                return Checked(tuple(news_of(engine, one, stop=self._gives_way) for one in job.searches))

    def _search(self, engine: Engine, asked: Question) -> Answer:
        began = self._clock()
        # Before it is asked: that it has changed is better told once too often.
        archive = engine.generation
        for query, relax in _in_turn(asked):
            answered = replace(asked, query=query)
            page = self._page(engine, answered, relax=relax)
            if page.total or page.partial:
                break
        seconds = self._clock() - began
        if "story:" in asked.query.text and not asked.page:
            page = _with_ticked_stories(engine, page, asked.query.text)
        return Answer(answered, page, seconds, archive)

    def _page(self, engine: Engine, asked: Question, *, relax: bool) -> SearchPage:
        request = SearchRequest(
            asked.query,
            limit=LENGTH * asked.pages,
            offset=asked.page * LENGTH,
            sort=asked.sort,
            # A further page has the same counts; asking again would only cost time.
            facets=() if asked.page else facets_of(asked.query),
            siblings=True,
            snippets=1,
            relax=relax,
            suggest=False,  # asked for when the typing pauses: it takes longer than the answer
        )
        return engine.search(request, stop=self._gives_way)

    def _best(self, engine: Engine, timing: Timing) -> Iterator[Hit | None]:
        text = written_out(timing.question.query)
        for one in timing.bins:
            if not one.articles:
                yield None
                continue
            query = parse(narrow_dates(text, one.first, one.last))
            page = engine.search(SearchRequest(query, limit=1, snippets=0), stop=self._gives_way)
            yield page.hits[0] if page.hits and not page.relaxed else None


def _story_of(engine: Engine, marking: Marking) -> Story | None:
    """What else reports the event of an article or of one of its copies: these can be in different stories."""
    found: list[Story] = []
    for article_id in (marking.article.id, *(copy.id for copy in marking.copies)):
        if not any(other.id == article_id for story in found for other in story.others):
            story = engine.story(article_id)
            if story is not None and all(story.id != one.id for one in found):
                found.append(story)
    if len(found) < 2:
        return found[0] if found else None
    others = [other for story in found for other in story.others]
    others.sort(key=lambda other: other.published.value if other.published else "")
    return Story(found[0].id, tuple(others), sum(story.other_count for story in found))


def _with_ticked_stories(engine: Engine, page: SearchPage, text: str) -> SearchPage:
    """The page with the ticked stories that no match is on, by their headlines: a saved query knows them by their ids."""

    def with_ticked(facet: Facet) -> Facet:
        counted = {count.value for count in facet.counts}
        missing = [story for story in ticked_values(text, "story") if story not in counted]
        firsts = {story: engine.article(story) for story in missing}
        ticked = (
            FacetCount(story, 0, selected=True, label=first.title) for story, first in firsts.items() if first
        )
        return facet._replace(counts=(*ticked, *facet.counts))

    return page._replace(
        facets=tuple(with_ticked(facet) if facet.field == "story" else facet for facet in page.facets)
    )


def _in_turn(asked: Question) -> Sequence[tuple[Query, bool]]:
    """The queries to try until one finds something, each with whether some of its words may be missing.

    The word that is being typed stands for all it may become; where it becomes nothing, and
    once it is typed, for itself. What nobody wrote is then tried as a beginning all the same.
    """
    query = asked.query
    if query.begun and not asked.page:
        return (query, False), (parse(query.text), True)
    begun = None if asked.page else parse_begun(query.text)
    return ((query, False), (begun, False), (query, True)) if begun else ((query, True),)
