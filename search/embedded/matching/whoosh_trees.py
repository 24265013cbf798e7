"""Whoosh's queries as trees of ours, so that arrays answer them too.

A query stands here for terms of a schema's fields, as its own matchers would read it.
What the arrays cannot answer goes to Whoosh's own searcher, over the same segments.
Nothing that `search query` does leads here: importing Whoosh takes longer than answering.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import whoosh.query as by_whoosh
from whoosh.fields import NUMERIC, FieldType, Schema
from whoosh.query import Query
from whoosh.query.spans import SpanFirst, SpanNear

from index.snapshot import Snapshot
from search.embedded.matching.evaluate import Matches, evaluate
from search.tree import (
    And,
    Best,
    Every,
    Filter,
    First,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Required,
    Term,
    TermRange,
    Tree,
    Wildcard,
)


class Unsupported(Exception):
    """A query that only Whoosh's own matchers can answer. `str(error)` names it."""


def find(snapshot: Snapshot, query: Query) -> Matches:
    """Everything that matches any query of Whoosh's."""
    try:
        return evaluate(snapshot.segments, translated(query, snapshot.schema))
    except Unsupported:
        from whoosh.searching import Searcher

        found = dict(Searcher(snapshot.reader()).search(query, limit=None).items())
        docs = np.sort(np.fromiter(found, np.int64, len(found)))
        return Matches(docs, np.array([found[doc] for doc in docs.tolist()], np.float32))


def translated(query: Query, schema: Schema) -> Tree:
    """The query as a tree of ours. Raises Unsupported, or ValueError for a number that its field cannot hold."""
    translate = _TRANSLATORS.get(type(query))
    if translate is None:
        raise Unsupported(type(query).__name__)
    return translate(query, schema)


def _or(query: Any, schema: Schema) -> Tree:
    if query.scale:
        raise Unsupported("Or with scale")
    return Or(_all(query, schema), query.boost)


def _all(query: Any, schema: Schema) -> tuple[Tree, ...]:
    return tuple(translated(part, schema) for part in query.subqueries)


def _term(query: Any, schema: Schema) -> Tree:
    field = _field(query.fieldname, schema)
    text = _as_term(field, query.text)
    if field is None or text is None:
        return Nothing()
    if not isinstance(field, NUMERIC):
        return Term(query.fieldname, text.decode(), query.boost)
    if not _holds_whole_numbers(field) or text[:1] != b"\0":
        raise Unsupported("Term that is not a whole number")
    number = NUMERIC.from_bytes(field, text)
    return NumberRange(query.fieldname, number, number, query.boost)


def _phrase(query: Any, schema: Schema) -> Tree:
    field = _field(query.fieldname, schema)
    words = [_as_term(field, word) for word in query.words]
    if field is None or not words or None in words:
        return Nothing()
    if field.format is None or not field.format.supports("positions"):
        raise Unsupported("Phrase in a field without positions")
    texts = tuple(word.decode() for word in words if word is not None)
    return Phrase(query.fieldname, texts, query.boost, query.slop)


def _span_near(query: Any, schema: Schema) -> Tree:
    if query.mindist != 1:
        raise Unsupported("SpanNear with a least distance")
    return Near(_standing(query.a, schema), _standing(query.b, schema), query.slop, query.ordered)


def _span_first(query: Any, schema: Schema) -> Tree:
    return First(_standing(query.q, schema), query.limit + 1)


def _standing(query: Query, schema: Schema) -> Tree:
    """A query that stands somewhere in a text: a term, alternatives, or spans of such."""
    if not isinstance(query, by_whoosh.Term | by_whoosh.Or | SpanNear | SpanFirst) or (
        isinstance(query, by_whoosh.Or)
        and not all(isinstance(part, by_whoosh.Term) for part in query.subqueries)
    ):
        raise Unsupported(f"spans of {type(query).__name__}")
    return translated(query, schema)


