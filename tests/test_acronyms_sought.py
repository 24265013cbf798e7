"""Which acronyms widen a search, and how that is said."""

from pathlib import Path

import pytest
from newsroom import article, ask, build

from search.embedded.engine import EmbeddedEngine
from search.embedded.planning.forms import spelt_once

TEXTS = (
    "Shares of Oil Halden Ltd (OIL) rose. OIL sells oil.",
    "The price of oil fell.",
    "The Stone Exchange of Tidewater (SET) was closed. SET is small.",
    "The jury set the date, and Set out the rules.",
    "A set of rules was set before the harbour.",
    "They set sail, said the General Security of Military Information Agreement (GSOMIA).",
    "Nothing was said of the General Security of Military Information Agreement.",
    "The Organisation of Herring Exporters (OHE) met.",
    "OHE ministers met the Organisation of Herring Exporters (OHE).",
    "The Organization of Herring Exporters (OHE) rested.",
    "The Office of Harbour Engineers (OHE) rested.",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    held = [article(f"No. {number}", text, name=f"{number}.txt") for number, text in enumerate(TEXTS)]
    folder: Path = tmp_path_factory.mktemp("acronyms")
    return EmbeddedEngine(build(folder / "archive", held))


def also(engine: EmbeddedEngine, query: str) -> str:
    return ask(engine, query).understood.partition("; also ")[2]


@pytest.mark.parametrize("typed", ["oil", "OIL", '"oil halden ltd"', "oil halden ltd"])
def test_a_long_form_with_its_acronym_in_it_widens_nothing(engine: EmbeddedEngine, typed: str) -> None:
    assert also(engine, typed) == ""


def test_a_word_in_small_letters_that_articles_write_so_is_no_acronym(engine: EmbeddedEngine) -> None:
    assert also(engine, "set") == also(engine, "Set") == ""
    assert also(engine, "SET") == 'SET = "stone exchange of tidewater"'
    assert also(engine, "stone exchange of tidewater") == ""


def test_an_acronym_in_small_letters_is_one_where_articles_write_it_in_capitals(
    engine: EmbeddedEngine,
) -> None:
    assert also(engine, "gsomia") == 'gsomia = "general security of military information agreement"'
    assert ask(engine, "gsomia").total == 2


def test_spellings_of_one_long_form_are_all_sought_and_said_once(engine: EmbeddedEngine) -> None:
    assert also(engine, "ohe") == (
        'ohe = "organisation of herring exporters" (1 more spelling) or "office of harbour engineers"'
    )
    (found,) = [one for one in ask(engine, "ohe", explain=True).expansions if one.kind == "acronym"]
    assert [term for term, _ in found.terms] == [
        '"organisation of herring exporters"', '"office of harbour engineers"', '"organization of herring exporters"',
    ]  # fmt: skip


def test_a_slip_is_another_spelling_and_another_word_is_not() -> None:
    opec = [f'"organi{letter}ation of petroleum exporting countries"' for letter in "sza"]
    assert spelt_once(opec) == [f"{opec[0]} (2 more spellings)"]
    assert spelt_once(['"commodity credit corp"', '"commodity credit corporation"']) == [
        '"commodity credit corp"', '"commodity credit corporation"',
    ]  # fmt: skip
    assert spelt_once([]) == []
