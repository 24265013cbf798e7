"""Segments as Whoosh knows them: a codec, and the readers a searcher is made from.

Only the reading side of Whoosh's codec interface exists. Segments are written whole,
from `SegmentContents`; Whoosh's own writer adds postings one by one, which is what
makes it slow, and keeps its table of contents as a pickle.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, NoReturn

from whoosh.codec.base import Codec
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.columns import ColumnReader
from whoosh.fields import Schema
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from index.codec.segment import Segment
from index.codec.whoosh_documents import SegmentDocuments
from index.codec.whoosh_terms import SegmentTerms

_READ_ONLY = "segments are written by index.codec.segment.write_segment, not through Whoosh"


def open_reader(segments: Sequence[Segment], schema: Schema, generation: int) -> IndexReader:
    """A Whoosh reader over segments; documents are numbered through them in this order."""
    readers: list[IndexReader] = [OneSegment(segment, schema, generation) for segment in segments]
    match readers:
        case []:
            return NoSegment(schema, generation)
        case [only]:
            return only
    return ManySegments(readers, generation)


class NoSegment(EmptyReader):
    """The reader of an archive without articles."""

    def __init__(self, schema: Schema, generation: int) -> None:
        super().__init__(schema)
        self._generation = generation

    def generation(self) -> int:
        """The generation that was opened."""
        return self._generation


class OneSegment(SegmentReader):
    """The reader of one segment."""

    def __init__(self, segment: Segment, schema: Schema, generation: int) -> None:
        # Whoosh's annotation leaves out what its own close() allows: a codec without a storage.
        super().__init__(None, schema, SegmentHandle(segment, schema), generation)  # type: ignore[arg-type]

    @property
    def deleted_docs_set(self) -> frozenset[int]:
        """Empty: what Whoosh would take away from matchers, ours have already left out."""
        return frozenset()


class ManySegments(MultiReader):
    """The reader of several segments."""

    def column_reader(
        self, fieldname: str, column: Any = None, reverse: bool = False, translate: bool = True
    ) -> ColumnReader:
        """A field's column through all segments; default values where a segment has no such column.

        Whoosh's own leaves such segments out and so miscounts the documents after them.
        """
        return ManyColumns(
            [reader.column_reader(fieldname, column, reverse, translate) for reader in self.readers]
        )


class ManyColumns(ColumnReader):
    """The columns of several segments, one after another."""

    def __init__(self, columns: Sequence[ColumnReader]) -> None:
        self._columns = columns
        self._ends = list(accumulate(len(column) for column in columns))

    def __len__(self) -> int:
        return self._ends[-1]

    def __getitem__(self, docnum: int) -> Any:
        column, own = self._place(docnum)
        return column[own]

    def __iter__(self) -> Iterator[Any]:
        return chain.from_iterable(self._columns)

    def sort_key(self, docnum: int) -> Any:
        """What documents are ordered by, as the segment's own column has it."""
        column, own = self._place(docnum)
        return column.sort_key(own)

    def _place(self, docnum: int) -> tuple[ColumnReader, int]:
        number = bisect_right(self._ends, docnum)
        return self._columns[number], docnum - (self._ends[number - 1] if number else 0)


class SegmentHandle(WhooshSegment):
    """A segment as Whoosh's readers hold it."""

    def __init__(self, segment: Segment, schema: Schema) -> None:
        self.segment, self.schema = segment, schema
        self.indexname = segment.folder.parent.name
        self.segid = segment.folder.name
        self.compound = False

    def codec(self) -> Codec:
        """The codec that reads it."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self.segment.doc_count

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return self.segment.doc_count - self.segment.live_count

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, ascending."""
        return SegmentDocuments(self.segment).deleted_docs()

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted."""
        return SegmentDocuments(self.segment).is_deleted(docnum)

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        """Raise: deletions belong to a generation of the archive."""
        raise NotImplementedError(_READ_ONLY)

    def set_doc_count(self, doccount: int) -> NoReturn:
        """Raise: a segment does not change."""
        raise NotImplementedError(_READ_ONLY)


class ColumnarCodec(Codec):
    """The reading side of Whoosh's codec interface."""

    def terms_reader(self, storage: Any, segment: SegmentHandle) -> SegmentTerms:
        """The segment's terms; `storage` is not used, an open segment has its files mapped."""
        return SegmentTerms(segment.segment, segment.schema)

    def per_document_reader(self, storage: Any, segment: SegmentHandle) -> SegmentDocuments:
        """The segment's documents; `storage` is not used."""
        return SegmentDocuments(segment.segment)

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        """Raise, see the module."""
        raise NotImplementedError(_READ_ONLY)

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Raise, see the module."""
        raise NotImplementedError(_READ_ONLY)

    def field_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Raise, see the module."""
        raise NotImplementedError(_READ_ONLY)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> NoReturn:
        """Raise, see the module."""
        raise NotImplementedError(_READ_ONLY)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> NoReturn:
        """Raise: postings are read through `terms_reader`."""
        raise NotImplementedError("postings are read through ColumnarCodec.terms_reader")
