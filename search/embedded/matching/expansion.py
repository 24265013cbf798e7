"""Expansion: the terms that a prefix, pattern, range or misspelling stands for."""

import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.distinct import distinct
from search.embedded.matching.clauses import Check
from search.embedded.matching.segments import SegmentView
from search.tree import Containing, Fuzzy, Prefix, TermRange, Wildcard

Expanding = Prefix | Wildcard | Fuzzy | TermRange | Containing

_SPECIAL = re.compile(r"[*?\[]")
_FIRST_OF_SEVERAL = 0x80
"""The least byte that is not a letter by itself."""
_BYTES_OF_LETTER = 4
"""At most."""
_RARE = 8
"""Fewer than one term in so many are compared sooner than all are looked through for a part that similar ones have."""
_BATCH = 4096
"""Terms looked at between two looks at the clock."""


class Expansion(NamedTuple):
    """The terms in S segments that one query stands for."""

    numbers: Sequence[NDArray[np.int64]]
    """For each segment, ascending."""
    frequencies: Sequence[NDArray[np.uint32]]
    """For each segment, in how many of its documents each is."""


def expand_all(segments: Sequence[SegmentView], tree: Expanding, check: Check) -> Expansion:
    """The terms in all segments, however many."""
    numbers = [expand(segment, tree, check) for segment in segments]
    return Expansion(
        numbers,
        [segment.doc_frequencies(tree.field, held) for segment, held in zip(segments, numbers, strict=True)],
    )


def expand(segment: SegmentView, tree: Expanding, check: Check) -> NDArray[np.int64]:
    """The numbers of the terms that a query stands for, ascending; never the empty term."""
    name = tree.field
    match tree:
        case Prefix():
            numbers = np.arange(*segment.prefix_range(name, tree.text.encode()))
        case TermRange():
            numbers = np.arange(*_range(segment, tree))
        case Wildcard():
            numbers = _matching(segment, tree, check)
        case Fuzzy():
            numbers = _similar(segment, tree, check)
        case Containing():
            numbers = _containing(segment, tree, check)
    if len(numbers) and numbers[0] == 0 and not segment.term(name, 0):
        numbers = numbers[1:]
    return numbers.astype(np.int64, copy=False)


def _range(segment: SegmentView, tree: TermRange) -> tuple[int, int]:
    first, end = 0, segment.term_count(tree.field)
    if tree.start is not None:
        start = tree.start.encode()
        first = segment.lower_bound(tree.field, start)
        first += tree.start_excluded and segment.find(tree.field, start) >= 0
    if tree.end is not None:
        last = tree.end.encode()
        end = segment.lower_bound(tree.field, last)
        end += not tree.end_excluded and segment.find(tree.field, last) >= 0
    return first, max(first, end)


def _matching(segment: SegmentView, tree: Wildcard, check: Check) -> NDArray[np.int64]:
    if set(_SPECIAL.findall(tree.text)) == {"*"}:
        check()
        return segment.terms_like(tree.field, [part.encode() for part in tree.text.split("*")])
    matches = matcher(tree)
    beginning = _SPECIAL.split(tree.text, maxsplit=1)[0]
    # Few terms have the longest part of the pattern that stands for itself, and that is quick to see.
    literals = [] if "[" in tree.text else _SPECIAL.split(tree.text)
    parts = [max(literals, key=len, default="")]
    is_long_as_it = "[" not in tree.text and "*" not in tree.text
    possible = (
        _about_as_long(segment, tree.field, beginning, parts, len(tree.text), 0)
        if is_long_as_it
        else _with_any(segment, tree.field, beginning, parts)
    )
    found: list[int] = []
    for numbers in _batches(possible, check):
        terms = _texts(segment, tree.field, numbers)
        found += [number for number, term in zip(numbers.tolist(), terms, strict=True) if matches(term)]
    return np.array(found, np.int64)


