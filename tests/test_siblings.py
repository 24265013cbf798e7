"""Facets of which a value is ticked: the other values stay, with what each would add."""

import pytest
from newsroom import article, build

from search.embedded.engine import EmbeddedEngine
from search.engine import FacetField, SearchRequest
from search.language import is_narrowed, narrow, narrow_dates, parse, tick, widen

HELD = (
    ("Tern", "2030-01-05", "en"),
    ("Tern", "2030-02-05", "fr"),
    ("Gazette", "2031-01-05", "en"),
    ("Night Gull", "2031", "en"),
    ("Night Gull", "2032-03-01", "de"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    articles = [
        article(
            f"Ferry {n}",
            "The ferry.",
            name=f"{n}.txt",
            outlet=outlet,
            date=day,
            language=language,
        )
        for n, (outlet, day, language) in enumerate(HELD)
    ]
    return EmbeddedEngine(build(tmp_path_factory.mktemp("siblings"), articles))


def counts(engine: EmbeddedEngine, text: str, field: FacetField) -> dict[str, int]:
    page = engine.search(SearchRequest(parse(text), facets=(field,), siblings=True))
    return {count.value + "*" * count.selected: count.articles for count in page.facets[0].counts}


def test_other_values_of_a_ticked_field_are_counted_without_the_tick(engine: EmbeddedEngine) -> None:
    assert counts(engine, "ferry outlet:=Tern", "outlet") == {"Tern*": 2, "Night Gull": 2, "Gazette": 1}
    assert counts(engine, "ferry outlet:=Tern lang:fr", "outlet") == {"Tern*": 1}
    assert counts(engine, "ferry outlet:=Tern lang:fr", "language") == {"en": 1, "fr*": 1}
    assert counts(engine, "ferry date:2031", "year") == {"2032": 1, "2031*": 2, "2030": 2}
    assert counts(engine, "date:2030-02", "month") == {
        "2032-03": 1,
        "2031-01": 1,
        "2030-02*": 1,
        "2030-01": 1,
    }
    assert counts(engine, "ferry date:2031", "month") == {
        "2032-03": 1,
        "2031-01": 1,
        "2030-02": 1,
        "2030-01": 1,
    }
    for text in ("ferry date:2030-02", "date:2030 date:2030-02", "date:(2031 OR 2030-02)"):
        years = {year.rstrip("*"): found for year, found in counts(engine, text, "year").items()}
        assert years == {"2032": 1, "2031": 2, "2030": 2}
    assert counts(engine, "ferry date:2030-02-05", "year") == {"2032": 1, "2031": 2, "2030": 2}
    assert counts(engine, "date:2030-02-05..2030-02-06", "year") == {"2030": 1}
    assert counts(engine, "ferry (outlet:=Tern OR bread)", "outlet") == {"Tern": 2}


def test_who_does_not_ask_for_them_has_the_counts_of_the_matches(engine: EmbeddedEngine) -> None:
    page = engine.search(SearchRequest(parse("ferry outlet:=Tern"), facets=("outlet",)))
    assert [count.value for count in page.facets[0].counts] == ["Tern"]


def test_what_a_sibling_would_add_is_added_when_it_is_ticked(engine: EmbeddedEngine) -> None:
    text = tick(tick("ferry", "outlet", "Tern"), "outlet", "Night Gull")
    assert text == 'ferry outlet:(=Tern OR ="Night Gull")'
    assert engine.search(SearchRequest(parse(text))).total == 4
    assert counts(engine, text, "outlet") == {"Tern*": 2, "Night Gull*": 2, "Gazette": 1}


@pytest.mark.parametrize(
    ("field", "values", "text"),
    [
        ("author", ["Ada Quill", 'Bo "B" Marsh'], r'ferry author:(="Ada Quill" OR ="Bo \"B\" Marsh")'),
        ("language", ["en", "fr", "de"], "ferry lang:(en OR fr OR de)"),
        ("year", ["2030", "2031"], "ferry date:(2030 OR 2031)"),
    ],
)
def test_ticks_join_and_part_again(field: str, values: list[str], text: str) -> None:
    ticked = "ferry"
    for value in values:
        ticked = tick(ticked, field, value)
    assert ticked == text
    assert all(is_narrowed(text, field, value) for value in values)
    for value in values:
        text = widen(text, field, value)
        assert not is_narrowed(text, field, value)
    assert text == "ferry"


def test_known_values_are_counted_beside_unknown_ones(engine: EmbeddedEngine) -> None:
    known = counts(engine, "ferry", "outlet")
    assert counts(engine, "ferry outlet:unknown", "outlet") == known
    assert counts(engine, "ferry outlet:(=Tern OR unknown)", "outlet").keys() >= {"Tern*", "Gazette"}


def test_a_month_is_no_alternative_to_its_year() -> None:
    text = tick(tick(tick("ferry", "year", "2030"), "month", "2030-01"), "month", "2030-02")
    assert text == "ferry date:2030 date:(2030-01 OR 2030-02)"
    assert widen(text, "year", "2030") == "ferry date:(2030-01 OR 2030-02)"
    assert narrow_dates(text, "2031", "2031") == "ferry date:2031"


def test_a_year_takes_the_place_of_its_months(engine: EmbeddedEngine) -> None:
    assert tick(tick("ferry", "month", "2030-02"), "year", "2030") == "ferry date:2030"
    assert tick("ferry date:2030-02-05", "month", "2030-02") == "ferry date:2030-02"
    assert tick("date:(2030-01 OR 2031 OR 2030-02)", "year", "2030") == "date:(2031 OR 2030)"


def test_a_year_is_added_to_a_month_within_another_year(engine: EmbeddedEngine) -> None:
    text = tick("ferry date:2030 date:2030-02", "year", "2032")
    assert text == "ferry date:(2030 OR 2032) date:(2030-02 OR 2032)"
    assert engine.search(SearchRequest(parse(text))).total == 2
    assert tick(text, "month", "2030-01") == "ferry date:(2030 OR 2032) date:(2030-02 OR 2032 OR 2030-01)"


def test_stories_join_whatever_their_ids_begin_with() -> None:
    ids = ("16512fa6c0de0001", "a6512fa6c0de0002", "26512fa6c0de0003")
    text = "ferry"
    for each in ids:
        text = tick(text, "story", each)
    assert text == f"ferry story:({' OR '.join(ids)})"


def test_a_month_of_another_year_joins_a_year_and_one_of_its_own_narrows_it() -> None:
    text = tick("ferry date:2031", "month", "2030-01")
    assert text == "ferry date:(2031 OR 2030-01)"
    assert tick(text, "month", "2031-01") == f"{text} date:2031-01"
    assert tick("date:2030-01-05", "month", "2030-02") == "date:(2030-01-05 OR 2030-02)"
    assert widen(text, "month", "2030-01") == "ferry date:2031"


def test_what_was_typed_otherwise_is_not_joined_by_a_tick() -> None:
    assert tick("outlet:tern", "outlet", "Gazette") == "outlet:tern outlet:=Gazette"
    assert tick("date:june", "year", "2030") == "date:june date:2030"
    assert tick("date:2030-01..2030-03", "month", "2030-02") == "date:2030-01..2030-03 date:2030-02"


def test_narrowing_to_one_of_two_ticked_values_leaves_the_other_out(engine: EmbeddedEngine) -> None:
    text = narrow("outlet:(=Tern OR =Gazette)", "outlet", "Gazette")
    assert engine.search(SearchRequest(parse(text))).total == 1


def test_what_only_looks_like_a_tick_is_none() -> None:
    for text in (
        "-outlet:(=Tern OR =Gull)",
        "outlet:(=Tern OR (=Gull =Gazette))",
        "(outlet:(=Tern) OR bread)",
    ):
        assert not is_narrowed(text, "outlet", "Tern")
        assert widen(text, "outlet", "Tern") == text
