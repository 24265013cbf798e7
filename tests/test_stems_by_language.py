"""A word is found by its stem in articles of the language that has it, and in no others."""

from pathlib import Path

import pytest
from newsroom import article, ask, build

from search.embedded.engine import EmbeddedEngine

WINE = article("Wine harvest", "The wine harvest began early.", language="en", name="wine.txt")
WINS = article("Final", "The team wins; every win counts.", language="en", name="wins.txt")
VINO = article("Vini", "I vini della valle sono famosi.", language="it", name="vini.txt")
POLISH = article("Iran", "W sobotę w Warszawie odbyło się spotkanie.", language="pl", name="iran.txt")
SHORT = article("Wines up", "", language=None, name="short.txt")
SHORT_WIN = article("Win", "", language=None, name="win.txt")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    held = [WINE, WINS, VINO, POLISH, SHORT, SHORT_WIN]
    return EmbeddedEngine(build(Path(tmp_path_factory.mktemp("stems")) / "archive", held))


def found(engine: EmbeddedEngine, query: str) -> set[str | None]:
    return {hit.article.title for hit in ask(engine, query).hits}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("wine", {"Wine harvest"}),
        ("wines", {"Wine harvest", "Wines up"}),
        ("win", {"Final", "Win"}),
        ("vino", {"Vini"}),
        ("wine NEAR/3 harvest", {"Wine harvest"}),
        ("wine SAME harvest", {"Wine harvest"}),
        ("lead:win", {"Final"}),
        ("atleast2:win", {"Final"}),
        ("harvest OR -wine", {"Wine harvest", "Final", "Vini", "Iran", "Wines up", "Win"}),
        ("-wine", {"Final", "Vini", "Iran", "Wines up", "Win"}),
    ],
)
def test_a_stem_of_another_language_finds_nothing(
    engine: EmbeddedEngine, query: str, titles: set[str]
) -> None:
    assert found(engine, query) == titles


def test_only_what_is_found_is_marked_and_explained(engine: EmbeddedEngine) -> None:
    (win,) = (hit for hit in ask(engine, "win wins").hits if hit.article.title == "Final")
    text = win.snippets[0]
    assert [text.text[span.start : span.end] for span in text.spans] == ["wins", "win"]
    page = ask(engine, "wine", explain=True)
    assert [expansion.terms for expansion in page.expansions] == [(("wine", 1),)]
    assert page.hits[0].explanation is not None
    assert {part.word for part in page.hits[0].explanation.words} == {"wine"}