def _similar(segment: SegmentView, tree: Fuzzy, check: Check) -> NDArray[np.int64]:
    text, most = tree.text, tree.edits
    beginning, rest = text[: tree.kept], text[tree.kept :]
    parts, start = _parts_left(rest, most, swaps=tree.swaps)
    possible = _about_as_long(segment, tree.field, beginning, parts, len(text), most, start=start)
    found = [np.empty(0, np.int64)]
    for numbers in _batches(possible, check):
        rows, sizes = segment.letters_of(tree.field, numbers, (len(text) + most) * _BYTES_OF_LETTER)
        # A byte is a letter in most terms, and those need not become text to be compared.
        is_plain = rows.max(axis=1, initial=0) < _FIRST_OF_SEVERAL
        others = _texts(segment, tree.field, numbers[~is_plain])
        similar = np.zeros(len(numbers), np.bool_)
        plain = np.flatnonzero(is_plain)
        letters, lengths = rows[plain, len(beginning) :], sizes[plain] - len(beginning)
        similar[plain] = edit_distances(letters, lengths, rest, most, swaps=tree.swaps) <= most
        if others:
            rests = as_letters([term[len(beginning) :] for term in others])
            similar[~is_plain] = edit_distances(*rests, rest, most, swaps=tree.swaps) <= most
        found.append(numbers[similar])
    return np.concatenate(found)


def _containing(segment: SegmentView, tree: Containing, check: Check) -> NDArray[np.int64]:
    matches = containing(tree.text).search
    found: list[int] = []
    for numbers in _batches(_with_any(segment, tree.field, "", [tree.text]), check):
        terms = _texts(segment, tree.field, numbers)
        found += [number for number, term in zip(numbers.tolist(), terms, strict=True) if matches(term)]
    return np.array(found, np.int64)


def containing(text: str) -> re.Pattern[str]:
    """What finds a text from the edge of a word to the edge of a word."""
    return re.compile(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])")


def matcher(tree: Wildcard | Fuzzy) -> Callable[[str], object]:
    """What says of a term whether a query stands for it."""
    if isinstance(tree, Wildcard):
        return re.compile(translate(tree.text)).match
    beginning, rest = tree.text[: tree.kept], tree.text[tree.kept :]
    parts, start = _parts_left(rest, tree.edits, swaps=tree.swaps)

    def is_similar(term: str) -> bool:
        return (
            abs(len(term) - len(tree.text)) <= tree.edits
            and term.startswith(beginning)
            and (any(part in term for part in parts) or term.startswith(beginning + start))
            and _is_similar(term[len(beginning) :], rest, tree.edits, swaps=tree.swaps)
        )

    return is_similar


def _parts_left(word: str, most: int, *, swaps: bool) -> tuple[list[str], str]:
    """Parts of which a word has one after at most so many edits, if it does not begin in some way.

    Of most + 1 pieces the edits leave one as it is, unless two letters change places where
    two pieces meet. These are two edits for two pieces then, or the first of them ends so;
    and how a word begins is looked up sooner than what is in it.
    """
    cuts = [len(word) * i // (most + 1) for i in range(most + 2)]
    pieces = [word[start:end] for start, end in pairwise(cuts)]
    if not swaps or most == 0:
        return pieces, word
    start, *others = (one[:-1] + next_one[:1] + one[-1:] for one, next_one in pairwise(pieces))
    return pieces + others, start


def _with_any(
    segment: SegmentView, name: str, beginning: str, parts: list[str], start: str | None = None
) -> NDArray[np.int64]:
    """Terms that begin so and have one of the parts in them, or go on with `start`; an empty part is in all."""
    first, end = segment.prefix_range(name, beginning.encode())
    if not all(parts):
        return np.arange(first, end)
    found = [segment.terms_with(name, part.encode(), first, end) for part in dict.fromkeys(parts)]
    if start:
        found.append(np.arange(*segment.prefix_range(name, (beginning + start).encode())))
    return found[0] if len(found) == 1 else distinct(np.concatenate(found))


def _about_as_long(
    segment: SegmentView,
    name: str,
    beginning: str,
    parts: list[str],
    letters: int,
    most: int,
    start: str | None = None,
) -> NDArray[np.int64]:
    """The same of those with about so many letters, at most `most` more or less; of few perhaps others too."""
    first, end = segment.prefix_range(name, beginning.encode())
    is_as_long = np.abs(segment.letter_counts(name, first, end) - letters) <= most
    if np.count_nonzero(is_as_long) * _RARE < end - first:
        return np.flatnonzero(is_as_long) + first
    possible = _with_any(segment, name, beginning, parts, start)
    return possible[is_as_long[possible - first]]


def _batches(numbers: NDArray[np.int64], check: Check) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(numbers), _BATCH):
        check()
        yield numbers[start : start + _BATCH]


