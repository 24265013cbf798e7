"""What is under the reader's hands: keys that fit, dialogs, facets that are filtered, what is opened elsewhere."""

import os
import subprocess
import webbrowser
from pathlib import Path
from unittest.mock import patch

import pytest
from app_pilot import drive, press, query_text, screen_of, shown, until
from fake_engine import ARTICLES, FakeEngine, article
from msgspec.structs import replace
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, ProgressBar

from index.archive import Archive
from index.ingest.run import Progress
from search.engine import Copy, Facet, FacetCount, Hit, Snippet
from search.language import parse
from tui.app.bins import bins
from tui.app.facet_rows import Heading, Nothing, filtered_rows
from tui.app.indexing import Advanced, Ended, Indexing
from tui.app.paths import completed_path, path_named, shown_path, unused_name
from tui.app.reading import copies, set_out
from tui.app.screens.ask import AskScreen
from tui.app.screens.index import IndexScreen
from tui.app.settings import Settings
from tui.app.styled import byline, details
from tui.app.widgets.facet_panel import FacetRows
from tui.app.widgets.key_line import fitting
from tui.app.widgets.query_bar import QueryBar


@pytest.mark.parametrize("width", [40, 80])
def test_keys_are_shown_whole_or_not_at_all(width: int) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for keys in ((), ("enter",), ("f",), ("escape", "enter")):
            await press(pilot, *keys)
            words = shown(pilot).splitlines()[-1].strip().split("  ")
            assert {"Help", "Quit"} <= {word.strip().partition(" ")[2] for word in words}
            assert all(len(word.split()) >= 2 for word in words)

    drive(steps, text="ferry", size=(width, 24))


def test_what_has_no_room_makes_room_for_what_has() -> None:
    keys = [Content("a one"), Content("b a very long one"), Content("c two")]
    assert fitting(keys, 12).plain == "a one  c two"
    assert fitting(keys, 4).plain == ""


def test_the_keys_do_not_say_that_they_lead_to_where_one_is() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        assert "f Facets" in shown(pilot)
        assert "Esc Back" not in shown(pilot)
        await press(pilot, "f")
        assert "f Facets" not in shown(pilot)
        assert "Esc Back" in shown(pilot)
        await press(pilot, "f", "B")
        assert "B Dates" not in shown(pilot)

    drive(steps, text="ferry", size=(120, 40))


@pytest.mark.parametrize(
    ("text", "size", "keys", "why"),
    [
        ("", (80, 24), ("down", "B"), "there are no articles whose dates could be brushed"),
        ("ferry", (60, 24), ("enter", "enter", "B"), "the dates stand above the list of articles"),
        ("ferry", (80, 15), ("enter", "B"), "the dates need a terminal of 16 lines"),
        ("point", (80, 24), ("enter", "B"), "no date of these articles is known"),
    ],
)
def test_a_key_to_dates_that_are_not_to_be_seen_says_why(
    text: str, size: tuple[int, int], keys: tuple[str, ...], why: str
) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *keys)
        assert why in shown(pilot)

    drive(steps, text=text, size=size)


def test_a_filter_that_no_value_has_says_so_and_goes_with_the_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        screen = screen_of(pilot)
        await press(pilot, "enter", "f", "i", *"zz")
        assert "none has “zz”" in shown(pilot)
        await press(pilot, "down", "slash")
        assert "none has “zz”" in shown(pilot)
        await press(pilot, "space")
        assert "none has" not in shown(pilot)
        assert "[ ] The Tern" in shown(pilot)
        assert isinstance(screen.focused, QueryBar)

    drive(steps, text="ferry", size=(120, 40))


def test_a_filter_stays_while_its_values_are_ticked() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "i", *"tern", "enter", "space")
        assert query_text(pilot) == 'ferry outlet:="The Tern"'
        assert "[x] The Tern" in shown(pilot)
        assert "Author" not in shown(pilot)
        await press(pilot, "escape")
        assert "Author" in shown(pilot)
        assert isinstance(screen_of(pilot).focused, FacetRows)

    drive(steps, text="ferry", size=(80, 24))


def test_a_field_without_values_has_a_row_that_says_so() -> None:
    assert filtered_rows(Facet("author", (), 3), "") == (Heading("author"), Nothing("author", ""))


def test_dates_show_what_is_narrowed_to_and_not_what_is_counted_beside() -> None:
    def counts(**articles: int) -> tuple[FacetCount, ...]:
        return tuple(
            FacetCount(name[1:].replace("_", "-"), n, name[0] == "x") for name, n in articles.items()
        )

    years = Facet("year", counts(_2031=5, x2030=2), 0)
    months = Facet("month", counts(_2030_03=1, _2030_01=1), 0)
    assert [one.first for one in bins((years, months), 9)] == ["2030-01", "2030-02", "2030-03"]
    months = Facet("month", counts(_2030_03=1, x2030_01=1), 0)
    assert [one.first for one in bins((Facet("year", counts(_2030=1), 0), months), 9)] == ["2030-01"]
    months = Facet("month", counts(_2031_03=1, _2030_12=1, x2030_11=1), 0)
    years = Facet("year", counts(x2031=1, _2030=1), 0)
    assert [(one.first, one.articles) for one in bins((years, months), 9)] == [
        ("2030-11", 1), ("2030-12", 0), ("2031-01", 0), ("2031-02", 0), ("2031-03", 1),
    ]  # fmt: skip


