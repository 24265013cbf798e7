"""The fields that are values rather than text: names, codes, moments and lists of terms.

A value that many articles share is analysed once a batch. Each function takes one
value for each of N articles, falsy where an article has none, as the `value` of a
row of `index.schema.FIELDS` gives it.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import DATETIME, NUMERIC
from whoosh.util.times import datetime_to_long

from index.analysis import VALUE_SEPARATOR
from index.batch.inversion import postings
from index.batch.sequences import Sequences
from index.codec.contents import KeywordColumn, NumberColumn, Postings
from index.whoosh_schema import NameAnalyzer

_analyse_names = NameAnalyzer()
_MOMENT = DATETIME()

Value = TypeVar("Value", bound=Hashable)


def index_names(values: Sequence[str | None]) -> tuple[Postings, KeywordColumn]:
    """Words and whole names, with positions; the column holds each name as it is."""
    distinct, numbers, known = _distinct(values)
    analysed = [_name_terms(value) for value in distinct]
    terms, ranks = _ranked(term for pairs in analysed for term, _ in pairs)
    steps = [step for pairs in analysed for _, step in pairs]
    sequences, places = Sequences.of(
        np.array([ranks[term] for pairs in analysed for term, _ in pairs], np.int32),
        np.array(steps, np.int32),
        np.array([len(pairs) for pairs in analysed], np.int32),
    )
    tokens = sequences.written_out(places[numbers], known)
    found = postings(tokens.items, tokens.counts, _encoded(terms), positions=tokens.positions, scored=True)
    return found, _names_column(distinct, numbers, known)


def _names_column(
    distinct: Sequence[str], numbers: NDArray[np.int32], known: NDArray[np.intp]
) -> KeywordColumn:
    split = [value.split(VALUE_SEPARATOR) for value in distinct]
    names, ords = _ranked(name for part in split for name in part)
    items = np.array([ords[name] for part in split for name in part], np.int32)
    counts = np.array([len(part) for part in split], np.int32)
    sequences, places = Sequences.of(items, np.ones_like(items), counts)
    column = sequences.written_out(places[numbers], known)
    return KeywordColumn(names, _starts(column.counts), column.items.astype(np.uint32))


def index_codes(values: Sequence[str | None]) -> tuple[Postings, KeywordColumn]:
    """One term for the whole value."""
    names, places = _ranked(value for value in values if value)
    ranks = np.array([places[value] for value in values if value], np.int32)
    known = np.array([bool(value) for value in values], np.intp)
    column = KeywordColumn(names, _starts(known), ranks.astype(np.uint32))
    return postings(ranks, known, _encoded(names)), column


def index_moments(values: Sequence[datetime | None]) -> tuple[Postings, NumberColumn]:
    """One term for each moment, its sortable bytes; the column counts microseconds from the year 1."""
    moments, numbers, known = _distinct(values)
    counted = np.array([datetime_to_long(moment) for moment in moments], np.int64)
    ordered, ranks = np.unique(counted, return_inverse=True)
    # DATETIME's own to_bytes takes only datetimes, which these numbers have been already.
    terms = [NUMERIC.to_bytes(_MOMENT, number) for number in ordered.tolist()]
    column = np.zeros(len(values), np.int64)
    column[known > 0] = counted[numbers]
    found = postings(ranks.astype(np.int32)[numbers], known, terms)
    return found, NumberColumn(column, known > 0)


def index_terms(values: Sequence[Sequence[str] | None]) -> Postings:
    """The terms of each list, as they are."""
    terms, places = _ranked(term for listed in values for term in listed or ())
    ranks = np.array([places[term] for listed in values for term in listed or ()], np.int32)
    counts = np.array([len(listed or ()) for listed in values], np.intp)
    return postings(ranks, counts, _encoded(terms))


def _name_terms(value: str) -> list[tuple[str, int]]:
    """The terms of a name field, each with its distance from the one before.

    The distance is negative where a name follows one of more words than the gap between two.
    """
    tokens = [(token.text, token.pos) for token in _analyse_names(value, positions=True, mode="index")]
    before = [-1, *(position for _, position in tokens)]
    return [(term, position - last) for (term, position), last in zip(tokens, before, strict=False)]


def _distinct(
    values: Iterable[Value | None],
) -> tuple[list[Value], NDArray[np.int32], NDArray[np.intp]]:
    """The different values, the number of each that an article has, and per article whether it has one."""
    places: dict[Value, int] = {}
    numbers = [places.setdefault(value, len(places)) if value else -1 for value in values]
    found = np.array(numbers, np.int32)
    return list(places), found[found >= 0], (found >= 0).astype(np.intp)


def _ranked(values: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    """The different values, ascending (by characters is by UTF-8 bytes), and the place of each."""
    ordered = sorted(set(values))
    return ordered, {value: place for place, value in enumerate(ordered)}


def _encoded(terms: Iterable[str]) -> list[bytes]:
    return [term.encode() for term in terms]


def _starts(counts: NDArray[np.intp]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
