"""A segment's documents as Whoosh reads them: lengths, columns, deletions, articles."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader
from whoosh.columns import Column, ColumnReader

from index.analysis import VALUE_SEPARATOR
from index.codec.columns import KeywordView
from index.codec.contents import NumberColumn
from index.codec.segment import Segment

_SEPARATOR = VALUE_SEPARATOR.encode()


class SegmentDocuments(PerDocumentReader):
    """Whoosh's per-document reader over one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        """How many documents are live."""
        return self._segment.live_count

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._segment.doc_count

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self._segment.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted; False past the last, where Whoosh's Not looks too."""
        deleted = self._segment.deleted
        return deleted is not None and docnum < len(deleted) and bool(deleted[docnum])

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, ascending."""
        return iter([] if self._segment.deleted is None else np.flatnonzero(self._segment.deleted).tolist())

    def all_doc_ids(self) -> Iterator[int]:
        """The live documents, ascending."""
        return iter(np.flatnonzero(self._segment.live).tolist())

    def supports_columns(self) -> bool:
        """True."""
        return True

    def list_columns(self) -> list[str]:
        """The fields that have a column."""
        return self._segment.columns()

    def has_column(self, fieldname: str) -> bool:
        """Whether a field has a column."""
        return fieldname in self._segment.columns()

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """A field's column; `column` says what stands where a document has no value."""
        keywords = self._segment.keyword_column(fieldname)
        if keywords is not None:
            return KeywordReader(keywords, as_lists=column.stores_lists())
        numbers = self._segment.number_column(fieldname)
        if numbers is None:
            raise KeyError(fieldname)
        return NumberReader(numbers, column.default_value())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The tokens of a document in a field; `default` where it has none."""
        lengths = self._segment.lengths(fieldname)
        length: int = 0 if lengths is None else lengths.item(docnum)
        return length or default

    def field_length(self, fieldname: str) -> int:
        """The tokens of all documents in a field."""
        return self._segment.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """The tokens of the document that has fewest."""
        return self._segment.min_length(fieldname)

    def max_field_length(self, fieldname: str) -> int:
        """The tokens of the document that has most."""
        return self._segment.max_length(fieldname)

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The article, as JSON."""
        return {"article": self._segment.article(docnum).decode()}


class KeywordReader(ColumnReader):
    """A keyword column: each document's values joined as one, as the field's text was, or a list of them."""

    def __init__(self, view: KeywordView, *, as_lists: bool) -> None:
        self._view = view
        self._as_lists = as_lists

    def __len__(self) -> int:
        return len(self._view.starts) - 1

    def __getitem__(self, docnum: int) -> Any:
        values = [value.encode() for value in self._view.of(docnum)]
        return values if self._as_lists else _SEPARATOR.join(values)

    def __iter__(self) -> Iterator[Any]:
        return (self[doc] for doc in range(len(self)))

    def sort_key(self, docnum: int) -> Any:
        """What documents are ordered by: all values, or in a column of lists the first."""
        value = self[docnum]
        return (value[0] if value else b"") if self._as_lists else value


class NumberReader(ColumnReader):
    """A number column, as the field's own column values."""

    def __init__(self, column: NumberColumn, default: Any) -> None:
        """`default` stands for an unknown number."""
        self._column = column
        self._default = default
        self._reverse = False

    def __len__(self) -> int:
        return len(self._column.numbers)

    def __getitem__(self, docnum: int) -> Any:
        return self._column.numbers.item(docnum) if self._column.known.item(docnum) else self._default

    def __iter__(self) -> Iterator[Any]:
        return (self[doc] for doc in range(len(self)))

    def sort_key(self, docnum: int) -> Any:
        """What documents are ordered by."""
        return -self[docnum] if self._reverse else self[docnum]

    def set_reverse(self) -> None:
        """Order from the largest number to the smallest."""
        self._reverse = True
