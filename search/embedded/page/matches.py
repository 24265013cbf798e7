"""Matches: where in the text of an article is what a query looks for.

What is marked is what matched: the text is analysed again as it was for the index,
and its tokens are held against the very terms the planned tree looks for, so that a
phrase is marked as a phrase and nowhere else. Places count characters of the text as
stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.analysis import as_word, fold, stem, stem_all, tokenize
from index.schema import TEXT_FIELDS, exact
from search.embedded.matching.expansion import matcher
from search.tree import (
    And,
    AtLeast,
    Begins,
    Best,
    Filter,
    First,
    Fuzzy,
    Near,
    Or,
    Phrase,
    Prefix,
    Required,
    Same,
    Term,
    Tree,
    Wildcard,
    Word,
)

_REMEMBERED = 1 << 16
"""Words of one language whose stems are remembered from one text to the next."""
_STEMS_BEGIN_OTHERWISE = frozenset({"ga", "id", "nl", "sr", "tr"})
"""Languages whose stemmers may change the first letter of a word of ASCII letters."""
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class _Sequence(NamedTuple):
    """Terms one after another, looked for in articles of some languages; None for all."""

    terms: tuple[str, ...]
    languages: tuple[str | None, ...] | None


class Wanted:
    """What a planned tree looks for in the text fields, as sequences of terms."""

    def __init__(self, tree: Tree) -> None:
        self.sequences: defaultdict[str, set[_Sequence]] = defaultdict(set)
        self.beginnings: defaultdict[str, set[str]] = defaultdict(set)
        self.patterns: defaultdict[str, list[Wildcard | Fuzzy]] = defaultdict(list)
        self._collect(tree)
        self._readers: dict[tuple[str, str | None], _Reader] = {}

    def reader(self, field: str, language: str | None) -> "_Reader":
        """What finds these terms in a field of articles in one language."""
        reader = self._readers.get((field, language))
        if reader is None:
            reader = self._readers[field, language] = _Reader(self, field, language)
        return reader

    def _collect(self, tree: Tree) -> None:
        match tree:
            case And() | Or() | Best() | Same() | AtLeast():
                for child in tree.clauses:
                    self._collect(child)
            case Near():
                self._collect(tree.first)
                self._collect(tree.second)
            case Required():
                self._collect(tree.required)
            case Word():
                for term in tree.terms:
                    self._collect(term)
            case Filter() | First():
                self._collect(tree.clause)
            case Wildcard() | Fuzzy():
                self.patterns[tree.field].append(tree)
            case Prefix():
                self.beginnings[tree.field].add(tree.text)
            case Begins():
                for field in TEXT_FIELDS:
                    self.beginnings[exact(field)].add(tree.text)
            case Phrase(slop=1):
                self.sequences[tree.field].add(_Sequence(tree.words, tree.languages))
            case Phrase():
                self.sequences[tree.field].update(_Sequence((word,), tree.languages) for word in tree.words)
            case Term():
                self.sequences[tree.field].add(_Sequence((tree.text,), tree.languages))

    def sequences_in(self, field: str, language: str | None) -> set[tuple[str, ...]]:
        """What is looked for in a field of articles in one language."""
        return {
            sequence.terms
            for sequence in self.sequences[field]
            if sequence.languages is None or language in sequence.languages
        }


class _Found(NamedTuple):
    """A token that is looked for, by itself or in a phrase."""

    position: int
    start: int
    end: int
    stem: str
    exact: str
    whole: bool


class Chunks:
    """Chunks of texts in a language, each without white space in it, and what is in them.

    They outlive a question: whoever asks several meets the same chunks again.
    """

    def __init__(self, language: str | None) -> None:
        self.language = language
        self._begin()

    def _begin(self) -> None:
        self._known: set[str] = set()
        self._plain: defaultdict[str, set[str]] = defaultdict(set)
        """Chunks that are one word of ASCII letters, perhaps with marks around it, by its first letter."""
        self._others: set[str] = set()
        """All the other chunks."""
        self._tokens: dict[str, Sequence[_Found]] = {}
        """Of each of the others, and of plain ones that were looked into."""
        self.lengths: dict[str, int] = {}
        """How many positions a chunk takes, where it is not one."""

    def learn(self, chunks: set[str]) -> None:
        """Take in chunks that are not known yet."""
        if len(self._known) > _REMEMBERED:
            self._begin()
        new = chunks - self._known
        self._known |= new
        for chunk in new:
            word = chunk.strip(_PUNCTUATION)
            if word.isascii() and word.isalpha():
                self._plain[word[0].lower()].add(chunk)
                continue
            tokens = self._tokens[chunk] = _read_chunk(chunk, self.language)
            self.lengths[chunk] = tokens[-1].position + 1 if tokens else 0
            self._others.add(chunk)

    def possible(self, chunks: set[str], initials: set[str] | None) -> set[str]:
        """Those of some known chunks that may have a word whose stem or exact form begins with one of these letters.

        None stands for every letter.
        """
        if initials is None or self.language in _STEMS_BEGIN_OTHERWISE:
            return chunks
        return (self._others & chunks).union(*(self._plain[letter] & chunks for letter in initials))

    def look_into(self, chunks: set[str]) -> Iterator[tuple[str, Sequence[_Found]]]:
        """The tokens of each of some known chunks."""
        if new := chunks.difference(self._tokens):
            words = {chunk: chunk.strip(_PUNCTUATION) for chunk in new}
            forms = list(map(as_word, words.values()))
            # Stemmers are quick with many words at once.
            stems = stem_all(forms, self.language)
            for (chunk, word), stemmed, form in zip(words.items(), stems, forms, strict=True):
                start = chunk.index(word)
                self._tokens[chunk] = (_Found(0, start, start + len(word), stemmed, form, False),)
        return ((chunk, self._tokens[chunk]) for chunk in chunks)


def _read_chunk(chunk: str, language: str | None) -> Sequence[_Found]:
    return [
        _Found(
            token.position, token.start, token.end, stem(token.word, language), fold(token.word), token.whole
        )
        for token in tokenize(chunk)
    ]


_chunks_in = lru_cache(maxsize=8)(Chunks)


class _Reader:
    """Finds in texts of one language what is looked for in a field.

    No token crosses white space, and the chunks of a language are few, so that a text is
    looked through chunk by chunk only once it has one with something in it.
    """

    def __init__(self, wanted: Wanted, field: str, language: str | None) -> None:
        self.stems = wanted.sequences_in(field, language)
        self.exacts = wanted.sequences_in(exact(field), language)
        self.beginnings = tuple(wanted.beginnings[exact(field)])
        self.patterns = [matcher(tree) for tree in wanted.patterns[exact(field)]]
        self.has_phrases = any(len(sequence) > 1 for sequence in self.stems | self.exacts)
        self._chunks = _chunks_in(language)
        self._words = {word for sequence in self.stems for word in sequence}
        self._forms = {word for sequence in self.exacts for word in sequence}
        self._initials = (
            None if self.patterns else {form[:1] for form in (*self._words, *self._forms, *self.beginnings)}
        )
        self._sought: dict[str, Sequence[_Found]] = {}
        """Of chunks that may have something in them, what is looked for in each."""

    def _held(self, chunks: set[str]) -> set[str]:
        """Which of some chunks have in them what is looked for."""
        self._chunks.learn(chunks)
        possible = self._chunks.possible(chunks, self._initials)
        for chunk, tokens in self._chunks.look_into(possible.difference(self._sought)):
            self._sought[chunk] = [token for token in tokens if self._seeks(token)]
        return {chunk for chunk in possible if self._sought[chunk]}

    def _seeks(self, token: _Found) -> bool:
        return token.stem in self._words or token.exact in self._forms or self.begins(token.exact)

    def begins(self, form: str) -> bool:
        """True for a word that begins as one of the query's does, or is of its pattern, or like it."""
        return (bool(self.beginnings) and form.startswith(self.beginnings)) or any(
            matches(form) for matches in self.patterns
        )

    def read(self, text: str) -> list[_Found]:
        """Every token of a text that is looked for."""
        if not (self._words or self._forms or self.beginnings or self.patterns):
            return []
        split = text.split()
        held = self._held({*split})
        if not held:
            return []
        if self.has_phrases:
            places = self._placed(text, split, held)
        else:
            places = ((chunk, 0, start) for chunk in held for start in _starts(text, chunk))
        return [
            _Found(first + position, at + start, at + end, stemmed, form, whole)
            for chunk, first, at in places
            for position, start, end, stemmed, form, whole in self._sought[chunk]
        ]

    def _placed(self, text: str, split: list[str], held: set[str]) -> Iterator[tuple[str, int, int]]:
        """The chunks that are held, with the position of the first token, and where in the text they are."""
        end = position = 0
        for chunk in split:
            start = text.index(chunk, end)
            end = start + len(chunk)
            if chunk in held:
                yield chunk, position, start
            position += self._chunks.lengths.get(chunk, 1)


