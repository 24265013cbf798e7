"""The fast path of indexing gives what Whoosh gives: terms, positions, lengths, columns."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import TEN, article, published
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import IndexReader

from index.analysis import VALUE_SEPARATOR, Text
from index.article import Article, from_json
from index.batch import Inverter
from index.batch import inverter as inverter_module
from index.codec.contents import KeywordColumn, NumberColumn, SegmentContents
from index.codec.signatures import SignatureColumn
from index.codec.sketches import SketchColumn
from index.schema import BEGINNINGS, FIELDS, NAME_FIELDS, TEXT_FIELDS, exact, microseconds, paragraphs
from index.whoosh_schema import news_schema

Lists = dict[bytes, list[tuple[int, int, list[int] | None]]]
"""By term: document, frequency, positions."""


def whoosh_document(article: Article) -> dict[str, Any]:
    """An article as Whoosh's own writer takes it."""
    values: dict[str, Any] = {"article": ""}
    for field in FIELDS:
        value = field.value(article)
        if not value:
            continue
        if field.name in TEXT_FIELDS:
            values[field.name] = Text.of(value, article.language)
            values[exact(field.name)] = value
            if field.kind == "prose":
                values[paragraphs(field.name)] = value
        else:
            values[field.name] = value
    return values


def stock_reader(articles: Sequence[Article]) -> IndexReader:
    """The articles as Whoosh's own writer, analyzers and codec index them."""
    whoosh_index = RamStorage().create_index(news_schema())
    writer = whoosh_index.writer()
    for one in articles:
        writer.add_document(**whoosh_document(one))
    writer.commit()
    reader: IndexReader = whoosh_index.reader()
    return reader


def stock_lists(reader: IndexReader, name: str) -> Lists:
    lists: Lists = {}
    layout = reader.schema[name].format
    placed = layout is not None and layout.supports("positions")
    for term in reader.lexicon(name):
        matcher = reader.postings(name, term)
        lists[term] = []
        while matcher.is_active():
            positions = sorted(matcher.value_as("positions")) if placed else None
            lists[term].append((matcher.id(), int(matcher.weight()), positions))
            matcher.next()
    return lists


def batch_lists(contents: SegmentContents, name: str) -> Lists:
    found = contents.postings[name]
    assert len(found.starts) == len(found.terms) + 1
    ends = np.cumsum(found.freqs)
    lists: Lists = {}
    for number, term in enumerate(found.terms):
        if found.twin and found.starts[number] == found.starts[number + 1]:
            twin = contents.postings[found.twin.field].terms[found.twin.numbers[number]]
            lists[term] = batch_lists(contents, found.twin.field)[twin]
            continue
        span = range(int(found.starts[number]), int(found.starts[number + 1]))
        lists[term] = [
            (
                int(found.docs[i]),
                int(found.freqs[i]),
                None
                if found.positions is None
                else found.positions[ends[i] - found.freqs[i] : ends[i]].tolist(),
            )
            for i in span
        ]
    return lists


def begun_lists(contents: SegmentContents) -> Lists:
    """The documents of the words that begin with one and two letters."""
    found: dict[bytes, set[int]] = {}
    for name in map(exact, TEXT_FIELDS):
        for word, postings in batch_lists(contents, name).items():
            for beginning in {word[:1], word[:2]}:
                if re.fullmatch(b"[0-9a-z]+", beginning):
                    found.setdefault(beginning, set()).update(doc for doc, _, _ in postings)
    return {beginning: [(doc, 1, None) for doc in sorted(docs)] for beginning, docs in found.items()}


def assert_equals_stock(contents: SegmentContents, articles: Sequence[Article]) -> None:
    assert contents.doc_count == len(articles)
    assert [from_json(stored) for stored in contents.articles] == list(articles)
    with stock_reader(articles) as reader:
        names = [name for name, field in reader.schema.items() if field.indexed]
        assert sorted(contents.postings) == sorted([*names, BEGINNINGS])
        for name in names:
            assert_field_equals_stock(contents, reader, name)
    assert batch_lists(contents, BEGINNINGS) == begun_lists(contents)


