"""What is offered to who finds little, and to who has typed a beginning."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR, TEN, article, ask, build

from search.aliases import AliasedEngine
from search.embedded import answering
from search.embedded.engine import EmbeddedEngine
from search.embedded.offers.suggesting import edit_distance

letters = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("harbuor", "harbour"),
        ("harbour wal", "harbour wal"),
        ("minsiter cuts", "minister cuts"),
        ("fishremen harbor", "fishermen harbour"),
        ("outlet:gazete", "outlet:gazette"),
        ("gerring", "herring"),
    ],
)
def test_a_misspelt_word_is_offered_as_the_archive_spells_it(
    engine: EmbeddedEngine, typed: str, corrected: str
) -> None:
    offered = ask(engine, typed).suggestions
    assert (offered[0].query if offered else typed) == corrected


def test_a_suggestion_says_how_many_articles_have_it_and_is_not_applied(engine: EmbeddedEngine) -> None:
    page = ask(engine, "harbuor")
    assert page.total == 0
    (offered,) = page.suggestions
    assert offered[:3] == ("harbuor", "harbour", 4)


def test_a_word_that_is_found_in_another_form_is_not_doubted(engine: EmbeddedEngine) -> None:
    assert ask(engine, "volunteer").suggestions == ()
    assert ask(engine, "harbours").suggestions == ()


def test_a_rare_word_beside_a_frequent_one_is_doubted(folder: Path) -> None:
    texts = [article(f"No. {n}", f"The minister spoke, part {n}.", name=f"{n}.txt") for n in range(30)]
    engine = EmbeddedEngine(build(folder, [*texts, article("Slip", "The minster spoke.", name="slip.txt")]))
    assert [offered.offer for offered in ask(engine, "minster").suggestions] == ["minister"]
    assert ask(engine, "minister").suggestions == ()


def test_a_word_that_two_articles_have_is_not_doubted(folder: Path) -> None:
    texts = [article(f"No. {n}", f"Still water, part {n}.", name=f"{n}.txt") for n in range(200)]
    spills = [article(f"Spill {n}", f"An oil spill, number {n}.", name=f"spill-{n}.txt") for n in range(2)]
    assert ask(EmbeddedEngine(build(folder, [*texts, *spills])), "oil spill").suggestions == ()


def test_of_a_long_query_the_words_that_fewest_have_are_doubted(engine: EmbeddedEngine) -> None:
    slips = ["harbuor", "minsiter", "fishremen", "gerring", "voluntere"]
    typed = " ".join(["harbour", *slips, "council", "herring", "minister"])
    assert {offered.word for offered in ask(engine, typed).suggestions} >= set(slips[:4])
    assert ask(engine, "harbuor" * 5).suggestions == ()


def test_what_takes_long_is_not_offered(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_OFFERED_WITHIN", 0)
    page = ask(engine, "harbuor zeppelin")
    assert not page.partial
    assert page.suggestions == ()
    assert page.without == ()


@pytest.mark.parametrize("typed", ["zoe lambert", "Zoé Lambert"])
def test_who_types_the_name_of_an_author_is_told_what_they_wrote(engine: EmbeddedEngine, typed: str) -> None:
    hint = f'1 article is by an author of this name. To find what they wrote: author:"{typed}"'
    assert hint in ask(engine, typed).notices
    assert ask(engine, f'author:"{typed}"').total == 1
    for other in ("lambert zoe", "zoe harbour", f"{typed} harbour", f"{typed} outlet:post"):
        assert not any("author of this name" in notice for notice in ask(engine, other).notices)


def test_a_surname_alone_an_agency_and_an_address_are_told_by_the_fields_that_find_them(folder: Path) -> None:
    one = article("Wall", "The harbour wall gave way.", authors=("Ines d'Orlando",), agency="Reuters",
                  url="https://tern.example/2031/wall.html")  # fmt: skip
    engine = EmbeddedEngine(build(folder, [one]))
    for typed, field in (
        ("orlando", 'author:"orlando"'),
        ("outlet:reuters", "agency:reuters"),
        ("https://tern.example/2031/wall.html", "url:https://tern.example/2031/wall.html"),
        ("tern.example/2031/wall.html", "url:tern.example/2031/wall.html"),
    ):
        (notice,) = ask(engine, typed).notices
        assert notice.startswith("1 article is") and notice.endswith(f": {field}")
        assert ask(engine, field).total == 1


def test_without_a_hit_each_clause_is_counted_out(engine: EmbeddedEngine) -> None:
    page = ask(engine, "harbour zeppelin outlet:gazette")
    assert [(one.clause, one.articles) for one in page.without] == [
        ("harbour", 0), ("zeppelin", 2), ("outlet:gazette", 0),
    ]  # fmt: skip
    assert page.without[1].query == "harbour AND outlet:gazette"
    assert ask(engine, "harbour").without == ()


def test_a_beginning_goes_on_with_words_names_and_fields(engine: EmbeddedEngine) -> None:
    assert [one.text for one in engine.complete("ha")] == ["harbour", "halden", "has"]
    assert engine.complete("harb")[0] == ("harbour", 4)
    assert [one.text for one in engine.complete("OUTL")] == ["outlet:"]
    assert engine.complete("zo", "author") == (("Zoé Lambert", 1),)
    assert engine.complete("lamb", "author") == (("Zoé Lambert", 1),)
    assert [one.text for one in engine.complete("", "outlet", limit=2)] == [
        "Halden Gazette",
        "The Tidewater Post",
    ]
    assert engine.complete("zzz") == ()
    assert engine.complete("f", "lang") == engine.complete("f", "language") == (("fr", 1),)
    assert engine.complete("full", "kind") == (("full", 9),)
    assert engine.complete("has", "lead")[0].text == "has"
    assert engine.complete("ha", "url") == engine.complete("ha", "id") == ()


@pytest.mark.parametrize("name", ["date", "since"])
def test_a_time_goes_on_with_the_years_of_the_archive_and_a_year_with_its_months(
    engine: EmbeddedEngine, name: str
) -> None:
    assert engine.complete("", name) == (("2031", 5), ("2030", 1), ("2029", 1))
    assert [one.text for one in engine.complete("202", name)] == ["2029"]
    assert [one.text for one in engine.complete("2031", name)] == ["2031", "2031-06", "2031-05", "2031-03"]
    assert [one.text for one in engine.complete("2031-0", name, limit=2)] == ["2031-06", "2031-05"]
    assert engine.complete("2019", name) == engine.complete("last", name) == ()


def test_what_was_removed_is_not_counted_where_a_beginning_goes_on(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive")
    with archive.writer() as writer:
        assert all(writer.remove(one.id) for one in TEN if one.authors == ("Zoé Lambert",) or one is HARBOUR)
    engine = EmbeddedEngine(archive)
    assert engine.complete("harb")[0] == ("harbour", ask(engine, "=harbour").total) == ("harbour", 3)
    assert engine.complete("lamb", "author") == ()
    for outlet, articles in engine.complete("", "outlet"):
        assert articles == ask(engine, f'outlet:"{outlet}"').total


def test_an_outlet_is_completed_under_the_readers_name(engine: EmbeddedEngine) -> None:
    named = AliasedEngine(engine, dict.fromkeys(("Halden Gazette", "Stone & Sea"), "The Daily Halden"))
    for typed in ("da", "hald", "stone", "The Daily H"):
        assert named.complete(typed, "outlet") == (("The Daily Halden", 3),)
    assert named.complete("post", "outlet") == engine.complete("post", "outlet") != ()
    assert len(named.complete("", "outlet", limit=2)) == 2
    assert named.complete("ha") == engine.complete("ha")


@given(letters, letters)
def test_the_edit_distance_is_one(one: str, other: str) -> None:
    distance = edit_distance(one, other)
    assert distance == edit_distance(other, one) <= max(len(one), len(other))
    assert (distance == 0) == (one == other)
    assert edit_distance("ab" + one, "ba" + one) == 1
