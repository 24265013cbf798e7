"""Jobs: what the screen asks of the search thread, and the messages in which it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from index.article import Article
from search.engine import Completion, Copy, Hit, MarkedArticle, Story, Suggestion, Without
from search.language import Query
from search.saved import News, SavedSearch
from tui.app.bins import Bin
from tui.app.completing import Half
from tui.app.problems import Problem
from tui.app.state import Answer, Question


@dataclass(frozen=True, slots=True)
class Counting:
    """How many articles are there?"""


@dataclass(frozen=True, slots=True, eq=False)
class Marking:
    """Where does the query match in this article? Compared by identity: only the latest is shown."""

    article: Article
    query: Query
    copies: tuple[Copy, ...] = ()
    """Those that stand below it, whose stories are its own."""


@dataclass(frozen=True, slots=True)
class Completing:
    """Which values of a field begin so?"""

    half: Half


@dataclass(frozen=True, slots=True)
class Advising:
    """What may have been meant by a question that finds little?"""

    question: Question


@dataclass(frozen=True, slots=True)
class Timing:
    """What is the best article of each of these times?"""

    question: Question
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Comparing:
    """What else is on the subject of this article?"""

    article: Article


@dataclass(frozen=True, slots=True)
class Fetching:
    """Which article has this id?"""

    article_id: str


@dataclass(frozen=True, slots=True)
class Checking:
    """What do the saved searches find that is new?"""

    searches: tuple[SavedSearch, ...]


Job = Question | Marking | Advising | Counting | Completing | Comparing | Fetching | Timing | Checking
IN_ORDER: tuple[type[Job], ...] = (
    Question, Completing, Marking, Fetching, Comparing, Timing, Advising, Counting, Checking,
)  # fmt: skip
"""What is done first, of what waits."""


@dataclass
class Counted(Message):
    """The size of the archive, its generation, and what of it is damaged; see `Engine.damage`."""

    size: int
    archive: int
    damage: str | None


@dataclass
class Absent(Message):
    """There is no archive to ask."""

    problem: Problem
    is_missing: bool
    """True where one can be made; False where there is one that cannot be opened."""


@dataclass
class Answered(Message):
    """A question has its answer."""

    answer: Answer


@dataclass
class Advised(Message):
    """What a question may have meant, and what keeps matches away from it."""

    question: Question
    suggestions: tuple[Suggestion, ...]
    without: tuple[Without, ...]


@dataclass
class Marked(Message):
    """An article is ready to be read, with what else is on its story."""

    marking: Marking
    marked: MarkedArticle
    story: Story | None


@dataclass
class Completed(Message):
    """These values begin so, the most frequent first."""

    half: Half
    values: tuple[Completion, ...]


@dataclass
class Compared(Message):
    """Articles on the subject of another, most similar first."""

    article: Article
    similar: tuple[Hit, ...]


@dataclass
class Fetched(Message):
    """The article with an id; None where it has gone."""

    article: Article | None


@dataclass
class Timed(Message):
    """The best article of each time; None for a time that has none."""

    timing: Timing
    best: tuple[Hit | None, ...]


@dataclass
class Checked(Message):
    """What is new."""

    news: tuple[News, ...]


@dataclass
class Failed(Message):
    """A job could not be done."""

    job: Job
    problem: Problem


Deliver = Callable[[Message], object]