# Dialogs


def test_a_name_is_offered_that_no_file_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert unused_name("articles", ".md") == "articles.md"
    for name in ("articles.md", "articles-2.md"):
        (tmp_path / name).touch()
    assert unused_name("articles", ".md") == "articles-3.md"


async def say(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


def test_a_dialog_keeps_what_was_typed_when_it_is_wrong(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "x")
        await say(pilot, str(tmp_path / "list.xyz"))
        assert isinstance(pilot.app.screen, AskScreen)
        assert "does not say in which form to write" in shown(pilot)
        assert "list.xyz" in pilot.app.screen.query_one(Input).value
        await press(pilot, "backspace")
        assert "does not say" not in shown(pilot)
        await say(pilot, str(tmp_path / "list.md"))
        assert "wrote 1 article" in shown(pilot)
        await press(pilot, "x")
        await say(pilot, str(tmp_path / "list.md"))
        assert "is there already" in shown(pilot)

    drive(steps, text="ferry", size=(120, 30))


def test_the_dialog_to_index_takes_nothing_for_granted_completes_names_and_asks_for_one_that_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.txt").write_text("Ferry\n\nIt came back.\n")
    monkeypatch.chdir(tmp_path)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "I")
        line = pilot.app.screen.query_one(Input)
        assert line.value == ""
        assert "such as ~/articles; . is the folder you are in" in shown(pilot)
        await press(pilot, "enter")
        assert "type the name of a folder or a file" in shown(pilot)
        await press(pilot, "tab")
        assert line.value == f"papers{os.sep}"
        await say(pilot, str(tmp_path / "papyrus"))
        assert "there is no folder or file" in shown(pilot)
        line.value = str(tmp_path / "pa")
        await press(pilot, "tab")
        assert line.value == f"{tmp_path / 'papers'}{os.sep}"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, IndexScreen)
        await until(pilot, lambda: "1 added" in shown(pilot))
        await press(pilot, "enter", "I")
        assert pilot.app.screen.query_one(Input).value == f"{tmp_path / 'papers'}{os.sep}"

    drive(steps, text="ferry", size=(160, 30), settings=Settings(archive=tmp_path / "archive"))


def test_names_are_completed_as_far_as_they_agree(tmp_path: Path) -> None:
    for name in ("letters-1", "letters-2", ".hidden", "bad\x1b[31m"):
        (tmp_path / name).mkdir()
    begun = f"{tmp_path}{os.sep}"
    assert completed_path(begun) == (f"{begun}letters-", ("letters-1/", "letters-2/"))
    assert completed_path(f"{begun}.h") == (f"{begun}.hidden/", (".hidden/",))
    assert completed_path(f"{begun}none") == (f"{begun}none", ())
    assert completed_path(f"{begun}no/such\0") == (f"{begun}no/such\0", ())
    assert completed_path(f"/held/{begun}") == completed_path(begun)
    assert path_named(f"/held/{tmp_path}") == path_named(f"{tmp_path}//") == tmp_path.resolve()
    assert path_named("/held/~") == path_named("/held/~/") == Path.home().resolve()
    assert shown_path(tmp_path / "letters-1") == f"{begun}letters-1/"


# The browser


def with_address(steps: object) -> None:
    one = replace(ARTICLES[0], url="https://tern.example/ferry?a=1")
    drive(steps, engine=FakeEngine((one,)), text="ferry")  # type: ignore[arg-type]


def test_a_browser_runs_by_itself_and_what_it_says_goes_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho loud\necho "$@" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser(str(browser)))
    opened = tmp_path / "opened"

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "o")
        assert "opened https://tern.example/ferry?a=1" in shown(pilot)
        await until(pilot, lambda: opened.exists() and opened.read_text().endswith("\n"))

    with_address(steps)
    assert opened.read_text() == "https://tern.example/ferry?a=1\n"
    assert "loud" not in "".join(capfd.readouterr())


def test_a_browser_for_terminals_has_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("it was run without the terminal"))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "o")
        assert "this terminal cannot be lent" in shown(pilot)  # a test has none to lend

    with_address(steps)


def test_a_browser_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("no-such-browser"))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "o")
        assert "there is no browser here for https://tern.example/ferry?a=1" in shown(pilot)

    with_address(steps)


# What belongs to an article


