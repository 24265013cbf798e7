"""A segment's terms as Whoosh reads them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.codec.matcher import TermMatcher
from index.codec.segment import Segment

_READ_AHEAD = 256
"""Terms decoded at a time while walking the dictionary."""


class SegmentTerms(TermsReader):
    """Whoosh's terms reader over one segment. Statistics include deleted documents, as Whoosh's do."""

    def __init__(self, segment: Segment, schema: Schema) -> None:
        self._segment, self._schema = segment, schema
        self._fields = sorted(segment.fields())

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._segment.find(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms here, in alphabetical order."""
        return self._fields

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "SegmentCursor":
        """A cursor at the first term of a field."""
        return SegmentCursor(self._segment, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, in order."""
        for field in self._fields:
            yield from self._from(field, 0)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every field and term, from the first term of a field that is not below `prefix`."""
        yield from self._from(fieldname, self._segment.lower_bound(fieldname, prefix))
        for field in self._fields:
            if field > fieldname:
                yield from self._from(field, 0)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As `terms`, each with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As `terms_from`, each with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """A term's statistics. Raises TermNotFound."""
        return _term_info(
            self._segment, fieldname, self._number(fieldname, text), _boost(self._schema[fieldname])
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term occurs, times the field's boost."""
        number = self._segment.find(fieldname, text)
        if number < 0:
            return 0
        freqs = self._segment.postings(fieldname, number)[1]
        return int(freqs.sum(dtype=np.int64)) * _boost(self._schema[fieldname])

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents a term is in."""
        number = self._segment.find(fieldname, text)
        return self._segment.doc_frequency(fieldname, number) if number >= 0 else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> TermMatcher:
        """The live documents of a term. Raises TermNotFound."""
        number = self._number(fieldname, text)
        return TermMatcher(self._segment, fieldname, number, scorer, format_.field_boost)

    def _number(self, field: str, term: bytes) -> int:
        number = self._segment.find(field, term)
        if number < 0:
            raise TermNotFound(f"No term {field}:{term!r}")
        return number

    def _from(self, field: str, first: int) -> Iterator[tuple[str, bytes]]:
        for start in range(first, self._segment.term_count(field), _READ_AHEAD):
            end = min(start + _READ_AHEAD, self._segment.term_count(field))
            for term in self._segment.terms(field, start, end):
                yield field, term


class SegmentCursor(FieldCursor):
    """A place in one field's dictionary; Whoosh's fuzzy search leaps through it."""

    def __init__(self, segment: Segment, field: str, fieldobj: FieldType) -> None:
        self._segment, self._field, self._fieldobj = segment, field, fieldobj
        self._number = 0

    def is_valid(self) -> bool:
        """False past the last term."""
        return self._number < self._segment.term_count(self._field)

    def text(self) -> Any:
        """The current term as the field's own value, or None past the last."""
        if not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._segment.term(self._field, self._number))

    def term(self) -> Any:
        """As `text`."""
        return self.text()

    def first(self) -> Any:
        """Go to the first term."""
        self._number = 0
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._number += 1
        return self.text()

    def find(self, string: Any) -> Any:
        """Go to the first term that is not below this one."""
        term = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._number = self._segment.lower_bound(self._field, term)
        return self.text()

    def term_info(self) -> TermInfo | None:
        """The current term's statistics, or None past the last."""
        if not self.is_valid():
            return None
        return _term_info(self._segment, self._field, self._number, _boost(self._fieldobj))


def _boost(fieldobj: FieldType) -> float:
    return fieldobj.format.field_boost if fieldobj.format else 1.0


def _term_info(segment: Segment, field: str, number: int, boost: float) -> TermInfo:
    docs, freqs = segment.postings(field, number)
    lengths = segment.lengths(field)
    own = lengths[docs] if lengths is not None else np.zeros(1, np.uint32)
    return TermInfo(
        weight=int(freqs.sum(dtype=np.int64)) * boost,
        df=len(docs),
        minlength=int(own.min()),
        maxlength=int(own.max()),
        maxweight=int(freqs.max()) * boost,
        minid=int(docs[0]),
        maxid=int(docs[-1]),
    )
