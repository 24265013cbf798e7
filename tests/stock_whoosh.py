"""The same small articles in a stock Whoosh index and in segments of ours, to be held against each other."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh.analysis import SimpleAnalyzer
from whoosh.fields import DATETIME, ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.searching import Searcher

from index.analysis import VALUE_SEPARATOR
from index.codec.contents import KeywordColumn, NumberColumn, Postings, SegmentContents
from index.codec.segment import Segment
from index.codec.whoosh_codec import open_reader
from index.codec.writing import write_segment
from index.storage import FolderStorage

SCHEMA = Schema(
    article=STORED(),
    body=TEXT(analyzer=SimpleAnalyzer()),
    title=TEXT(analyzer=SimpleAnalyzer()),
    code=ID(sortable=True),
    tags=KEYWORD(),
    when=DATETIME(sortable=True),
    size=NUMERIC(int, 32, sortable=True),
)
WORDS = ["oil", "oils", "oiled", "price", "prices", "bank", "banks", "rat", "rate", "élan", "日本"]
CODES = ["ap", "afp", "reuters", "dpa"]

Part = Sequence[tuple[dict[str, Any], bool]]
"""A segment's documents, each with whether it is deleted."""

# Whoosh's own codec rounds the length of a longer text.
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
documents = st.fixed_dictionaries(
    {"body": words},
    optional={
        "title": words,
        "code": st.sampled_from(CODES),
        "tags": st.lists(st.sampled_from(CODES), min_size=1, max_size=3).map(" ".join),
        "when": st.datetimes(datetime(2019, 1, 1), datetime(2020, 12, 31)),
        "size": st.integers(-500, 500),
    },
)
batches = st.lists(
    st.lists(st.tuples(documents, st.integers(0, 4).map(lambda n: n == 0)), min_size=1, max_size=10),
    min_size=1,
    max_size=3,
)
"""Segments of documents, each with whether it is deleted."""


def contents_of(reader: SegmentReader) -> SegmentContents:
    """What one segment of a stock Whoosh index holds, deleted documents too."""
    count = reader.doc_count_all()
    return SegmentContents(
        doc_count=count,
        postings={
            name: _postings(reader, name, count) for name, field in SCHEMA.items() if field.format is not None
        },
        columns={name: _column(reader, name) for name in ("code", "when", "size") if reader.has_column(name)},
        articles=[reader.stored_fields(doc)["article"].encode() for doc in range(count)],
    )


def _postings(reader: SegmentReader, name: str, count: int) -> Postings:
    field = SCHEMA[name]
    assert field.format is not None
    has_positions = field.format.supports("positions")
    terms, starts, docs, freqs, places = [], [0], [], [], []
    with suppress(TermNotFound):
        terms = list(reader.lexicon(name))
    for term in terms:
        matcher = reader._terms.matcher(name, term, field.format)
        while matcher.is_active():
            docs.append(matcher.id())
            freqs.append(matcher.value_as("frequency"))
            if has_positions:
                places += matcher.value_as("positions")
            matcher.next()
        starts.append(len(docs))
    lengths = [reader.doc_field_length(doc, name) or 0 for doc in range(count)]
    return Postings(
        terms=terms,
        starts=np.array(starts, np.int64),
        docs=np.array(docs, np.uint32),
        freqs=np.array(freqs, np.uint32),
        positions=np.array(places, np.uint32) if has_positions else None,
        lengths=np.array(lengths, np.uint32) if field.scorable else None,
    )


def _column(reader: SegmentReader, name: str) -> KeywordColumn | NumberColumn:
    column = reader.column_reader(name, translate=False)
    if name == "code":
        rows = [row.decode().split(VALUE_SEPARATOR) if row else [] for row in column]
        values = sorted({value for row in rows for value in row})
        return KeywordColumn(
            values,
            np.cumsum([0, *map(len, rows)]),
            np.array([values.index(value) for row in rows for value in row], np.uint32),
        )
    column_type = SCHEMA[name].column_type
    assert column_type is not None
    unknown = column_type.default_value()
    known = [number != unknown for number in column]
    numbers = [number if is_known else 0 for number, is_known in zip(column, known, strict=True)]
    return NumberColumn(np.array(numbers, np.int64), np.array(known, np.bool_))


@contextmanager
def two_searchers(
    parts: Sequence[Part],
) -> Iterator[tuple[Searcher, Searcher]]:
    """The same segments, read by Whoosh's own codec and by ours."""
    stock = RamStorage().create_index(SCHEMA)
    number = 0
    for part in parts:
        writer = stock.writer()
        for document, _ in part:
            writer.add_document(article=f'{{"id":{number}}}', **document)
            number += 1
        writer.commit(merge=False)
    deletions = [is_deleted for part in parts for _, is_deleted in part]
    writer = stock.writer()
    for doc, is_deleted in enumerate(deletions):
        if is_deleted:
            writer.delete_document(doc)
    writer.commit(merge=False)
    with tempfile.TemporaryDirectory() as folder, stock.searcher() as theirs:
        segments = [
            saved(
                contents_of(leaf),
                Path(folder) / str(i),
                np.array([leaf.is_deleted(doc) for doc in range(leaf.doc_count_all())]),
            )
            for i, (leaf, _) in enumerate(theirs.reader().leaf_readers())
        ]
        with Searcher(open_reader(segments, SCHEMA, 1)) as ours:
            yield theirs, ours


def saved(contents: SegmentContents, folder: Path, deleted: NDArray[np.bool_]) -> Segment:
    folder.mkdir()
    for name, buffers in write_segment(contents).items():
        (folder / name).write_bytes(b"".join(buffers))
    return Segment(FolderStorage(folder.parent), folder.name, deleted)
