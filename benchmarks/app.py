"""Measure how the window feels: python -m benchmarks.app

From a key to the letter on the screen and to what it finds, from a page of hits to the next,
and from the start to the first paint. The app runs as it does in a terminal, but draws to
nowhere; painted means that what is drawn has been handed to the terminal.

Each figure is given by the clock and, because other programs may run, by processor time: of
the whole process, so that of a letter holds the search beside it too.
"""

import argparse
import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot

from benchmarks.articles import invented_articles
from index.archive import Archive
from search.embedded import open_engine
from search.engine import SearchRequest
from search.language import parse
from tui.app.app import MorgueApp
from tui.app.screens.search import SearchScreen
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar

_PACE = 0.12
"""Seconds between two letters: a hundred words a minute."""
_PATIENCE = 5.0
_PAGES = 60
_QUERIES = 10
_STARTS = 9
_IMPORT = "import textual.app"
_START = """
from tui.app.app import MorgueApp
class First(MorgueApp):
    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if screen is not None and screen.query({shown!r}):
            self.exit()
First(lambda: 1 / 0).run(headless=True)
"""
_FIRST, _ALL = _START.format(shown="#query"), _START.format(shown="HitList")
"""Up to the paint that has the query, and up to the one from which on keys are taken."""


class Times(NamedTuple):
    """Seconds of one step."""

    clock: float
    processor: float


class Watched(MorgueApp):
    """The app, which says when it has painted."""

    painted: Callable[[], None] = staticmethod(lambda: None)

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        self.painted()


def archive_of(count: int) -> Path:
    """An archive of so many invented articles, made if an earlier run left none."""
    folder = Path(tempfile.gettempdir()) / "newsmorgue-benchmarks" / f"app-{count}"
    archive = Archive.open_or_create(folder)
    if len(archive.snapshot()) < count:  # also after a run that was stopped
        articles = invented_articles(count)
        with archive.writer() as writer:
            while batch := list(islice(articles, 20_000)):
                writer.put(batch)
                writer.commit()
    return folder


async def measured(app: Watched, act: Callable[[], object], *done: Callable[[], bool]) -> list[Times]:
    """Seconds from an action to the first paint at which each of these is true."""
    found: list[Times | None] = [None] * len(done)
    ready = asyncio.Event()
    clock, processor = time.perf_counter(), time.process_time()

    def look() -> None:
        for i, is_done in enumerate(done):
            if found[i] is None and is_done():
                found[i] = Times(time.perf_counter() - clock, time.process_time() - processor)
        if None not in found:
            ready.set()

    app.painted = look
    act()
    try:
        await asyncio.wait_for(ready.wait(), _PATIENCE)
    except TimeoutError:
        sys.stderr.write("· a step was not painted in time\n")
    return [times or Times(_PATIENCE, _PATIENCE) for times in found]


async def typed(pilot: Pilot[int], app: Watched, words: list[str]) -> tuple[list[Times], list[Times]]:
    """For each letter of some words, when it was painted, and when what it finds was."""
    screen = app.screen_stack[1]
    assert isinstance(screen, SearchScreen)  # noqa: S101  # for the type checker
    bar = screen.query_one(QueryBar)
    letters, answers = [], []
    for word in words:
        bar.put("")
        await pilot.pause(0.3)
        for end in range(1, len(word) + 1):
            text = word[:end]
            if text.endswith(" "):  # changes nothing that is found, and so nothing is painted
                await pilot.press("space")
                await pilot.pause(_PACE)
                continue
            began = time.perf_counter()
            letter, answer = await measured(
                app,
                lambda text=text: asyncio.create_task(pilot.press(text[-1])),  # type: ignore[misc]
                lambda text=text: bar.value == text,  # type: ignore[misc]
                lambda text=text: screen.state.text == text and not screen.state.waiting,  # type: ignore[misc]
            )
            letters.append(letter)
            answers.append(answer)
            await pilot.pause(max(_PACE - (time.perf_counter() - began), 0.01))
    return letters, answers


async def scrolled(pilot: Pilot[int], app: Watched, word: str) -> tuple[list[Times], int]:
    """For each page of the hits of a word, when all of it was painted; and how many hits there are."""
    screen = app.screen_stack[1]
    assert isinstance(screen, SearchScreen)  # noqa: S101  # for the type checker
    screen.query_one(QueryBar).put(word)
    await pilot.pause(1)
    await pilot.press("enter")
    hits = screen.query_one(HitList)
    pages = []
    for _ in range(_PAGES):
        before = hits.cursor
        pages += await measured(
            app,
            lambda: asyncio.create_task(pilot.press("pagedown")),
            lambda before=before: hits.cursor > before and _is_all_there(hits),  # type: ignore[misc]
        )
        await pilot.pause(0.02)
    return pages, screen.state.total


def _is_all_there(hits: HitList) -> bool:
    """True where a paint shows what the list has, and of every line in sight its article."""
    # Not asked of the state of the screen, which follows the list: the paint that shows it may be long past.
    return not hits._repaint_required and all(map(hits.is_known, hits.in_sight))


def started() -> list[tuple[float, float, float]]:
    """Processor seconds of processes that import Textual, that start up to the first paint, and up to the first key; in turns."""
    return [(_cpu(_IMPORT), _cpu(_FIRST), _cpu(_ALL)) for _ in range(_STARTS)]


def _cpu(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env={**os.environ, "TERM": "xterm-256color"},
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def line(name: str, times: list[Times]) -> str:
    """One figure: the median and the 95th percentile of both clocks."""

    def both(seconds: list[float]) -> str:
        ordered = sorted(seconds)
        return f"{statistics.median(ordered) * 1000:.0f} / {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms"

    return f"{name:<34}{both([t.clock for t in times]):>16}{both([t.processor for t in times]):>16}\n"


async def run(folder: Path) -> None:
    """Type, scroll, report."""
    engine = open_engine(folder)
    page = engine.search(SearchRequest(parse("*"), limit=40, snippets=0))
    bodies = [hit.article.body.split() for hit in page.hits]
    # Ten letters of one article: a word, a space, the beginning of another.
    words = [f"{body[5]} {body[9]}{body[12]}"[:10] for body in bodies[:_QUERIES]]
    app = Watched(lambda: engine)
    async with app.run_test(size=(120, 40)) as pilot:
        while len(app.screen_stack) < 2:
            await pilot.pause(0.1)
        await pilot.pause(0.5)
        letters, answers = await typed(pilot, app, words)
        pages, total = await scrolled(pilot, app, "*")
    sys.stdout.write(f"{'median / p95':<34}{'clock':>16}{'processor':>16}\n")
    sys.stdout.write(line(f"key → letter ({len(letters)} letters)", letters))
    sys.stdout.write(line("key → what it finds", answers))
    sys.stdout.write(line(f"page of {total:,} hits", pages))


def main() -> None:
    """Measure one archive, and the start."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.app", description=__doc__)
    options.add_argument("--articles", type=int, default=200_000, help="how many to invent (200000)")
    folder = archive_of(options.parse_args().articles)
    asyncio.run(run(folder))
    starts = started()
    for which, name in ((1, "first paint"), (2, "first key taken")):
        seconds = statistics.median(start[which] for start in starts)
        ratio = statistics.median(start[which] / start[0] for start in starts)
        sys.stdout.write(f"start → {name}: {seconds:.2f} s of the processor, {ratio:.2f} × {_IMPORT!r}\n")


if __name__ == "__main__":
    main()
