"""Stories: which articles of an archive report one event.

A story is an article and those near it (`index.events`), at most a few days later, that
are near no earlier one (see `index.keys`): a story has a first article and is not carried
from day to day. An article's own key is the minute of its publication and then a digest of
its signature, so that the first key is the earliest, and of equal articles any may go. An article
not dated to the day is in no story: what it reports may have been years before, and two
summits of the same people read alike.

How rare a term is changes with the archive, and what has been decided is not asked again for
that; so an archive that grew may differ in a few cases near the bound from one made at once.
"""

from collections.abc import Sequence

import numpy as np

from index.codec.segment import Segment
from index.codec.signatures import NO_TERM, TERMS, no_signatures
from index.deciding import Asked, Decided
from index.distinct import are_among, distinct
from index.events import Reports, same_event
from index.schema import SIGNATURES

_MINUTE = 60 * 1_000_000
_DAY = 24 * 60 * _MINUTE
"""Microseconds."""
_DIGEST = np.uint64(31)
"""Bits of a key that are the digest; the minute is above."""
_FACTORS = np.random.default_rng(7).integers(1 << 63, size=TERMS, dtype=np.uint64) * np.uint64(2) + np.uint64(
    1
)


def decide_stories(segments: Sequence[Segment], change: Asked) -> Decided:
    """What reports the same event among the live documents of some segments, as far as a change concerns it."""
    reports = _reports(segments)
    # The first article of a story may be gone, and nothing may be left that is like it.
    orphans = change.held[~are_among(change.keys, reports.keys[reports.days >= 0])]
    asked = distinct(np.concatenate([orphans, change.fresh]))
    one, other = same_event(reports, asked)
    rows = distinct(np.concatenate([one, other]))
    own = reports.keys[rows]
    keys = own.copy()
    one, other = np.searchsorted(rows, one), np.searchsorted(rows, other)
    np.minimum.at(keys, one, own[other])
    np.minimum.at(keys, other, own[one])
    # What was not asked about may be near others as well, as its key of before says.
    _, at, before = np.intersect1d(rows, change.held, assume_unique=True, return_indices=True)
    partly = ~np.isin(rows[at], asked)
    keys[at[partly]] = np.minimum(keys[at[partly]], change.keys[before[partly]])
    return Decided(asked, rows, keys)


def _reports(segments: Sequence[Segment]) -> Reports:
    """What is known of all documents; those that are deleted, or not dated to the day, are in no story."""
    parts = [_reports_of(segment) for segment in segments]
    empty = np.empty((0, TERMS), np.uint16), np.empty(0, np.int64), np.empty(0, np.uint64)
    terms, days, keys = (np.concatenate(part) for part in zip(empty, *parts, strict=True))
    return Reports(terms, days, keys)


def _reports_of(segment: Segment) -> Reports:
    column = segment.signature_column(SIGNATURES)
    first, last = segment.number_column("published"), segment.number_column("published_end")
    if column is None or first is None or last is None:
        count = segment.doc_count
        return Reports(no_signatures(count).terms, np.full(count, -1, np.int64), np.zeros(count, np.uint64))
    terms = np.where(segment.live[:, None], column.terms, np.uint16(NO_TERM))
    is_told = first.known & (last.numbers - first.numbers < _DAY) & (terms[:, 0] != NO_TERM)
    digests = (terms.astype(np.uint64) * _FACTORS).sum(axis=1, dtype=np.uint64) >> (np.uint64(64) - _DIGEST)
    keys = (first.numbers // _MINUTE).astype(np.uint64) << _DIGEST | digests
    return Reports(terms, np.where(is_told, first.numbers // _DAY, -1), keys)