def test_copies_are_listed_below_the_text_and_opened_from_there() -> None:
    engine = FakeEngine()
    others = (
        Copy(ARTICLES[8].id, "Rain [b]closes[/]", "Port Gazette", None, ARTICLES[8].published),
        Copy("f" * 16, None, None, "Wire", None),
    )
    engine.copies[ARTICLES[0].id] = (others, 4)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        assert "Copies   4, listed below the text" in shown(pilot)
        await press(pilot, "G")
        assert "Copies   d chooses one" in shown(pilot)
        assert "Port Gazette · 2019-10-02  Rain [b]closes[/]" in shown(pilot)
        assert "and 2 more" in shown(pilot)
        lines = shown(pilot).splitlines()
        row = next(i for i, line in enumerate(lines) if "Port Gazette · 2019" in line)
        await pilot.click(offset=(lines[row].index("Port Gazette · 2019") + 3, row))
        await until(pilot, lambda: "Rain fell for a week." in shown(pilot))

    drive(steps, engine=engine, text="ferry", size=(120, 30))


def test_an_article_without_copies_has_no_such_section() -> None:
    hit = Hit(1, 1.0, ARTICLES[0], Snippet("Ferry"), ())
    assert copies(hit, "d") == copies(None, "d") == ()


def test_what_is_too_long_to_show_is_cut_and_says_so() -> None:
    long = replace(
        article(70, "Huge " * 20_000, "It was short."), authors=tuple(f"Author {n}" for n in range(10_000))
    )
    reading = set_out(FakeEngine().mark(long, parse("ferry")))
    assert len(reading.blocks[0].plain) < 600
    assert reading.blocks[0].plain.endswith("… (99,500 more characters: e or | reads all)")
    assert "Author 49 and 9,950 more" in details(long).plain
    assert byline(long).plain == "Author 0, Author 1, Author 2, Author 3, Author 4 and 9,995 more"


def test_no_text_has_the_colour_of_its_ground_in_the_colours_of_the_terminal() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for keys in (("enter",), ("j",), ("f",), ("escape", "enter", "n"), ("question_mark",)):
            await press(pilot, *keys)
            for line in pilot.app.screen._compositor.render_strips():
                for text, style, _ in line:
                    if text.strip(" █▁▂▃▄▅▆▇▕▏▔▊▎") and style and style.color:
                        assert style.color != style.bgcolor or style.color.is_default, text

    drive(steps, text="ferry", size=(120, 40), settings=Settings(theme="terminal"))


def test_the_row_under_the_cursor_stands_out_in_the_colours_of_the_terminal() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        line = next(line for line in pilot.app.screen._compositor.render_strips() if "Harbour" in line.text)
        assert any(style and style.reverse and "returns" in text for text, style, _ in line)

    drive(steps, text="ferry", settings=Settings(theme="terminal"))


def test_quitting_with_marks_that_are_in_no_file_asks_first(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "space", "q")
        assert "1 article marked" in shown(pilot)
        await press(pilot, "escape", "ctrl+q")
        assert "x  export them first" in shown(pilot)
        await press(pilot, "x")
        await say(pilot, str(tmp_path / "list.md"))
        assert "wrote 1 article" in shown(pilot)
        await press(pilot, "space")
        await pilot.press("q", "q")
        await until(pilot, lambda: not pilot.app.is_running)

    drive(steps, text="ferry")


def test_marks_that_are_in_a_file_are_not_asked_about(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "space", "x")
        await say(pilot, str(tmp_path / "list.md"))
        await pilot.press("q")
        await until(pilot, lambda: not pilot.app.is_running)

    drive(steps, text="ferry")


def test_a_run_that_was_stopped_has_no_bar_that_runs_on(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        screen = IndexScreen(tmp_path / "archive", tmp_path)
        with patch.object(Indexing, "start"):
            await pilot.app.push_screen(screen)
        assert screen.query_one(ProgressBar).display
        await pilot.press("escape")
        screen.post_message(Advanced(Progress(7, 9, 7, 0, 0)))
        await pilot.pause()
        assert "Stopping" in shown(pilot)
        assert not screen.query_one(ProgressBar).display
        screen.post_message(Ended(None, kept=1234))
        await until(pilot, lambda: "Stopped: 1,234 articles are kept" in shown(pilot))
        assert not screen.query_one(ProgressBar).display

    drive(steps)


def test_a_run_that_was_stopped_keeps_what_it_took_in_and_says_how_much(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Ferry {number}\n\nThe ferry sails at {number}.\n")
    indexing, ended = Indexing(tmp_path / "archive", tmp_path), list[Ended]()

    def deliver(message: object) -> None:
        if isinstance(message, Ended):
            ended.append(message)
        else:
            indexing.stop()

    indexing._run(deliver)
    kept = Archive.open(tmp_path / "archive").stats().articles
    assert (ended[0].report, ended[0].kept) == (None, kept)
    assert 0 < kept < 3
