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
from index.schema import exact
from search.embedded.matching.expansion import matcher
from search.tree import (
    And,
    AtLeast,
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


_Tokens = tuple[int, Sequence[_Found]]
"""How many positions a chunk of text takes, and tokens of it."""


@lru_cache(maxsize=1 << 16)
def read_chunk(chunk: str, language: str | None) -> _Tokens:
    """Of a chunk of text without white space, how many positions it takes, and its tokens."""
    tokens = [
        _Found(
            token.position, token.start, token.end, stem(token.word, language), fold(token.word), token.whole
        )
        for token in tokenize(chunk)
    ]
    return tokens[-1].position + 1 if tokens else 0, tokens


class _Chunks:
    """Chunks of texts in a language, for who asks several questions and meets the same again."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self.known: set[str] = set()
        self.words: dict[str, str] = {}
        """Of a chunk that is one word, perhaps with marks around it, that word, which but for case is its own exact form."""
        self.stems: dict[str, str] = {}
        self.exacts: dict[str, str] = {}
        """Of the same chunks."""

    def learn(self, chunks: set[str]) -> None:
        """Read chunks that are not known yet. Stemmers are quick with many words at once."""
        if len(self.known) > _REMEMBERED:
            for held in (self.known, self.words, self.stems, self.exacts):
                held.clear()
        new = chunks - self.known
        if not new:
            return
        self.known |= new
        typed = {chunk: chunk.strip(_PUNCTUATION) for chunk in new}
        plain = {chunk: word for chunk, word in typed.items() if word.isascii() and word.isalpha()}
        forms = list(map(as_word, plain.values()))
        self.words.update(plain)
        self.exacts.update(zip(plain, forms, strict=True))
        self.stems.update(zip(plain, stem_all(forms, self.language), strict=True))

    def token(self, chunk: str) -> _Found:
        """The token of a chunk that is one word."""
        start = chunk.index(self.words[chunk])
        end = start + len(self.words[chunk])
        return _Found(0, start, end, self.stems[chunk], self.exacts[chunk], False)


_chunks_in = lru_cache(maxsize=8)(_Chunks)


class _Reader:
    """Finds in texts of one language what is looked for in a field.

    No token crosses white space, and the chunks of a language are few, so that most of a
    text costs one look at each of its chunks.
    """

    def __init__(self, wanted: Wanted, field: str, language: str | None) -> None:
        self.stems = wanted.sequences_in(field, language)
        self.exacts = wanted.sequences_in(exact(field), language)
        self.beginnings = tuple(wanted.beginnings[exact(field)])
        self.patterns = [matcher(tree) for tree in wanted.patterns[exact(field)]]
        self.has_phrases = any(len(sequence) > 1 for sequence in self.stems | self.exacts)
        self.language = language
        self._chunks = _chunks_in(language)
        self._words = {word for sequence in self.stems for word in sequence}
        self._forms = {word for sequence in self.exacts for word in sequence}
        self._learnt: set[str] = set()
        self._sought: dict[str, Sequence[_Found]] = {}
        """Chunks with what is looked for in each."""
        self._lengths: dict[str, int] = {}
        """How many positions a chunk takes, where it is not one."""

    def _learn(self, chunks: set[str]) -> None:
        """Read chunks that are not known yet."""
        self._chunks.learn(chunks)
        stems, exacts, beginnings = self._chunks.stems, self._chunks.exacts, self.beginnings
        words = [chunk for chunk in chunks if chunk in exacts]
        sought: set[str] = set()
        if self._words:
            sought |= {chunk for chunk in words if stems[chunk] in self._words}
        if self._forms:
            sought |= {chunk for chunk in words if exacts[chunk] in self._forms}
        if beginnings:
            sought |= {chunk for chunk in words if exacts[chunk].startswith(beginnings)}
        if self.patterns:
            sought |= {chunk for chunk in words if self.begins(exacts[chunk])}
        self._sought.update((chunk, [self._chunks.token(chunk)]) for chunk in sought)
        for chunk in chunks.difference(words):
            self._lengths[chunk], tokens = read_chunk(chunk, self.language)
            if inside := [token for token in tokens if self._seeks(token)]:
                self._sought[chunk] = inside
        self._learnt |= chunks

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
        chunks = {*split}
        self._learn(chunks - self._learnt)
        held = self._sought.keys() & chunks
        if not held:
            return []
        if self.has_phrases:
            places = self._placed(text, split)
        else:
            places = ((chunk, 0, start) for chunk in held for start in _starts(text, chunk))
        return [
            _Found(first + position, at + start, at + end, stemmed, form, whole)
            for chunk, first, at in places
            for position, start, end, stemmed, form, whole in self._sought[chunk]
        ]

    def _placed(self, text: str, split: list[str]) -> Iterator[tuple[str, int, int]]:
        """The chunks that are looked for, with the position of the first token, and where in the text they are."""
        end = position = 0
        for chunk in split:
            start = text.index(chunk, end)
            end = start + len(chunk)
            if chunk in self._sought:
                yield chunk, position, start
            position += self._lengths.get(chunk, 1)


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