def _expanding(make: Callable[[Any], Tree]) -> Callable[[Any, Schema], Tree]:
    """For a query that stands for many terms: `make` is asked where its field has texts."""

    def translate(query: Any, schema: Schema) -> Tree:
        field = _field(query.fieldname, schema)
        if field is None:
            return Nothing()
        if isinstance(field, NUMERIC):
            if getattr(query, "text", None) in ("", "*"):
                return Every(query.fieldname, query.boost or 1.0)
            raise Unsupported(f"{type(query).__name__} in a field of numbers")
        return make(query)

    return translate


def _prefix(query: Any) -> Tree:
    return Prefix(query.fieldname, query.text, query.boost, query.constantscore)


def _wildcard(query: Any) -> Tree:
    return Wildcard(query.fieldname, query.text, query.boost, query.constantscore)


def _fuzzy(query: Any) -> Tree:
    kept, edits = query.prefixlength, query.maxdist
    return Fuzzy(query.fieldname, query.text, query.boost, query.constantscore, edits, kept, swaps=False)


def _term_range(query: Any) -> Tree:
    return TermRange(
        query.fieldname,
        query.start,
        query.end,
        query.startexcl,
        query.endexcl,
        query.boost,
        query.constantscore,
    )


def _number_range(query: Any, schema: Schema) -> Tree:
    field = _field(query.fieldname, schema)
    if not isinstance(field, NUMERIC) or not _holds_whole_numbers(field) or not query.constantscore:
        raise Unsupported(f"{type(query).__name__} that is scored, or not over whole numbers")
    low = field.min_value if query.start is None else field.prepare_number(query.start) + query.startexcl
    high = field.max_value if query.end is None else field.prepare_number(query.end) - query.endexcl
    return NumberRange(query.fieldname, low, high, query.boost or 1.0)


def _every(query: Any, schema: Schema) -> Tree:
    if query.fieldname is not None and _field(query.fieldname, schema) is None:
        return Nothing()
    return Every(query.fieldname, query.boost or 1.0)


def _field(name: str, schema: Schema) -> FieldType | None:
    """A field that can be searched, or None."""
    if name not in schema:
        return None
    field: FieldType = schema[name]
    return field if field.format is not None else None


def _holds_whole_numbers(field: NUMERIC) -> bool:
    return field.numtype is int and not field.decimal_places


def _as_term(field: FieldType | None, text: Any) -> bytes | None:
    """The term of a text; None where there can be no such term."""
    try:
        return field.to_bytes(text) if field is not None else None
    except ValueError:
        return None


_TRANSLATORS: dict[type[Query], Callable[[Any, Schema], Tree]] = {
    type(by_whoosh.NullQuery): lambda query, schema: Nothing(),
    by_whoosh.Term: _term,
    by_whoosh.And: lambda query, schema: And(_all(query, schema), query.boost),
    by_whoosh.Or: _or,
    by_whoosh.DisjunctionMax: lambda query, schema: Best(_all(query, schema), query.boost),
    by_whoosh.Not: lambda query, schema: Not(translated(query.query, schema)),
    by_whoosh.AndNot: lambda query, schema: Required(
        translated(query.a, schema), Not(translated(query.b, schema))
    ),
    by_whoosh.Require: lambda query, schema: Required(
        translated(query.a, schema), translated(query.b, schema)
    ),
    by_whoosh.AndMaybe: lambda query, schema: Maybe(translated(query.a, schema), translated(query.b, schema)),
    # Whoosh takes a score of zero for one that was not given.
    by_whoosh.ConstantScoreQuery: lambda query, schema: Filter(
        translated(query.child, schema), query.score or 1.0
    ),
    by_whoosh.Phrase: _phrase,
    SpanNear: _span_near,
    SpanFirst: _span_first,
    by_whoosh.Prefix: _expanding(_prefix),
    by_whoosh.Wildcard: _expanding(_wildcard),
    by_whoosh.FuzzyTerm: _expanding(_fuzzy),
    by_whoosh.TermRange: _expanding(_term_range),
    by_whoosh.NumericRange: _number_range,
    by_whoosh.DateRange: _number_range,
    by_whoosh.Every: _every,
}
"""By exact class: a subclass may mean something else."""
