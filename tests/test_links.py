"""Links in a terminal (OSC 8): only where it has them, only to what is safe to open, each closed on its line."""

import re
from pathlib import Path

import pytest
from command_line import on_terminal, search
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import STORM, build

from index.article import Source
from search.engine import Snippet
from tui.render.addresses import file_address, web_address
from tui.render.marked import marked_lines
from tui.render.style import Display, has_links, linked

LINK = re.compile(r"\x1b\]8;;([!-~]*)\x1b\\")
LINKING = Display(links=True)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    page = tmp_path / "a page.txt"
    page.write_text("x")
    source = Source(path=str(page), member=None, format="text")
    return build(tmp_path / "archive", [replace(STORM, url="https://quay.example/é", source=source)]).path


def test_a_headline_links_to_its_page_and_a_path_to_its_file(archive: Path) -> None:
    _, shown = on_terminal(archive, "query", "captains", env={"FORCE_HYPERLINK": "1"})
    assert LINK.findall(shown.decode()) == [
        "https://quay.example/%C3%A9", "", f"file://{archive.parent}/a%20page.txt", "",
    ]  # fmt: skip


def test_where_a_terminal_is_not_known_to_have_links_there_are_none(archive: Path) -> None:
    for env in ({}, {"FORCE_HYPERLINK": "0", "WT_SESSION": "1"}, {"TERM": "dumb", "VTE_VERSION": "7000"}):
        assert b"\x1b]" not in on_terminal(archive, "query", "captains", env=env)[1]


def test_a_pipe_has_no_links(archive: Path) -> None:
    assert "\x1b]" not in search(archive, "--color", "always", "query", "captains", FORCE_HYPERLINK="1").out


@pytest.mark.parametrize(
    ("environ", "has"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"VTE_VERSION": "7000"}, True),
        ({"VTE_VERSION": "7000", "TMUX": "/x"}, False),
        ({"TMUX": "/x", "FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_terminals_are_known_by_what_they_say_of_themselves(environ: dict[str, str], has: bool) -> None:
    assert has_links(environ) == has


def test_a_link_is_closed_and_opened_again_on_each_line() -> None:
    lines = list(
        marked_lines(Snippet("night ferry"), Display(width=7, links=True), address="https://q.example")
    )
    assert [LINK.sub("|", line) for line in lines] == ["|night|", "|ferry|"]


@given(st.text(st.sampled_from("a/\\\x1b]8;\x07\x9c \u202e%é\n"), max_size=20))
def test_no_address_ends_the_sequence_it_stands_in(text: str) -> None:
    for address in (web_address("https://x/" + text), web_address(text), file_address("/" + text)):
        shown = linked("text", address, LINKING)
        assert LINK.sub("", shown) == "text"


def test_what_is_no_file_here_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert file_address(str(tmp_path / "x")) == f"file://{tmp_path}/x"
    for path in ("//server/share/x", f"/{tmp_path}/x", "x", str(tmp_path), str(tmp_path / "y"), "/\0"):
        assert file_address(path) is None
