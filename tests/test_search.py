"""What an engine finds, and in what order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import TEN, article, ask, build, found

from search.embedded.engine import EmbeddedEngine, open_engine
from search.engine import FACET_FIELDS, SearchRequest
from search.language import narrow, parse


def engine_over(folder: Path, *articles: object) -> EmbeddedEngine:
    return EmbeddedEngine(build(folder, articles))  # type: ignore[arg-type]


def test_all_words_are_required_wherever_they_stand(engine: EmbeddedEngine) -> None:
    assert set(found(engine, "harbour storm")) == {"harbour", "storm"}
    assert found(engine, "ferry captains") == ["storm"]


def test_words_match_in_any_form_and_phrases_exactly(engine: EmbeddedEngine) -> None:
    assert found(engine, "counting volunteer") == ["wall"]
    assert found(engine, '"harbour wall"') == ["harbour"]
    assert found(engine, '"wall harbour"') == []
    assert found(engine, '"harbour walls"') == []
    assert found(engine, "walls =waits") == ["wall"]
    assert found(engine, "=waited") == []


@pytest.mark.parametrize("times", [1, 6])
def test_the_headline_outranks_the_body(folder: Path, times: int) -> None:
    engine = engine_over(
        folder,
        article("Council meets", "Talk of the lighthouse. " * times + "Then tea.", name="body.txt"),
        article("Lighthouse sold", "The buyer is unknown. Then tea.", name="headline.txt"),
        *TEN,
    )
    assert found(engine, "lighthouse") == ["headline", "body"]


def test_alternatives_exclusions_and_brackets(engine: EmbeddedEngine) -> None:
    assert set(found(engine, "treaty OR minister")) == {"treaty", "cuts"}
    assert set(found(engine, "(treaty OR minister) -herring")) == {"cuts"}
    assert set(found(engine, "-harbour")) == {"cuts", "treaty", "letter", "mur", "minato", "stub"}


def test_names_match_by_word_by_phrase_and_as_a_whole(engine: EmbeddedEngine) -> None:
    assert set(found(engine, "author:brook")) == {"harbour", "storm"}
    assert found(engine, 'author:"Jon Reyes"') == ["storm"]
    assert found(engine, 'author:"Brook Jon"') == []
    assert set(found(engine, "outlet:gazette")) == {"harbour", "storm"}
    assert found(engine, 'outlet:="Gazette"') == []
    assert set(found(engine, 'outlet:="Halden Gazette"')) == {"harbour", "storm"}
    assert found(engine, 'outlet:="halden gazette"') == []
    assert found(engine, "author:zoe") == ["mur"]
    assert found(engine, "agency:coast place:halden section:world") == ["treaty"]
    assert found(engine, "lang:fr") == found(engine, "lang:French") == found(engine, "lang:f*") == ["mur"]


def test_a_star_after_a_field_means_that_it_is_known(engine: EmbeddedEngine) -> None:
    assert set(found(engine, "agency:*")) == {"treaty"}
    assert set(found(engine, "lang:* -title:* -date:unknown")) == set()
    assert len(found(engine, "author:*")) == 5
    assert len(found(engine, "-author:*")) == 5


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("date:2031-03", {"harbour", "storm", "mur"}),
        ("date:2031-03-04", {"harbour"}),
        ("date:2031-06-11", {"cuts"}),
        ("date:2031", {"harbour", "storm", "fund", "cuts", "mur"}),
        ("date:2031-05-01..2031-05-30", set()),
        ("date:2031-05-01..2031-05-31", {"fund"}),
        ("date:2029-02..2030-11", {"treaty"}),
        ("date:2029..2030", {"wall", "treaty"}),
        ("before:2030", {"wall"}),
        ("before:2031-03-04", {"wall", "treaty", "storm"}),
        ("after:2031-05", {"cuts"}),
        ("after:2031-06-10", {"cuts"}),
        ("after:2031-06-11", set()),
        ("date:unknown", {"letter", "minato", "stub"}),
    ],
)
def test_a_period_means_all_of_it_and_an_article_must_lie_within(
    engine: EmbeddedEngine, period: str, names: set[str]
) -> None:
    assert set(found(engine, period)) == names


def test_the_country_and_the_pronoun(engine: EmbeddedEngine) -> None:
    assert found(engine, "US") == ["treaty"]
    assert found(engine, "us") == ["letter", "treaty"]
    assert found(engine, "us", exact=True) == ["letter"]


def test_compounds_and_numbers(engine: EmbeddedEngine) -> None:
    for text in ("co-operation", "cooperation", "operation", "20,000", "20000", '"20,000 crowns"'):
        assert found(engine, text) == ["treaty"], text


def test_an_article_is_stemmed_in_its_own_language(engine: EmbeddedEngine) -> None:
    assert found(engine, "pêcheur") == ["mur"]
    assert found(engine, "pecheurs") == ["mur"]
    assert found(engine, "accord") == ["mur"]
    assert found(engine, "再建") == ["minato"]
    assert found(engine, "壁を再") == ["minato"]


def test_an_acronym_finds_its_long_form_below_a_literal_match(engine: EmbeddedEngine) -> None:
    page = ask(engine, "NHRF sea OR NHRF money OR NHRF housekeeping")
    assert [Path(hit.article.source.path).stem for hit in page.hits] == ["cuts", "fund"]
    assert found(engine, "NHRF") == ["cuts", "harbour", "fund"]
    assert 'also NHRF = "northern harbour repair fund"' in ask(engine, "NHRF").understood
    assert found(engine, "NHRF", exact=True) == ["cuts", "harbour"]
    assert "also" not in ask(engine, "NHRF", exact=True).understood


def test_a_long_form_finds_its_acronym_quoted_or_not(engine: EmbeddedEngine) -> None:
    assert found(engine, '"Northern Harbour Repair Fund"')[-1] == "cuts"
    assert found(engine, "northern harbour repair fund")[-1] == "cuts"
    assert "= NHRF" in ask(engine, "northern harbour repair fund").understood


def test_an_acronym_forgotten_with_its_article_widens_nothing(folder: Path) -> None:
    archive = build(folder)
    archive.remove([a.id for a in TEN if "(NHRF)" in a.body])
    assert found(EmbeddedEngine(archive), "NHRF") == ["cuts"]


def test_when_no_article_has_all_words_those_with_most_are_shown_and_it_is_said(
    engine: EmbeddedEngine,
) -> None:
    page = ask(engine, "harbour storm zeppelin")
    assert page.relaxed
    assert {Path(hit.article.source.path).stem for hit in page.hits} == {"harbour", "storm"}
    assert page.total == 2
    assert "2 of them" in page.notices[0]


def test_only_words_give_way(engine: EmbeddedEngine) -> None:
    assert found(engine, "harbour zeppelin author:okafor") == ["fund"]
    assert found(engine, "harbour zeppelin -stones -council -fund -ferry") == []
    assert found(engine, "zeppelin airship") == []
    assert found(engine, "harbour author:nobody") == []
    assert found(engine, "harbour wall outlet:(times OR sun)") == []
    assert found(engine, "harbour wall (date:1999 OR date:2001)") == []
    assert found(engine, "treaty letter (-count -herring)") == []
    assert found(engine, "harbour wall title:zeppelin") == []
    assert not ask(engine, "zeppelin").relaxed


def test_sorting_by_date_puts_the_unknown_last_either_way(engine: EmbeddedEngine) -> None:
    newest = found(engine, "*", sort="newest")
    oldest = found(engine, "*", sort="oldest")
    assert newest[:3] == ["cuts", "fund", "mur"]
    assert oldest[:3] == ["wall", "treaty", "storm"]
    assert set(newest[-3:]) == set(oldest[-3:]) == {"letter", "minato", "stub"}


def test_without_words_the_latest_comes_first(engine: EmbeddedEngine) -> None:
    assert found(engine, "date:2031") == ["cuts", "fund", "mur", "harbour", "storm"]


def test_pages_follow_each_other_and_the_total_is_exact(engine: EmbeddedEngine) -> None:
    everything = found(engine, "harbour")
    pages = [found(engine, "harbour", limit=2, offset=offset) for offset in range(0, 6, 2)]
    assert [name for page in pages for name in page] == everything
    page = ask(engine, "harbour", limit=1, offset=2)
    assert (page.total, page.hits[0].rank) == (len(everything), 3)
    assert ask(engine, "harbour", limit=0).hits == ()
    assert ask(engine, "harbour", limit=0).total == len(everything)


def test_facets_count_all_matches_and_say_how_many_are_unknown(engine: EmbeddedEngine) -> None:
    page = ask(engine, "*", limit=1, facets=FACET_FIELDS)
    facets = {facet.field: facet for facet in page.facets}
    assert [(c.value, c.articles) for c in facets["author"].counts] == [
        ("Ada Brook", 2), ("Mina Okafor", 2), ("Jon Reyes", 1), ("Zoé Lambert", 1),
    ]  # fmt: skip
    assert facets["author"].unknown == 5
    assert [(c.value, c.articles) for c in facets["year"].counts] == [("2031", 5), ("2030", 1), ("2029", 1)]
    assert [c.value for c in facets["month"].counts] == ["2031-06", "2031-05", "2031-03", "2030-11"]
    assert facets["month"].unknown == 4


def test_every_facet_value_narrows_to_exactly_its_count(engine: EmbeddedEngine) -> None:
    for facet in ask(engine, "*", facets=FACET_FIELDS).facets:
        for value in facet.counts:
            narrowed = ask(engine, narrow("*", facet.field, value.value), facets=(facet.field,))
            assert narrowed.total == value.articles, value
            assert [c.value for c in narrowed.facets[0].counts if c.selected] == [value.value]


_words = st.sampled_from(
    ["harbour", "wall", "storm", "the", "NHRF", "zeppelin", '"sea wall"', "author:ada", "mur"]
)
_queries = st.lists(_words, min_size=1, max_size=3).map(" ".join) | st.lists(
    _words, min_size=2, max_size=3
).map(" OR ".join)


_facets = st.sampled_from([("year", "2031"), ("outlet", "Stone & Sea"), ("section", "Local")])


@given(_queries, _facets)
def test_narrowing_never_adds_hits(engine: EmbeddedEngine, text: str, facet: tuple[str, str]) -> None:
    field, value = facet
    wide = ask(engine, text)
    if not wide.relaxed:
        narrowed = ask(engine, narrow(text, field, value))
        if not narrowed.relaxed:
            assert {h.article.id for h in narrowed.hits} <= {h.article.id for h in wide.hits}


def test_a_year_is_the_union_of_its_months_for_articles_known_that_well(engine: EmbeddedEngine) -> None:
    months = {name for month in range(1, 13) for name in found(engine, f"date:2031-{month:02}")}
    assert set(found(engine, "date:2031")) == months


def test_a_search_sees_what_has_been_committed_since(folder: Path) -> None:
    archive = build(folder, [])
    engine = open_engine(folder)
    assert engine.size() == 0
    assert engine.search(SearchRequest(parse("harbour"))).total == 0
    with archive.writer() as writer:
        writer.put(TEN)
    assert engine.size() == 10
    assert len(found(engine, "harbour")) == 4