def assert_field_equals_stock(contents: SegmentContents, reader: IndexReader, name: str) -> None:
    expected = stock_lists(reader, name)
    assert batch_lists(contents, name) == expected
    assert contents.postings[name].terms == sorted(expected)
    lengths = contents.postings[name].lengths
    assert (lengths is not None) == bool(reader.schema[name].scorable)
    if lengths is not None:
        counted = np.zeros(contents.doc_count, int)
        for postings in expected.values():
            for doc, frequency, _ in postings:
                counted[doc] += frequency
        assert lengths.tolist() == counted.tolist()
        assert int(lengths.sum()) == reader.field_length(name)
    column = contents.columns.get(name)
    assert (column is not None) == (reader.schema[name].column_type is not None)
    if column is not None:
        assert not isinstance(column, SketchColumn | SignatureColumn)
        stock = stock_values(reader, name, expected)
        assert column_values(column) == stock


def stock_values(reader: IndexReader, name: str, lists: Lists) -> list[list[Any]]:
    if not reader.has_column(name):
        return [[] for _ in range(reader.doc_count_all())]
    column = reader.column_reader(name, translate=False)
    known = {doc for postings in lists.values() for doc, _, _ in postings}
    values = [column[doc] if doc in known else None for doc in range(reader.doc_count_all())]
    return [[] if value is None else _each(name, value) for value in values]


def _each(name: str, value: Any) -> list[Any]:
    if isinstance(value, bytes):
        return value.decode().split(VALUE_SEPARATOR) if name in NAME_FIELDS else [value.decode()]
    return [value]


def column_values(column: KeywordColumn | NumberColumn) -> list[list[Any]]:
    if isinstance(column, NumberColumn):
        assert not column.numbers[~column.known].any()
        return [
            [number] if known else []
            for number, known in zip(column.numbers.tolist(), column.known.tolist(), strict=True)
        ]
    assert column.values == sorted(set(column.values))
    spans = zip(column.starts[:-1].tolist(), column.starts[1:].tolist(), strict=True)
    return [[column.values[i] for i in column.ords[start:end].tolist()] for start, end in spans]


FRAGMENTS = [
    "U.S.", "US", "u.n", "co-operation", "renew-ed", "a-b-c-d-e", "Halden’s", "l'accord", "'tis", "1,000",
    "5.5m", "20,000.", "x_y", "été", "e\u0301", "straße", "港の壁", "港", "x.港壁", "港.壁", "ภาษาไทย", "𠀀𠀁𠀂",
    "सरकार", "العربية", "—", "“", "”", "…", "。", "\u00a0", "\u00ad", "\u200d", "‐", "'", ".", ",", "-", "’",
    " ", "\n\n", "(", "General Audit Board (GAB)", "w" * 31, "w" * 32, "w" * 33, "ж" * 900, "🙂",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=12).map("".join)
lines = st.none() | texts
moments = st.sampled_from(["1999", "2019-08", "2019-08-22", "2019-08-22T14:05:00", "0001-01-01", "9999"])
articles = st.builds(
    article,
    lines,
    texts,
    date=st.none() | moments,
    authors=st.lists(texts, max_size=3).map(tuple),
    outlet=lines,
    language=st.sampled_from(["en", "fr", "ru", "ja", "xx", None]),
    standfirst=lines,
    section=lines,
    place=lines,
    url=lines,
)

LEARNT = Inverter()
"""One for every example, as in a long run: what it has learnt must not change what it finds."""


@given(st.lists(articles, max_size=4))
@settings(max_examples=60)
def test_any_articles_are_indexed_as_whoosh_indexes_them(batch: list[Article]) -> None:
    assert_equals_stock(LEARNT.invert(batch), batch)


def test_the_ten_articles_are_indexed_as_whoosh_indexes_them() -> None:
    assert_equals_stock(Inverter().invert(TEN), TEN)


def test_a_batch_of_nothing_is_an_empty_segment() -> None:
    assert_equals_stock(Inverter().invert([]), [])


