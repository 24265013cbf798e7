"""A small document here is a mapping from terms to positions, with values and a number."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.codec.contents import KeywordColumn, NumberColumn, Postings, SegmentContents
from index.codec.segment import Segment
from index.codec.signatures import SignatureColumn
from index.codec.sketches import SketchColumn
from index.codec.writing import SegmentFiles, write_merged, write_segment
from index.storage import FolderStorage


@dataclass(frozen=True)
class Doc:
    body: dict[bytes, list[int]]
    code: list[bytes]
    values: list[str]
    number: int | None
    article: bytes


TERMS = [b"", b"a", b"ab", b"abc", b"b", "é".encode(), b"\xff", b"\xff\xff", b"zz\xff"]
positions = st.lists(st.sampled_from([0, 1, 2, 254, 255, 256, 511, 70_000]), min_size=1, max_size=5).map(
    sorted
)
docs = st.builds(
    Doc,
    body=st.dictionaries(st.sampled_from(TERMS), positions, max_size=5),
    code=st.lists(st.sampled_from(TERMS), max_size=2, unique=True),
    values=st.lists(st.sampled_from(["", "Le Monde", "AP", "Ärzte"]), max_size=3),
    number=st.none() | st.integers(-(2**63), 2**63 - 1),
    article=st.binary(max_size=20),
)
many_docs = st.lists(docs, max_size=20)


def contents_of(documents: Sequence[Doc]) -> SegmentContents:
    """The contents of a segment that holds these documents."""
    values = sorted({value for doc in documents for value in doc.values})
    return SegmentContents(
        doc_count=len(documents),
        postings={
            "body": postings_of([doc.body for doc in documents], scored=True),
            "code": postings_of([{term: [0] for term in doc.code} for doc in documents], scored=False),
        },
        columns={
            "outlet": KeywordColumn(
                values,
                np.cumsum([0, *(len(doc.values) for doc in documents)]),
                np.array([values.index(value) for doc in documents for value in doc.values], np.uint32),
            ),
            "year": NumberColumn(
                np.array([doc.number or 0 for doc in documents], np.int64),
                np.array([doc.number is not None for doc in documents], np.bool_),
            ),
        },
        articles=[doc.article for doc in documents],
    )


def postings_of(documents: Sequence[dict[bytes, list[int]]], *, scored: bool) -> Postings:
    terms = sorted({term for doc in documents for term in doc})
    lists = [[(i, doc[term]) for i, doc in enumerate(documents) if term in doc] for term in terms]
    return Postings(
        terms=terms,
        starts=np.cumsum([0, *map(len, lists)]),
        docs=np.array([i for each in lists for i, _ in each], np.uint32),
        freqs=np.array([len(places) for each in lists for _, places in each], np.uint32),
        positions=np.array([place for each in lists for _, places in each for place in places], np.uint32)
        if scored
        else None,
        lengths=np.array([sum(map(len, doc.values())) for doc in documents], np.uint32) if scored else None,
    )


def assert_same(one: object, other: object) -> None:
    """Equal, with arrays compared element by element."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    elif isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_same(one[key], other[key])
    elif isinstance(
        one, SegmentContents | Postings | KeywordColumn | NumberColumn | SketchColumn | SignatureColumn
    ):
        assert type(one) is type(other)
        for name in one._fields:
            assert_same(getattr(one, name), getattr(other, name))
    else:
        assert one == other


def save(files: SegmentFiles, folder: Path, deleted: NDArray[np.bool_] | None = None) -> Segment:
    """Write a segment's files and open it."""
    folder.mkdir()
    for name, buffers in files.items():
        (folder / name).write_bytes(b"".join(buffers))
    return Segment(FolderStorage(folder.parent), folder.name, deleted)


@contextmanager
def saved(documents: Sequence[Doc]) -> Iterator[Segment]:
    with tempfile.TemporaryDirectory() as folder:
        yield save(write_segment(contents_of(documents)), Path(folder) / "s")


@given(many_docs)
def test_a_written_segment_reads_back_equal(documents: list[Doc]) -> None:
    with saved(documents) as segment:
        assert_same(segment.contents(), contents_of(documents))