def _texts(segment: SegmentView, name: str, numbers: NDArray[np.int64]) -> list[str]:
    return [term.decode() for term in segment.terms_of(name, numbers)]


def _is_similar(one: str, other: str, most: int, *, swaps: bool) -> bool:
    """Whether one word becomes the other by at most so many edits; each that is allowed triples the work or more."""
    one, other = _differing(one, other)
    if max(len(one), len(other)) <= most:
        return True
    if not most or not one or not other or abs(len(one) - len(other)) > most:
        return False
    rests = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if swaps and one[:2] == other[1::-1]:
        rests.append((one[2:], other[2:]))
    return any(_is_similar(*rest, most - 1, swaps=swaps) for rest in rests)


def _differing(one: str, other: str) -> tuple[str, str]:
    """Two words without the beginning and then the end that they share."""
    begin, shorter = 0, min(len(one), len(other))
    while begin < shorter and one[begin] == other[begin]:
        begin += 1
    shared = 0
    while shared < shorter - begin and one[-shared - 1] == other[-shared - 1]:
        shared += 1
    return one[begin : len(one) - shared], other[begin : len(other) - shared]


def as_letters(words: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The letters of words, a row each with zeros behind, and how many each has."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    rows = np.zeros((len(words), int(lengths.max(initial=0))), np.uint32)
    rows[np.arange(rows.shape[1]) < lengths[:, None]] = np.frombuffer(
        "".join(words).encode("utf-32-le"), np.uint32
    )
    return rows, lengths


def edit_distances(
    words: NDArray[Any], lengths: NDArray[np.int64], target: str, most: int, *, swaps: bool
) -> NDArray[np.int8]:
    """How many letters must be added, dropped or replaced to make each word the target; `most` + 1 for any more.

    With `swaps`, two neighbours that changed places are one edit too, and nothing more is done to
    them (optimal string alignment). `words` has a row of letters for each, zeros behind them. For
    all at once, one letter of the target after the other: of the table of distances (Wagner and
    Fischer 1974) only the cells near the diagonal are looked at, as the others are above `most`
    (Ukkonen 1985).
    """
    columns = np.zeros((len(target) + most, len(words)), words.dtype)
    columns[: words.shape[1]] = words[:, : len(columns)].T
    over = most + 1
    # row[most + d]: from the first i letters of the target to the first i + d of each word.
    row = np.full((2 * most + 1, len(words)), over, np.int8)
    row[most:] = np.arange(most + 1, dtype=np.int8)[:, None]
    above = row
    differs: dict[int, NDArray[np.bool_]] = {}
    for i, letter in enumerate(target, 1):
        before, above, row = above, row, np.full_like(row, over)
        ends = range(max(1, i - most - 1), min(len(columns), i + most + 1) + 1)
        differed, differs = differs, {end: columns[end - 1] != ord(letter) for end in ends}
        is_pair = swaps and i > 1 and letter != target[i - 2]
        for at in range(max(0, most - i), 2 * most + 1):
            end = i + at - most
            cell = row[at]
            if not end:
                cell[:] = min(i, over)
                continue
            np.add(above[at], differs[end], out=cell)
            if at < 2 * most:
                np.minimum(cell, above[at + 1] + 1, out=cell)
            if at:
                np.minimum(cell, row[at - 1] + 1, out=cell)
            if is_pair and end > 1:
                swapped = np.flatnonzero(~(differs[end - 1] | differed[end]))
                cell[swapped] = np.minimum(cell[swapped], before[at][swapped] + 1)
            np.minimum(cell, over, out=cell)
    distances = np.full(len(words), over, np.int8)
    near = np.flatnonzero(np.abs(lengths - len(target)) <= most)
    distances[near] = row[lengths[near] - len(target) + most, near]
    return distances
