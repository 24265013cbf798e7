"""Small segments for tests of the evaluator, and stock Whoosh indexes of the same documents.

What goes into a segment is what the schema's own fields make of each value, so that
both sides hold the same terms, positions and lengths.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.analysis import PassFilter, SpaceSeparatedTokenizer
from whoosh.fields import DATETIME, ID, KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.query import Query
from whoosh.util.times import datetime_to_long

from index.codec.contents import Column, KeywordColumn, NumberColumn, Postings, SegmentContents
from index.codec.segment import Segment
from index.codec.writing import write_segment
from index.storage import FolderStorage
from search.embedded.matching import evaluate as evaluator
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import Matches
from search.embedded.matching.whoosh_trees import translated

Document = Mapping[str, Any]

_WORDS = SpaceSeparatedTokenizer() | PassFilter()
SCHEMA = Schema(
    title=TEXT(analyzer=_WORDS),
    body=TEXT(analyzer=_WORDS),
    outlet=ID(sortable=True),
    topics=KEYWORD(),
    published=DATETIME(sortable=True),
)


def contents(documents: Sequence[Document], schema: Schema = SCHEMA) -> SegmentContents:
    """A segment of these documents, in order."""
    columns: dict[str, Column] = {}
    for name in {name for document in documents for name in document}:
        values = [document.get(name) for document in documents]
        if isinstance(schema[name], DATETIME):
            columns[name] = NumberColumn(
                np.array([datetime_to_long(value) if value else 0 for value in values], np.int64),
                np.array([value is not None for value in values]),
            )
        elif isinstance(schema[name], ID):
            columns[name] = keyword_column([[value] if value else [] for value in values])
    postings = {
        name: _postings(schema, name, documents)
        for name, field in schema.items()
        if field.indexed and any(document.get(name) for document in documents)
    }
    return SegmentContents(len(documents), postings, columns, [b"{}"] * len(documents))


def keyword_column(values: Sequence[Sequence[str]]) -> KeywordColumn:
    """The column of documents with these values."""
    names = sorted({name for own in values for name in own})
    ords = [names.index(name) for own in values for name in own]
    return KeywordColumn(names, np.cumsum([0, *map(len, values)]), np.array(ords, np.uint32))


def _postings(schema: Schema, name: str, documents: Sequence[Document]) -> Postings:
    field: Any = schema[name]
    lists: dict[bytes, list[tuple[int, int, list[int]]]] = {}
    lengths = np.zeros(len(documents), np.uint32)
    has_positions = field.format.supports("positions")
    for doc, document in enumerate(documents):
        if not document.get(name):
            continue
        for term, freq, _, value in field.index(document[name]):
            positions = field.format.decode_positions(value) if has_positions else []
            lists.setdefault(term, []).append((doc, freq, positions))
            lengths[doc] += freq
    terms = sorted(lists)
    held = [posting for term in terms for posting in lists[term]]
    return Postings(
        terms=terms,
        starts=np.cumsum([0, *(len(lists[term]) for term in terms)]),
        docs=np.array([doc for doc, _, _ in held], np.uint32),
        freqs=np.array([freq for _, freq, _ in held], np.uint32),
        positions=np.array([p for _, _, own in held for p in own], np.uint32) if has_positions else None,
        lengths=lengths if field.scorable else None,
    )


@contextmanager
def segments(
    batches: Sequence[SegmentContents], deleted: Sequence[Sequence[int]] = ()
) -> Iterator[list[Segment]]:
    """Open segments with these contents; `deleted` has document numbers of each."""
    with tempfile.TemporaryDirectory() as folder:
        yield [
            _written(Path(folder) / str(i), batch, deleted[i] if deleted else ())
            for i, batch in enumerate(batches)
        ]


def _written(folder: Path, batch: SegmentContents, deleted: Sequence[int]) -> Segment:
    folder.mkdir()
    for name, buffers in write_segment(batch).items():
        (folder / name).write_bytes(b"".join(bytes(buffer) for buffer in buffers))
    flags = np.zeros(batch.doc_count, bool)
    flags[list(deleted)] = True
    return Segment(FolderStorage(folder.parent), folder.name, flags)


def evaluate(opened: Sequence[Segment], query: Query, **options: Any) -> Matches:
    """What our evaluator makes of a query of Whoosh's."""
    return evaluator.evaluate(opened, translated(query, SCHEMA), **options)


def most_of(
    opened: Sequence[Segment], required: Query | None, wanted: Sequence[Query]
) -> tuple[Matches, int]:
    """The same for `most_of`."""
    trees = [translated(query, SCHEMA) for query in wanted]
    return evaluator.most_of(Corpus(opened), translated(required, SCHEMA) if required else None, trees)


def count_all_but_one(opened: Sequence[Segment], queries: Sequence[Query]) -> list[int]:
    """The same for `count_all_but_one`."""
    return evaluator.count_all_but_one(Corpus(opened), [translated(query, SCHEMA) for query in queries])


def stock_index(
    batches: Sequence[Sequence[Document]], deleted: Sequence[Sequence[int]] = (), schema: Schema = SCHEMA
) -> FileIndex:
    """The same documents in Whoosh's own codec, each batch a segment."""
    index: FileIndex = RamStorage().create_index(schema)
    for batch in batches:
        writer = index.writer()
        for document in batch:
            writer.add_document(**document)
        writer.commit(merge=False)
    if any(deleted):
        writer = index.writer()
        first = 0
        for batch, own in zip(batches, deleted, strict=True):
            for doc in own:
                writer.delete_document(first + doc)
            first += len(batch)
        writer.commit(merge=False)
    return index


def moment(day: int) -> datetime:
    return datetime(2031, 3, day, 12)
