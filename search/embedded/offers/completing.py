"""Completion: how a beginning may go on, by the words and names that the archive holds.

Words are those of the texts as written; names are completed as wholes, by any word of
theirs, because a person types a surname. Dates are years, and then months.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from index.analysis import fold
from index.codec.segment import Segment
from index.schema import NAME_FIELDS, TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.embedded.matching.memory import memory_of
from search.embedded.matching.values import Values, joined_values, periods
from search.engine import Completion
from search.language.fields import DATE_NAMES, FIELD_OF_NAME

_WORD_START = re.compile(r"\w+")
_OF_VALUES = (*NAME_FIELDS, "language", "kind")
_TEXTS_OF = {None: TEXT_FIELDS, "lead": ("standfirst", "body")} | {name: (name,) for name in TEXT_FIELDS}
"""By field as typed."""


def complete(
    snapshot: Snapshot, prefix: str, field: str | None = None, limit: int = 10
) -> tuple[Completion, ...]:
    """See `Engine.complete`. Names of fields have their colon; addresses and ids go on in no way that is likely."""
    begun = fold(prefix.strip())
    name = FIELD_OF_NAME.get(field, field) if field else None
    if field in DATE_NAMES:
        return _times(snapshot, begun)[:limit]
    if name in _OF_VALUES:
        return _most_frequent(_names(snapshot, name, begun), limit)
    fields = _TEXTS_OF.get(field, ())
    named = () if field or not begun else (f"{known}:" for known in FIELD_OF_NAME if known.startswith(begun))
    found = [Completion(known, None) for known in named]
    return (*found[:limit], *_most_frequent(_words(snapshot, fields, begun, limit), limit - len(found)))


def _most_frequent(counts: dict[str, int], limit: int) -> tuple[Completion, ...]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Completion(text, articles) for text, articles in ordered[: max(limit, 0)])


def _words(snapshot: Snapshot, fields: Sequence[str], begun: str, limit: int) -> dict[str, int]:
    """Words that begin so, each with its count in the field that has it most often; the frequent ones suffice."""
    if not begun:
        return {}
    found: dict[str, int] = {}
    for field in map(exact, fields):
        likely: set[bytes] = set()
        for segment in snapshot.segments:
            numbers = np.arange(*segment.prefix_range(field, begun.encode()))
            if len(numbers):
                # What is rare in every segment is not among the most frequent of all.
                kept = np.argsort(-segment.doc_frequencies(field, numbers).astype(np.int64), kind="stable")
                likely.update(segment.terms_of(field, np.sort(numbers[kept[: 4 * limit]])))
        for term in likely:
            held = [(segment, segment.find(field, term)) for segment in snapshot.segments]
            count = sum(_live_count(segment, field, number) for segment, number in held if number >= 0)
            text = term.decode()
            if count > found.get(text, 0):
                found[text] = count
    return found


def _live_count(segment: Segment, field: str, number: int) -> int:
    if segment.deleted is None:
        return segment.doc_frequency(field, number)
    docs = segment.docs(field, number)
    return len(docs) - int(segment.deleted[docs].sum())


def _times(snapshot: Snapshot, begun: str) -> tuple[Completion, ...]:
    """Years that begin so, and once there is a whole year its months; latest first."""
    years, months = len("2019"), len("2019-08")
    return tuple(
        Completion(name, articles)
        for length in (years, months)[: 1 + (len(begun) >= years)]
        for name, articles in _counted(snapshot, periods(snapshot.segments, length))
        if articles and name.startswith(begun)
    )


def _counted(snapshot: Snapshot, values: Values) -> Iterator[tuple[str, int]]:
    """How many articles have each value."""
    live = [segment.live for segment in snapshot.segments]
    counts, _ = values.count(np.flatnonzero(np.concatenate(live)) if live else np.empty(0, np.intp))
    return zip(values.names, counts.tolist(), strict=True)


def _names(snapshot: Snapshot, field: str, begun: str) -> dict[str, int]:
    """Names of which a word begins so, and how many articles have each."""
    if not snapshot.segments:
        return {}
    values = joined_values(snapshot.segments, field)
    memory = memory_of(snapshot.segments)
    if ("starts", field) not in memory:
        memory["starts", field] = [(fold(name), name, count) for name, count in _counted(snapshot, values)]
    found: Counter[str] = Counter()
    for plain, name, count in memory["starts", field]:
        if (
            count
            and begun in plain
            and (
                plain.startswith(begun)
                or any(plain.startswith(begun, word.start()) for word in _WORD_START.finditer(plain))
            )
        ):
            found[name] = count
    return found
