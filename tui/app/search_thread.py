"""The search thread: the only caller of the engine, and the messages in which it answers.

There is one slot for each kind of work and the latest job in it wins: what was asked
three letters ago is never searched for. A search in progress is called off when a later
question comes; an answer that comes all the same is dropped later by its generation.

A worker of Textual's would do one of these: thread workers cannot be cancelled, so
fast typing would pile them up, and the engine serves one thread at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from time import perf_counter

from textual.message import Message

from index.article import Article
from search.engine import Cancelled, Engine, MarkedArticle, SearchRequest
from search.language import Query, parse
from tui.app.problems import Problem, problem_of
from tui.app.state import FACETS, Answer, Question


@dataclass(frozen=True, slots=True)
class Counting:
    """How many articles are there?"""


@dataclass(frozen=True, slots=True, eq=False)
class Marking:
    """Where does the query match in this article? Compared by identity: only the latest is shown."""

    article: Article
    query: Query


Job = Question | Marking | Counting
_IN_ORDER: tuple[type[Job], ...] = (Question, Marking, Counting)
"""Hits come before the article beside them."""


@dataclass
class Counted(Message):
    """The size of the archive, and what of it is damaged; see `Engine.damage`."""

    size: int
    damage: str | None


@dataclass
class Answered(Message):
    """A question has its answer."""

    answer: Answer


@dataclass
class Marked(Message):
    """An article is ready to be read."""

    marking: Marking
    marked: MarkedArticle


@dataclass
class Failed(Message):
    """A job could not be done."""

    job: Job
    problem: Problem


class SearchThread:
    """Does one job at a time, away from the keyboard."""

    def __init__(self, engine: Engine, *, clock: Callable[[], float] = perf_counter) -> None:
        self._engine = engine
        self._clock = clock
        self._deliver: Callable[[Message], object] | None = None
        self._waiting: dict[type[Job], Job] = {}
        self._changed = Condition()

    def start(self, deliver: Callable[[Message], object]) -> None:
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
            kind = next(kind for kind in _IN_ORDER if kind in self._waiting)
            return self._waiting.pop(kind)

    def _do(self, job: Job) -> Message | None:
        """The answer to a job; None where it was called off."""
        try:
            if isinstance(job, Question):
                return Answered(self._search(job))
            if isinstance(job, Marking):
                return Marked(job, self._engine.mark(job.article, job.query))
            return Counted(self._engine.size(), self._engine.damage)
        except Cancelled:
            return None
        except Exception as error:  # noqa: BLE001 - the boundary of the worker: one failed search must not end the app
            return Failed(job, problem_of(error))

    def _search(self, asked: Question) -> Answer:
        began = self._clock()
        query = parse(asked.text)
        request = SearchRequest(
            query,
            limit=asked.length,
            offset=asked.offset,
            sort=asked.sort,
            # A further page has the same counts; asking again would only cost time.
            facets=() if asked.offset else FACETS,
            snippets=1,
        )
        page = self._engine.search(request, stop=self._has_later_question)
        return Answer(asked, query, page, self._clock() - began)

    def _has_later_question(self) -> bool:
        # Without the lock: what is seen a moment too late costs a moment.
        return Question in self._waiting or self._deliver is None