@given(many_docs)
def test_one_term_at_a_time_says_the_same_as_all_at_once(documents: list[Doc]) -> None:
    with saved(documents) as segment:
        postings = contents_of(documents).postings["body"]
        for number, term in enumerate(postings.terms):
            own = {i: doc.body[term] for i, doc in enumerate(documents) if term in doc.body}
            found, freqs, places = segment.positions("body", number)
            assert found.tolist() == segment.docs("body", number).tolist() == list(own)
            assert freqs.tolist() == segment.postings("body", number)[1].tolist()
            assert freqs.tolist() == [len(each) for each in own.values()]
            assert places.tolist() == [place for each in own.values() for place in each]
            assert segment.doc_frequency("body", number) == len(own)


@given(many_docs, st.data())
def test_positions_can_be_had_of_some_documents_only(documents: list[Doc], data: st.DataObject) -> None:
    with saved(documents) as segment:
        for number, term in enumerate(contents_of(documents).postings["body"].terms):
            own = [doc.body[term] for doc in documents if term in doc.body]
            chosen = sorted(data.draw(st.sets(st.integers(0, len(own) - 1))))
            freqs = segment.postings("body", number)[1]
            places = segment.positions_among("body", number, freqs, np.array(chosen, np.intp))
            assert places.tolist() == [place for at in chosen for place in own[at]]


@given(many_docs, st.data())
def test_any_terms_can_be_decoded_together(documents: list[Doc], data: st.DataObject) -> None:
    with saved(documents) as segment:
        count = segment.term_count("body")
        numbers = data.draw(st.lists(st.integers(0, count - 1), unique=True)) if count else []
        counts, found, freqs = segment.postings_of("body", np.array(numbers, np.int64))
        alone = [segment.postings("body", number) for number in numbers]
        assert counts.tolist() == [len(each) for each, _ in alone]
        assert found.tolist() == [doc for each, _ in alone for doc in each.tolist()]
        assert freqs.tolist() == [freq for _, each in alone for freq in each.tolist()]


@given(many_docs, st.sampled_from([*TERMS, b"aa", b"zzz"]))
def test_the_dictionary_agrees_with_a_sorted_list(documents: list[Doc], sought: bytes) -> None:
    with saved(documents) as segment:
        terms = contents_of(documents).postings["body"].terms
        assert segment.terms("body", 0, segment.term_count("body")) == terms
        assert segment.find("body", sought) == (terms.index(sought) if sought in terms else -1)
        assert segment.lower_bound("body", sought) == sum(term < sought for term in terms)
        first, end = segment.prefix_range("body", sought)
        assert segment.terms("body", first, end) == [term for term in terms if term.startswith(sought)]
        assert [segment.term("body", number) for number in range(len(terms))] == terms
        assert segment.doc_frequencies("body", np.arange(first, end)).tolist() == [
            segment.doc_frequency("body", number) for number in range(first, end)
        ]


@given(many_docs)
def test_columns_lengths_and_articles_are_those_of_each_document(documents: list[Doc]) -> None:
    with saved(documents) as segment:
        keywords, numbers = segment.keyword_column("outlet"), segment.number_column("year")
        assert keywords is not None
        assert numbers is not None
        lengths = segment.lengths("body")
        assert lengths is not None
        for i, doc in enumerate(documents):
            assert keywords.of(i) == doc.values
            assert (int(numbers.numbers[i]) if numbers.known[i] else None) == doc.number
            assert segment.article(i) == doc.article
            assert lengths[i] == sum(map(len, doc.body.values()))
        assert segment.total_length("body") == lengths.sum()
        assert segment.min_length("body") == min(lengths.tolist(), default=0)
        assert segment.max_length("body") == max(lengths.tolist(), default=0)


