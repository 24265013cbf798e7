"""Facets, order by date, and the best of many, over what the evaluator found."""

import gc
from collections import Counter
from collections.abc import Sequence
from unittest.mock import patch
from weakref import ref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_segments import keyword_column, segments

from index.codec.contents import SegmentContents
from search.embedded.matching.evaluate import Matches, top
from search.embedded.matching.memory import memory_of
from search.embedded.ordering.order import UNKNOWN, printed_ranks
from search.embedded.page.facets import count_facets
from search.engine import Facet, FacetField

DATES = (
    "2019",
    "2019-01",
    "2019-08",
    "2019-08-22",
    "2019-08-22T14:05:00",
    "2020",
    "2020-01-01",
    "1999-12-31",
)
dates = st.lists(st.none() | st.sampled_from(DATES), max_size=12)
names = st.lists(st.lists(st.sampled_from(("Ada Brook", "Jon Reyes", "Émile Ruiz")), max_size=3), max_size=12)


def with_column(name: str, values: Sequence[Sequence[str]]) -> SegmentContents:
    columns = {name: keyword_column(values)} if any(values) else {}
    return SegmentContents(len(values), {}, dict(columns), [b"{}"] * len(values))


def with_dates(values: Sequence[str | None]) -> SegmentContents:
    return with_column("printed", [[value] if value else [] for value in values])


def counted(facet: Facet) -> dict[str, int]:
    return {each.value: each.articles for each in facet.counts}


@given(st.lists(names, max_size=3), st.data())
def test_each_value_is_counted_once_for_each_matching_article(
    batches: list[list[list[str]]], data: st.DataObject
) -> None:
    held = [own for batch in batches for own in batch]
    docs = sorted(data.draw(st.sets(st.sampled_from(range(len(held))))) if held else [])
    with segments([with_column("author", batch) for batch in batches]) as opened:
        facet, again = count_facets(opened, ["author", "author"], np.array(docs, np.int64), "storm")
    assert again == facet
    assert counted(facet) == Counter(name for doc in docs for name in set(held[doc]))
    assert facet.unknown == sum(not held[doc] for doc in docs)
    order = [(-each.articles, each.value.casefold()) for each in facet.counts]
    assert order == sorted(order)


@given(st.lists(dates, max_size=3), st.sampled_from((0, 8)))
def test_periods_are_counted_from_dates_that_know_them(
    batches: list[list[str | None]], one_by_one: int
) -> None:
    held = [value for batch in batches for value in batch]
    with (
        patch("search.embedded.matching.values._ONE_BY_ONE", one_by_one),
        segments([with_dates(batch) for batch in batches]) as opened,
    ):
        lengths: tuple[tuple[FacetField, int], ...] = (("year", 4), ("month", 7), ("day", 10))
        for field, length in lengths:
            facet = count_facets(opened, [field], np.arange(len(held)), "")[0]
            known = [value[:length] for value in held if value and len(value) >= length]
            assert counted(facet) == Counter(known)
            assert facet.unknown == len(held) - len(known)
            assert [each.value for each in facet.counts] == sorted(set(known), reverse=True)


def test_a_value_that_the_query_narrows_to_is_selected() -> None:
    with segments([with_column("author", [["Ada Brook"], ["Jon Reyes"]])]) as opened:
        facet = count_facets(opened, ["author"], np.arange(2), 'storm author:="Jon Reyes"')[0]
    assert {each.value: each.selected for each in facet.counts} == {"Ada Brook": False, "Jon Reyes": True}


@given(st.lists(dates, min_size=1, max_size=3), st.data())
def test_ranks_are_in_the_order_of_dates_and_unknown_has_none(
    batches: list[list[str | None]], data: st.DataObject
) -> None:
    held = [value for batch in batches for value in batch]
    docs = sorted(data.draw(st.sets(st.sampled_from(range(len(held))))) if held else [])
    with segments([with_dates(batch) for batch in batches]) as opened:
        ranks = printed_ranks(opened, np.array(docs, np.int64)).tolist()
    assert len(ranks) == len(docs)
    for doc, rank in zip(docs, ranks, strict=True):
        assert (rank == UNKNOWN) == (held[doc] is None)
        for other, other_rank in zip(docs, ranks, strict=True):
            if held[doc] and held[other]:
                assert (rank < other_rank) == (str(held[doc]) < str(held[other]))


@given(st.lists(st.sampled_from((0.0, 0.5, 1.0, 7.25)), max_size=30), st.integers(0, 35))
def test_the_best_come_first_and_equals_by_document_number(scores: list[float], count: int) -> None:
    matches = Matches(np.arange(len(scores)) * 3, np.array(scores, np.float32))
    expected = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:count]
    assert top(matches, count).tolist() == expected


def test_what_is_kept_of_segments_is_forgotten_with_them() -> None:
    with segments([with_dates(["2019"]), with_dates(["2020"])]) as opened:
        memory_of(opened)["ranks"] = [1, 2]
        assert memory_of(list(opened)) == {"ranks": [1, 2]}
        assert memory_of(opened[:1]) == memory_of(opened[1:]) == memory_of(opened[::-1]) == {}
    with segments([with_dates(["2019"]), with_dates(["2020"])]) as others:
        assert memory_of(others) == {}
        kept = ref(others[0])
        others.clear()
    gc.collect()
    assert kept() is None
