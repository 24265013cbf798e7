"""Expansion: the terms of one segment that a prefix, pattern, range or misspelling stands for."""

import re
from collections.abc import Iterator
from fnmatch import translate

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType
from whoosh.query import FuzzyTerm, Prefix, TermRange, Wildcard

from search.embedded.clauses import Check
from search.embedded.segments import SegmentView

Expanding = Prefix | Wildcard | FuzzyTerm | TermRange

_SPECIAL = re.compile(r"[*?\[]")
_BATCH = 4096
"""Terms looked at between two looks at the clock."""


def expand(segment: SegmentView, tree: Expanding, field: FieldType, check: Check) -> NDArray[np.int64]:
    """The numbers of the terms that a query stands for, ascending; never the empty term."""
    name = tree.fieldname
    match tree:
        case Prefix():
            numbers = np.arange(*segment.prefix_range(name, field.to_bytes(tree.text)))
        case TermRange():
            numbers = np.arange(*_range(segment, tree, field))
        case Wildcard():
            numbers = _matching(segment, tree, check)
        case FuzzyTerm():
            numbers = _similar(segment, tree, check)
    if len(numbers) and numbers[0] == 0 and not segment.term(name, 0):
        numbers = numbers[1:]
    return numbers.astype(np.int64, copy=False)


def _range(segment: SegmentView, tree: TermRange, field: FieldType) -> tuple[int, int]:
    first, end = 0, segment.term_count(tree.fieldname)
    if tree.start is not None:
        start = field.to_bytes(tree.start)
        first = segment.lower_bound(tree.fieldname, start)
        first += tree.startexcl and segment.find(tree.fieldname, start) >= 0
    if tree.end is not None:
        last = field.to_bytes(tree.end)
        end = segment.lower_bound(tree.fieldname, last)
        end += not tree.endexcl and segment.find(tree.fieldname, last) >= 0
    return first, max(first, end)


def _batches(segment: SegmentView, name: str, prefix: str, check: Check) -> Iterator[tuple[int, list[bytes]]]:
    """Terms with a prefix, some at a time: the number of the first, and the terms."""
    first, end = segment.prefix_range(name, prefix.encode())
    for start in range(first, end, _BATCH):
        check()
        yield start, segment.terms(name, start, min(end, start + _BATCH))


def _matching(segment: SegmentView, tree: Wildcard, check: Check) -> NDArray[np.int64]:
    matches = re.compile(translate(tree.text)).match
    # Few terms have the longest part of the pattern that stands for itself, and that is quick to see.
    literals = [] if "[" in tree.text else _SPECIAL.split(tree.text)
    literal = max(literals, key=len, default="").encode()
    prefix = _SPECIAL.split(tree.text, maxsplit=1)[0]
    found = [
        start + i
        for start, terms in _batches(segment, tree.fieldname, prefix, check)
        for i in _with_part(terms, literal)
        if matches(terms[i].decode())
    ]
    return np.array(found, np.int64)


def _with_part(terms: list[bytes], part: bytes) -> list[int]:
    """Which terms have a part, all searched as one text; no UTF-8 has the byte between them."""
    ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)) + 1)
    starts = [found.start() for found in re.finditer(re.escape(part), b"\xff".join(terms))]
    return np.unique(np.searchsorted(ends, starts, "right")).tolist() if part else list(range(len(terms)))


def _similar(segment: SegmentView, tree: FuzzyTerm, check: Check) -> NDArray[np.int64]:
    text, most = tree.text, tree.maxdist
    prefix = text[: tree.prefixlength]
    found = [np.empty(0, np.int64)]
    for start, terms in _batches(segment, tree.fieldname, prefix, check):
        texts = [term.decode() for term in terms]
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        kept = np.flatnonzero(np.abs(lengths - len(text)) <= most)
        rests = [texts[i][len(prefix) :] for i in kept.tolist()]
        found.append(start + kept[edit_distances(rests, text[len(prefix) :]) <= most])
    return np.concatenate(found)


def edit_distances(words: list[str], target: str) -> NDArray[np.int64]:
    """How many characters must be added, dropped or replaced to make each word the target."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    width = int(lengths.max(initial=0))
    letters = np.zeros((len(words), width), np.uint32)
    written = np.arange(width) < lengths[:, None]
    letters[written] = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    # row[j]: from the letters so far to the first j letters of the target, for every word at once.
    row = np.repeat(np.arange(len(target) + 1)[:, None], len(words), axis=1)
    distances = np.where(lengths == 0, row[-1], 0)
    for i in range(width):
        above, row = row, np.empty_like(row)
        row[0] = i + 1
        for j, letter in enumerate(target):
            replaced = above[j] + (letters[:, i] != ord(letter))
            row[j + 1] = np.minimum(np.minimum(above[j + 1], row[j]) + 1, replaced)
        distances[lengths == i + 1] = row[-1][lengths == i + 1]
    return distances