@settings(max_examples=20)
@given(
    st.lists(st.lists(st.tuples(docs, st.booleans()), max_size=20), min_size=1, max_size=4),
    st.sampled_from([1, 5, 1000]),
)
def test_merged_segments_hold_what_was_live_as_if_written_at_once(
    parts: list[list[tuple[Doc, bool]]], postings_in_a_run: int
) -> None:
    expected = contents_of([doc for part in parts for doc, is_deleted in part if not is_deleted])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        segments = [
            save(
                write_segment(contents_of([doc for doc, _ in part])),
                folder / str(i),
                np.array([is_deleted for _, is_deleted in part], np.bool_),
            )
            for i, part in enumerate(parts)
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.codec.merge._RUN", postings_in_a_run)
            merged = save(write_merged(segments), folder / "merged")
        assert_same(merged.contents(), expected)


def test_a_merge_keeps_fields_and_columns_that_only_one_segment_has(tmp_path: Path) -> None:
    full = [Doc({b"a": [3]}, [b"x"], ["AP"], 7, b"{}"), Doc({}, [], [], None, b"{}")]
    bare = SegmentContents(2, {}, {}, [b"1", b"2"])
    segments = [
        save(write_segment(bare), tmp_path / "1"),
        save(write_segment(contents_of(full)), tmp_path / "2"),
    ]
    merged = save(write_merged(segments), tmp_path / "merged").contents()
    empty = Doc({}, [], [], None, b"")
    assert_same(merged.postings, contents_of([empty, empty, *full]).postings)
    assert_same(merged.columns, contents_of([empty, empty, *full]).columns)


def test_terms_in_hundreds_of_documents_read_back(tmp_path: Path) -> None:
    """Enough documents for wide gaps, escapes, and more postings than are coded at once."""
    rng = np.random.default_rng(3)
    rows = [np.flatnonzero(rng.random(300_000) < share) for share in (1, 0.5, 0.01, 0.003, 0.00002)]
    rows = [row for row in rows if len(row)]
    found = np.concatenate(rows).astype(np.uint32)
    freqs = rng.integers(1, 4, len(found)).astype(np.uint32)
    starts = np.cumsum([0, *map(len, rows)])
    places = (np.arange(int(freqs.sum())) % 3).astype(np.uint32)
    ends = np.cumsum(freqs)
    places = np.arange(ends[-1], dtype=np.uint32) - np.repeat(ends - freqs, freqs).astype(np.uint32)
    postings = Postings([b"%d" % i for i in range(len(rows))], starts, found, freqs, places * 200, None)
    contents = SegmentContents(300_000, {"body": postings}, {}, [b"{}"] * 300_000)
    segment = save(write_segment(contents), tmp_path / "s")
    assert_same(segment.contents().postings, contents.postings)
    for number, row in enumerate(rows):
        assert (segment.docs("body", number) == row).all()
        assert (
            segment.positions("body", number)[2]
            == (places * 200)[
                np.repeat(
                    (np.arange(len(found)) >= starts[number]) & (np.arange(len(found)) < starts[number + 1]),
                    freqs,
                )
            ]
        ).all()
        assert segment.doc_frequency("body", number) == len(row)
    assert segment.doc_frequencies("body", np.arange(len(rows))).tolist() == [len(row) for row in rows]


def test_a_field_the_segment_does_not_have_is_one_without_terms(tmp_path: Path) -> None:
    segment = save(write_segment(contents_of([])), tmp_path / "s")
    assert segment.find("title", b"a") == -1
    assert segment.term_count("title") == segment.lower_bound("title", b"a") == 0
    assert segment.prefix_range("title", b"") == (0, 0)
    assert segment.terms("title", 0, 0) == []
    assert segment.lengths("title") is None
    assert segment.total_length("title") == 0
    assert segment.keyword_column("title") is None
    assert segment.number_column("title") is None


def test_deletions_of_another_segment_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 deletions for a segment of 0 documents"):
        save(write_segment(contents_of([])), tmp_path / "s", np.array([True]))


def test_live_documents_are_counted(tmp_path: Path) -> None:
    doc = Doc({}, [], [], None, b"{}")
    segment = save(write_segment(contents_of([doc] * 3)), tmp_path / "s", np.array([False, True, False]))
    assert (segment.doc_count, segment.live_count) == (3, 2)
    assert segment.live.tolist() == [True, False, True]
