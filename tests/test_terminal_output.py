import json
import re
from pathlib import Path

import pytest
from command_line import on_terminal
from newsroom import article, build, published

from index.article import Article, Source
from index.clean import clean
from tui.render.width import display_width

ATTACK = (
    "[/bold] [@click=app.quit]x[/] \x1b[31mred "
    "\x1b]52;c;aGVsbG8=\x07\x1b]0;owned\x1b\\ \u202eevil \x9b2J\x08\x7f\r"
)
OURS = {b"\x1b[1m", b"\x1b[2m", b"\x1b[36m", b"\x1b[1;31m", b"\x1b[0m"}
HOSTILE = Article(
    id="abcdef0123456789",
    title=f"Ferry {ATTACK}",
    standfirst=f"Standfirst {ATTACK}",
    body=f"The ferry {ATTACK} sailed.\n\nThe crew {ATTACK}\tslept.",
    section=f"Section {ATTACK}",
    outlet=f"Outlet {ATTACK}",
    outlet_domain=f"{ATTACK}.example",
    authors=(f"Author {ATTACK}",),
    agency=f"Agency {ATTACK}",
    place=f"Place {ATTACK}",
    published=published("2031-01-01"),
    language="en",
    url=f"https://quay.example/{ATTACK}",
    source=Source(path=f"/held/{ATTACK}.txt", member="1", format="text"),
)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that was written without cleaning, as by a program that is not ours."""
    monkeypatch.setattr("index.arrival.cleaned", lambda article: article)
    path = build(tmp_path / "archive", [HOSTILE]).path
    monkeypatch.undo()
    return path


def controls(shown: bytes) -> set[bytes]:
    """Everything in the bytes that a terminal could act on, but line ends."""
    text = shown.decode("utf-8")
    found = re.findall(
        r"\x1b(?:\[[0-9;]*[a-zA-Z])?|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e]|\r(?!\n)",
        text,
    )
    return {control.encode() for control in found}


@pytest.mark.parametrize(
    "args",
    [
        ["query", "ferry"],
        ["query", "ferry", "--facets", "outlet,author,section,agency,place"],
        ["facets"],
        ["show", "abcd"],
        ["show", ATTACK],
        ["query", f"ferry {ATTACK} ("],
        ["stats"],
    ],
)
def test_no_byte_of_a_hostile_text_acts_on_the_terminal(hostile: Path, args: list[str]) -> None:
    _, shown = on_terminal(hostile, *[arg.replace("\x00", "") for arg in args])
    assert shown
    assert controls(shown) <= OURS


def test_markup_of_others_is_shown_as_it_is(hostile: Path) -> None:
    _, shown = on_terminal(hostile, "query", "ferry")
    assert b"[/bold] [@click=app.quit]x[/] red" in shown


def test_what_remains_of_a_hostile_article_is_its_words(hostile: Path) -> None:
    on_terminal(hostile, "query", "ferry")
    code, shown = on_terminal(hostile, "show", "1")
    assert code == 0
    assert b"aGVsbG8" not in shown and b"owned" not in shown
    assert b"\x1b[1;31mferry\x1b[0m" in shown


@pytest.mark.parametrize("args", [["query", "ferry", "--facets", "author"], ["show", "abcd"], ["stats"]])
def test_no_text_in_json_is_hostile_once_it_is_read(hostile: Path, args: list[str]) -> None:
    text = json.dumps(json.loads(on_terminal(hostile, "--json", *args)[1]), ensure_ascii=False)
    assert "\\u" not in text
    assert clean(text) == text


def test_a_terminal_gets_colours_and_hints(hostile: Path) -> None:
    _, shown = on_terminal(hostile, "query", "ferry")
    assert b"\x1b[1;31mferry\x1b[0m" in shown
    assert b"Read one: search show 1" in shown


@pytest.mark.parametrize("quiet", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_is_obeyed(hostile: Path, quiet: dict[str, str]) -> None:
    assert b"\x1b" not in on_terminal(hostile, "query", "ferry", env=quiet)[1]


def test_an_empty_no_color_means_nothing(hostile: Path) -> None:
    assert b"\x1b[1;31m" in on_terminal(hostile, "query", "ferry", env={"NO_COLOR": ""})[1]


def test_color_never_is_obeyed(hostile: Path) -> None:
    assert b"\x1b" not in on_terminal(hostile, "--color", "never", "query", "ferry")[1]


def test_lines_fit_the_terminal(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive").path
    _, shown = on_terminal(archive, "query", "harbour", columns=36)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()
    assert max(len(line) for line in lines if "/held/" not in line) <= 36


@pytest.mark.parametrize("columns", [40, 200])
def test_wide_letters_and_those_that_run_from_right_to_left_fit_and_stay(
    tmp_path: Path, columns: int
) -> None:
    hebrew = "המעבורת חוזרת לנמל אחרי חורף ארוך של קרח ורוח"
    wide = "港の渡し船が長い冬の後に戻ってきたと港湾局が発表した"
    told = [article(f"{title} ferry", f"{title}. Ferry.", outlet=title) for title in (hebrew, wide)]
    archive = build(tmp_path / "archive", told).path
    code, shown = on_terminal(archive, "query", "ferry", "--facets", "outlet", columns=columns)
    assert code == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()
    assert max(display_width(line) for line in lines if "/held/" not in line) <= min(columns, 100)
    text = "".join("".join(lines).split())
    for title in (hebrew, wide):
        assert "".join(f"{title} ferry".split()) in text
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown.decode())


def test_progress_is_shown_on_a_terminal_and_gone_at_the_end(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(
        "A small headline\n\nThe ferry sailed on time again, said the harbour office.\n"
    )
    code, shown = on_terminal(tmp_path / "archive", "index", str(pages))
    before, _, after = shown.partition(b"1 of 1 file, 1 article")
    assert code == 0
    assert before.endswith(b"\r")
    assert re.fullmatch(rb"(?:\r1 of 1 file, 1 article)*\r +\rAdded 1, .*\r\n", after)
