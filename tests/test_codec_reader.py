"""What Whoosh's reader interface says of our segments is what it says of its own, or better where it errs."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stock_whoosh import SCHEMA, Part, batches, two_searchers
from whoosh.query import Every, Or, Phrase, Term
from whoosh.reading import IndexReader
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet, MultiFacet

from index.codec.whoosh_codec import ColumnarCodec, open_reader


@settings(max_examples=40)
@given(batches)
def test_terms_statistics_and_stored_articles_are_the_same(
    parts: list[Part],
) -> None:
    with two_searchers(parts) as (theirs, ours):
        one, other = theirs.reader(), ours.reader()
        assert list(other.all_terms()) == list(one.all_terms())
        assert list(other.terms_from("body", b"oil")) == list(one.terms_from("body", b"oil"))
        assert list(other.expand_prefix("body", "pri")) == list(one.expand_prefix("body", "pri"))
        assert set(other.indexed_field_names()) == set(one.indexed_field_names()) | {
            name for name, field in SCHEMA.items() if field.format
        }
        assert [statistics(other, *term) for term in other.all_terms()] == [
            statistics(one, *term) for term in one.all_terms()
        ]
        assert other.doc_frequency("body", "missing") == other.frequency("body", "missing") == 0
        assert list(other.all_doc_ids()) == list(one.all_doc_ids())
        assert list(other.iter_docs()) == list(one.iter_docs())
        assert (other.doc_count(), other.doc_count_all()) == (one.doc_count(), one.doc_count_all())
        assert other.has_deletions() == one.has_deletions()
        assert other.field_length("body") == one.field_length("body")
        assert other.max_field_length("body") == one.max_field_length("body")
        assert other.min_field_length("body") == one.min_field_length("body")
        assert [other.is_deleted(doc) for doc in range(one.doc_count_all())] == [
            one.is_deleted(doc) for doc in range(one.doc_count_all())
        ]


def statistics(reader: IndexReader, name: str, term: bytes) -> tuple[Any, ...]:
    info = reader.term_info(name, term)
    lengths = (info.min_length(), info.max_length()) if SCHEMA[name].scorable else ()
    return (
        info.weight(),
        info.doc_frequency(),
        info.max_weight(),
        info.min_id(),
        info.max_id(),
        reader.doc_frequency(name, term),
        reader.frequency(name, term),
        *lengths,
        list(reader.postings(name, term).all_ids()),
    )


@settings(max_examples=40)
@given(batches, st.sampled_from(["code", "when", "size"]), st.booleans())
def test_sorting_and_grouping_by_a_column_are_the_same_within_a_segment(
    parts: list[Part], name: str, reverse: bool
) -> None:
    with two_searchers(parts[:1]) as (theirs, ours):
        for facet in (FieldFacet(name, reverse=reverse), MultiFacet(["code", "size"])):
            tree = Or([Term("body", "oil"), Term("body", "bank"), Every("title")])
            assert [hit.docnum for hit in ours.search(tree, limit=None, sortedby=facet)] == [
                hit.docnum for hit in theirs.search(tree, limit=None, sortedby=facet)
            ]
        groups = [
            searcher.search(
                Every(),
                limit=None,
                groupedby={"code": FieldFacet("code"), "tags": FieldFacet("tags", allow_overlap=True)},
            )
            for searcher in (ours, theirs)
        ]
        assert groups[0].groups("code") == groups[1].groups("code")
        assert groups[0].groups("tags") == groups[1].groups("tags")


def day(number: int) -> datetime:
    return datetime(2019, 1, number)


COLUMN_IN_ONE_SEGMENT: list[Part] = [
    [({"body": "oil"}, False), ({"body": "oil"}, False)],
    [
        ({"body": "oil", "code": "ap", "when": day(2), "size": -3}, False),
        ({"body": "oil"}, True),
        ({"body": "oil", "code": "afp", "when": day(1), "size": 4}, False),
    ],
]
"""Whoosh's own column over both segments counts wrong here."""


def test_a_column_that_some_segments_lack_keeps_its_count() -> None:
    with two_searchers(COLUMN_IN_ONE_SEGMENT) as (_, ours):
        codes = ours.reader().column_reader("code")
        assert len(codes) == 5
        assert "|".join(codes) == "||ap||afp"
        assert "|".join(codes[doc] for doc in range(5)) == "||ap||afp"
        sizes: Any = ours.reader().column_reader("size", translate=False, reverse=True)
        assert [sizes.sort_key(doc) for doc in (2, 4)] == [-(2**31 - 3), -(2**31 + 4)]


def test_sorting_goes_through_segments_that_lack_the_column() -> None:
    with two_searchers(COLUMN_IN_ONE_SEGMENT) as (_, ours):

        def order(name: str, *, reverse: bool) -> list[int]:
            facet = FieldFacet(name, reverse=reverse)
            return [hit.docnum for hit in ours.search(Every(), limit=None, sortedby=facet)]

        assert order("code", reverse=False) == [0, 1, 4, 2]
        assert order("code", reverse=True) == [2, 4, 0, 1]
        assert order("when", reverse=False) == [4, 2, 0, 1]
        assert order("size", reverse=False) == [2, 4, 0, 1]


def test_a_matcher_leaps_and_copies_and_gives_positions() -> None:
    part = [({"body": "oil bank oil"}, False), ({"body": "oil"}, True), ({"body": "bank oil"}, False)]
    with two_searchers([part]) as (_, ours):
        matcher = ours.reader().postings("body", "oil")
        assert matcher.value_as("positions") == [0, 2]
        assert matcher.value_as("frequency") == 2
        behind = matcher.copy()
        matcher.skip_to(1)
        assert (matcher.id(), behind.id()) == (2, 0)
        assert matcher.value_as("position_boosts") == [(1, 1)]
        assert not matcher.supports("characters")
        matcher.next()
        assert not matcher.is_active()


def test_no_segments_make_an_empty_reader() -> None:
    reader = open_reader([], SCHEMA, 4)
    assert (reader.doc_count_all(), reader.generation()) == (0, 4)
    assert len(Searcher(reader).search(Or([Term("body", "oil"), Every()]))) == 0


def test_nothing_is_pickled_or_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    with two_searchers([[({"body": "oil bank", "code": "ap"}, False)]]) as (_, ours):

        def refuse(*_: Any, **__: Any) -> None:
            raise AssertionError("pickled")

        for module in ("pickle", "whoosh.formats", "whoosh.codec.whoosh3"):
            for name in ("dumps", "loads"):
                monkeypatch.setattr(f"{module}.{name}", refuse)
        found = ours.search(Phrase("body", ["oil", "bank"]), sortedby="code")
        assert [hit["article"] for hit in found] == ['{"id":0}']
        assert ours.reader().postings("body", "oil").value() == [0]


def test_whoosh_cannot_write_through_the_codec() -> None:
    with pytest.raises(NotImplementedError, match="write_segment"):
        ColumnarCodec().new_segment(None, "archive")
