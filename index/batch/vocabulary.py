"""Vocabulary: every chunk met so far with its words, every word with its exact form and its stems.

`index.analysis` is asked once for a chunk, once for a word and once for a word in a
language; from then on they are numbers, and a batch of texts is array look-ups. The
tokens are the analyzer's own by construction. Nothing here is kept on disk: numbers
mean something only within one vocabulary.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.analysis import STEMMERS
from index.batch.chunks import PADDING, Chunker, load_words
from index.batch.learning import Learnt, exact_forms, kinds_of, learn, stems
from index.batch.ordering import ascending, heads_of
from index.batch.sequences import Sequences, Tokens, joined
from index.batch.table import ChunkTable, Words

_SLAB = 1 << 19
"""Bytes of text cut at a time: the arrays of one slab stay near the processor."""
_WORD = 8
_WIDEST = 4
"""Words in the longest key of a table; a longer chunk, of more than 32 bytes, is looked up by itself."""
_KEPT_BYTES = np.array([(1 << 8 * i) - 1 for i in range(_WORD + 1)], np.uint64)

Key = TypeVar("Key", str, bytes)


class Vocabulary:
    """Numbers for chunks, words and forms; it grows with every text."""

    def __init__(self, chunker: Chunker) -> None:
        self._chunker = chunker
        self._tables = [ChunkTable(width) for width in range(1, _WIDEST + 1)]
        self._long: dict[bytes, int] = {}
        self._chunks = Sequences(*(np.empty(0, np.int32) for _ in range(3)))
        """With room for more, as `_exact` is: copying all for every few that come would take longer than they do."""
        self._next = 0
        self._word_numbers: dict[str, int] = {}
        self.words: list[str] = []
        """Every word, by number."""
        self._forms: dict[bytes, int] = {}
        self._heads = heads_of([])
        self._ordered: list[bytes] = []
        """Every form as of the last look, ascending."""
        self._ranks = np.empty(0, np.int32)
        """The place there of each, by number."""
        self._exact = np.empty(0, np.int32)
        self._stems: dict[str, NDArray[np.int32]] = {}
        self.bytes_met = 0
        """Bytes of all the different chunks: what the memory held here is proportional to."""

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """The tokens of texts, as words."""
        return joined([self._slab_tokens(slab) for slab in _slabs(texts)])

    def forms(self) -> Iterable[bytes]:
        """Every form met so far, in the order of their numbers."""
        return self._forms

    def exact_forms(self) -> NDArray[np.int32]:
        """The exact form of each word, as a number."""
        return self._exact[: len(self.words)]

    def ranked(
        self, languages: Sequence[str | None], used: NDArray[np.bool_]
    ) -> tuple[list[bytes], NDArray[np.int32], NDArray[np.int32]]:
        """Every form as a term, ascending; the place there of each word's exact form, and of its stems.

        The exact forms are one number for each of W words. The stems are one row of W for each
        of L languages (ISO 639-1, or None), right wherever `used`, L rows of W, is true.
        """
        forms = [self._stems_in(language, row) for language, row in zip(languages, used, strict=True)]
        known = len(self._ordered)
        if known < len(self._forms):
            terms = list(self._forms)
            self._heads = np.concatenate([self._heads, heads_of(terms[known:])])
            order = ascending(terms, self._heads)
            self._ordered = np.array(terms, np.object_)[order].tolist()
            self._ranks = np.empty(len(order), np.int32)
            self._ranks[order] = np.arange(len(order))
        ranks = [self._ranks[row] for row in forms]
        return self._ordered, self._ranks[self.exact_forms()], np.array(ranks, np.int32).reshape(used.shape)

    def _stems_in(self, language: str | None, used: NDArray[np.bool_]) -> NDArray[np.int32]:
        """The stem of every word that is used, as a form; anything for the others."""
        if language is None or language not in STEMMERS:
            return self.exact_forms()
        known = self._stems.get(language, np.empty(0, np.int32))
        found = self._stems[language] = np.append(known, np.full(len(self.words) - len(known), -1, np.int32))
        missing = np.flatnonzero(used & (found < 0))
        made = stems([self.words[word] for word in missing.tolist()], language)
        found[missing], _ = _number(self._forms, made)
        return found

    def _slab_tokens(self, texts: Sequence[bytes]) -> Tokens:
        buffer = b" " + b" ".join(texts) + PADDING
        starts, ends = self._chunker.cut(buffer)
        numbers = self._numbers(buffer, starts, ends)
        lengths = np.array([len(text) for text in texts], np.intp)
        text_starts = np.cumsum(lengths + 1) - lengths
        chunks_before = np.append(np.searchsorted(starts, text_starts), len(starts))
        return self._chunks.written_out(numbers, np.diff(chunks_before))

    def _numbers(self, buffer: bytes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.int32]:
        """The number of each chunk; what is new is learnt."""
        lengths = ends - starts
        numbers = np.empty(len(starts), np.int32)
        short = np.flatnonzero(lengths <= _WORD)
        numbers[short] = self._look_up(1, buffer, starts[short], lengths[short])
        rest = np.flatnonzero(lengths > _WORD)
        widths = (lengths[rest] + (_WORD - 1)) // _WORD
        for width in range(2, _WIDEST + 1):
            some = rest[widths == width]
            numbers[some] = self._look_up(width, buffer, starts[some], lengths[some])
        long = rest[widths > _WIDEST]
        numbers[long] = self._look_up_long(
            [buffer[start:end] for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)]
        )
        return numbers

    def _look_up(
        self, width: int, buffer: bytes, starts: NDArray[np.intp], lengths: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """The numbers of chunks whose bytes fill `width` words, the last of them perhaps in part."""
        table = self._tables[width - 1]
        loaded = load_words(buffer)
        keys = [loaded[starts + i * _WORD] for i in range(width)]
        keys[-1] &= _KEPT_BYTES[lengths - (width - 1) * _WORD]
        numbers = table.find(keys)
        unseen = np.flatnonzero(numbers < 0)
        if unseen.size:
            numbers[unseen] = self._learn_keys(table, [key[unseen] for key in keys])
        return numbers

    def _look_up_long(self, chunks: Sequence[bytes]) -> list[int]:
        fresh = [chunk for chunk in dict.fromkeys(chunks) if chunk not in self._long]
        if fresh:
            self._long.update(zip(fresh, self._learn(fresh).tolist(), strict=True))
        return [self._long[chunk] for chunk in chunks]

    def _learn_keys(self, table: ChunkTable, keys: Sequence[Words]) -> NDArray[np.int32]:
        """The numbers of M keys new to a table, among them the same key many times."""
        spelling = np.dtype(f"S{len(keys) * _WORD}")
        chunks: list[bytes] = np.stack(keys, axis=1).astype("<u8").view(spelling).ravel().tolist()
        inverse, fresh = _number({}, chunks)
        numbers = self._learn(fresh)
        table.add(list(np.array(fresh, spelling).view("<u8").reshape(-1, len(keys)).T), numbers)
        return numbers[inverse]

    def _learn(self, chunks: Sequence[bytes]) -> NDArray[np.int32]:
        """The numbers given to new chunks."""
        kinds = kinds_of(chunks)
        numbers = np.empty(len(chunks), np.int32)
        for kind in np.flatnonzero(np.bincount(kinds)).tolist():
            some = np.flatnonzero(kinds == kind)
            numbers[some] = self._note(learn([chunks[i] for i in some.tolist()], kind))
        self.bytes_met += sum(map(len, chunks))
        return numbers

    def _note(self, learnt: Learnt) -> NDArray[np.int32]:
        """The numbers given to the chunks that have been learnt."""
        words, fresh_words = _number(self._word_numbers, learnt.words)
        forms, _ = _number(self._forms, exact_forms(fresh_words))
        first = len(self.words)
        self.words += fresh_words
        if len(self.words) > len(self._exact):
            self._exact = np.append(self._exact, np.zeros(2 * len(self.words), np.int32))
        self._exact[first : len(self.words)] = forms
        made, numbers = Sequences.of(words, learnt.steps, learnt.counts)
        numbers += self._next
        end = self._next + len(made.items)
        if end > len(self._chunks.items):
            self._chunks = self._chunks.with_room(2 * end)
        self._chunks.put(self._next, made)
        self._next = end
        return numbers


def _number(known: dict[Key, int], keys: Sequence[Key]) -> tuple[NDArray[np.int32], list[Key]]:
    """The number of each key, where those not known yet get the next ones, and these, in order."""
    numbers: list[int] = []
    fresh: list[Key] = []
    count = len(known)
    for key in keys:
        number = known.setdefault(key, count)
        if number == count:
            fresh.append(key)
            count += 1
        numbers.append(number)
    return np.array(numbers, np.int32), fresh


def _slabs(texts: Sequence[str]) -> Iterator[list[bytes]]:
    """The texts as UTF-8, in runs of about `_SLAB` bytes; one empty run where there are no texts."""
    slab: list[bytes] = []
    size = 0
    for text in texts:
        if size > _SLAB:
            yield slab
            slab, size = [], 0
        slab.append(text.encode())
        size += len(slab[-1])
    yield slab