def test_the_arrays_have_the_types_of_the_contract() -> None:
    contents = Inverter().invert(TEN)
    body, author = contents.postings["body"], contents.columns["author"]
    published_column = contents.columns["published"]
    assert isinstance(author, KeywordColumn)
    assert isinstance(published_column, NumberColumn)
    assert [array.dtype for array in (body.starts, author.starts, published_column.numbers)] == [np.int64] * 3
    assert published_column.known.dtype == np.bool_
    for array in (body.docs, body.freqs, body.positions, body.lengths, author.ords):
        assert array is not None
        assert array.dtype == np.uint32


def test_a_name_of_more_words_than_the_gap_keeps_its_positions_in_order() -> None:
    long = article("t", "b", authors=(" ".join(["van"] * 130), "van Dam"))
    contents = Inverter().invert([long])
    assert_equals_stock(contents, [long])
    ((_, frequency, positions),) = batch_lists(contents, "author")[b"van"]
    assert frequency == 131
    assert positions == sorted([*range(130), 100])


def test_stems_follow_each_articles_own_language() -> None:
    words = "Les pêcheurs attendaient; the fishermen waited"
    batch = [article(None, words, language=language) for language in ("en", "fr", "xx", None, "en")]
    contents = Inverter().invert(batch)
    assert_equals_stock(contents, batch)
    assert [doc for doc, _, _ in batch_lists(contents, "body")[b"wait"]] == [0, 4]
    assert [doc for doc, _, _ in batch_lists(contents, exact("body"))[b"waited"]] == [0, 1, 2, 3, 4]


def test_batches_do_not_depend_on_those_before_them() -> None:
    inverter = Inverter()
    first = [replace(one, language="fr") for one in TEN]
    for batch in (TEN, first, TEN[::-1], TEN[:3], TEN):
        assert_equals_stock(inverter.invert(batch), batch)


def test_a_vocabulary_grown_too_large_is_forgotten_and_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    inverter = Inverter()
    inverter.invert(TEN)
    learnt = inverter._vocabulary
    inverter.invert(TEN)
    assert inverter._vocabulary is learnt
    monkeypatch.setattr(inverter_module, "_MOST_BYTES", 0)
    assert_equals_stock(inverter.invert(TEN[:2]), TEN[:2])
    assert inverter._vocabulary is not learnt


def test_texts_longer_than_a_slab_and_many_of_them_are_indexed_alike() -> None:
    batch = [
        article("Long", f"wall{number} harbour " * 120_000, date="2031", name=f"{number}")
        for number in range(3)
    ]
    body = Inverter().invert(batch).postings["body"]
    assert body.terms == [b"harbour", b"wall0", b"wall1", b"wall2"]
    assert body.docs.tolist() == [0, 1, 2, 0, 1, 2]
    assert body.freqs.tolist() == [120_000] * 6
    assert body.positions is not None
    assert np.array_equal(body.positions[:120_000], np.arange(1, 240_000, 2))
    assert np.array_equal(body.positions[-120_000:], np.arange(0, 240_000, 2))


def test_moments_are_those_that_whoosh_writes() -> None:
    batch = [
        replace(TEN[0], published=published(value)) for value in ("2019-02", "2019-08-22T14:05:00", "2016")
    ]
    batch.append(replace(TEN[0], published=None))
    contents = Inverter().invert(batch)
    column = contents.columns["published_end"]
    assert isinstance(column, NumberColumn)
    assert column.known.tolist() == [True, True, True, False]
    (last_moment,) = (field.value for field in FIELDS if field.name == "published_end")
    assert column.numbers.tolist() == [*(microseconds(last_moment(one)) for one in batch[:3]), 0]
    assert_equals_stock(contents, batch)


def test_a_paragraph_begins_at_its_first_word() -> None:
    batch = [
        article("t", "One two.\n\n—\n\nin-depth three\n\nfour"),
        article("t", ""),
        article("t", "five\nsix"),
    ]
    contents = Inverter().invert(batch)
    assert_equals_stock(contents, batch)
    assert batch_lists(contents, paragraphs("body")) == {"¶".encode(): [(0, 3, [0, 2, 5]), (2, 1, [0])]}