def _starts(text: str, chunk: str) -> Iterator[int]:
    """Where a text has a chunk with white space or nothing around it."""
    start = text.find(chunk)
    while start >= 0:
        end = start + len(chunk)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(chunk, end)


class Match(NamedTuple):
    """One place, and what is found there."""

    start: int
    end: int
    what: tuple[str, ...]


def matches_in(text: str, field: str, language: str | None, wanted: Wanted) -> list[Match]:
    """What the tree looks for in the text of a field, in the order of the text; matches may lie in one another."""
    reader = wanted.reader(field, language)
    tokens = reader.read(text)
    if not tokens:
        return []
    found = [
        Match(token.start, token.end, (token.stem,))
        for token in tokens
        if (token.stem,) in reader.stems or (token.exact,) in reader.exacts or reader.begins(token.exact)
    ]
    if reader.has_phrases:
        parts = {token.position: token for token in tokens if not token.whole}
        found += _phrases(reader.stems, {position: token.stem for position, token in parts.items()}, parts)
        found += _phrases(reader.exacts, {position: token.exact for position, token in parts.items()}, parts)
    return sorted(found, key=lambda match: match.start)


def _phrases(
    sequences: Iterable[tuple[str, ...]], forms: Mapping[int, str], parts: Mapping[int, _Found]
) -> Iterator[Match]:
    """Where the terms of a sequence stand next to each other; `forms` by position."""
    for sequence in sequences:
        if len(sequence) > 1:
            for first in [position for position, form in forms.items() if form == sequence[0]]:
                if all(forms.get(first + i) == word for i, word in enumerate(sequence)):
                    last = first + len(sequence) - 1
                    yield Match(parts[first].start, parts[last].end, sequence)
