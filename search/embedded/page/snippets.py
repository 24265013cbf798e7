"""Snippets: the few passages that show why an article matched, and the matches in a whole article.

What is marked is what matched: the text is analysed again as it was for the index,
and its tokens are held against the very terms the planned tree looks for, so that a
phrase is marked as a phrase and nowhere else. Spans count characters of the text as
stored. A query that matches only the headline gets the article's opening.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining

from index.analysis import as_word, fold, stem, stem_all, tokenize
from index.schema import exact
from search.embedded.matching.expansion import matcher
from search.engine import Snippet, Span
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

_JOINER = "\u200d"
_LONGEST = 280
"""Characters in the longest passage; a longer sentence is cut around its matches."""
_REMEMBERED = 1 << 16
"""Words of one language whose stems are remembered from one text to the next."""
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_CHUNK = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’)]?\s+(?=[\"“‘(]?[^\W\d_a-z])|\n+")


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
_ONE_WORD: _Tokens = 1, ()
"""What most chunks are: a word that nobody looks for."""


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


class _Plain(NamedTuple):
    """A chunk that is one word, perhaps with marks around it, which as it was read is its own exact form."""

    start: int
    end: int
    stem: str
    exact: str


class _Chunks(dict[str, _Plain | None]):
    """Chunks of texts in a language, for who asks several questions and meets the same again; None for one not plain."""

    def __init__(self, language: str | None) -> None:
        self.language = language

    def learn(self, chunks: Iterable[str]) -> None:
        """Read chunks that are not known yet. Stemmers are quick with many words at once."""
        if len(self) > _REMEMBERED:
            self.clear()
        new = [chunk for chunk in chunks if chunk not in self]
        if not new:
            return
        self.update(dict.fromkeys(new))
        typed = {chunk: chunk.strip(_PUNCTUATION) for chunk in new}
        plain = {chunk: word for chunk, word in typed.items() if word.isascii() and word.isalpha()}
        words = list(map(as_word, plain.values()))
        for (chunk, word), form, stemmed in zip(
            plain.items(), words, stem_all(words, self.language), strict=True
        ):
            start = chunk.index(word)
            self[chunk] = _Plain(start, start + len(word), stemmed, form)


_chunks_in = lru_cache(maxsize=8)(_Chunks)


class _Reader(dict[str, _Tokens]):
    """By chunk of text without white space: how many positions it takes, and what is looked for in it.

    No token crosses white space, and the chunks of a language are few, so that most of a
    text costs one look-up a word.
    """

    def __init__(self, wanted: Wanted, field: str, language: str | None) -> None:
        self.stems = wanted.sequences_in(field, language)
        self.exacts = wanted.sequences_in(exact(field), language)
        self.beginnings = tuple(wanted.beginnings[exact(field)])
        self.patterns = [matcher(tree) for tree in wanted.patterns[exact(field)]]
        self._has_patterns = bool(self.beginnings or self.patterns)
        self.language = language
        self._chunks = _chunks_in(language)
        self._words = {word for sequence in self.stems for word in sequence}
        self._forms = {word for sequence in self.exacts for word in sequence}

    def learn(self, chunks: Collection[str]) -> None:
        """Read chunks that are not known yet."""
        self._chunks.learn(chunks)
        for chunk in chunks:
            plain = self._chunks[chunk]
            if plain is None:
                length, tokens = read_chunk(chunk, self.language)
                self[chunk] = length, [token for token in tokens if self._seeks(token.stem, token.exact)]
            elif self._seeks(plain.stem, plain.exact):
                self[chunk] = 1, [_Found(0, *plain, False)]
            else:
                self[chunk] = _ONE_WORD

    def _seeks(self, stemmed: str, form: str) -> bool:
        return stemmed in self._words or form in self._forms or (self._has_patterns and self.begins(form))

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
        self.learn({*split}.difference(self))
        chunks = [self[chunk] for chunk in split]
        if not any(inside for _, inside in chunks):
            return []
        first = 0
        found = []
        for (length, inside), chunk in zip(chunks, _CHUNK.finditer(text), strict=True):
            if inside:
                at = chunk.start()
                found += [
                    token._replace(
                        position=first + token.position, start=at + token.start, end=at + token.end
                    )
                    for token in inside
                ]
            first += length
        return found


class _Match(NamedTuple):
    start: int
    end: int
    what: tuple[str, ...]


def mark(text: str, field: str, language: str | None, wanted: Wanted) -> Snippet:
    """The whole text of a field with everything marked that the tree looks for there."""
    return Snippet(text, _spans(_matches(text, field, language, wanted)))


def passages(
    texts: Iterable[tuple[str, str]], language: str | None, wanted: Wanted, most: int
) -> tuple[Snippet, ...]:
    """The best passages of (field, text) pairs, at most `most`.

    Those with most different matches come first, then those in which these stand nearest each other.
    """
    if not most:
        return ()
    candidates = []
    for order, (field, text) in enumerate(texts):
        matches = _matches(text, field, language, wanted)
        starts = [match.start for match in matches]
        for start, end in _sentences(text) if matches else ():
            begun = matches[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside := [match for match in begun if match.end <= end]:
                different = len({match.what for match in inside})
                first, last = _nearest(inside, different)
                between = text.count(" ", first.start, last.start)
                shown = _cut(text, start, end, inside, first.start)
                candidates.append((-different, between, -len(inside), order, start, shown))
    candidates.sort(key=lambda candidate: candidate[:-1])
    # A standfirst often stands in the body again: once is enough.
    return tuple({snippet.text: snippet for *_, snippet in candidates}.values())[:most]


def opening(text: str) -> Snippet:
    """How a text begins, in one passage without marks."""
    ends = [end for _, end in _sentences(text) if end <= _LONGEST and "\n" not in text[:end].rstrip()]
    return Snippet(text[: ends[-1]].rstrip()) if ends else _cut(text, 0, len(text), [], 0)


def _matches(text: str, field: str, language: str | None, wanted: Wanted) -> list[_Match]:
    reader = wanted.reader(field, language)
    tokens = reader.read(text)
    if not tokens:
        return []
    found = [
        _Match(token.start, token.end, (token.stem,))
        for token in tokens
        if (token.stem,) in reader.stems or (token.exact,) in reader.exacts or reader.begins(token.exact)
    ]
    parts = {token.position: token for token in tokens if not token.whole}
    found += _phrases(reader.stems, {position: token.stem for position, token in parts.items()}, parts)
    found += _phrases(reader.exacts, {position: token.exact for position, token in parts.items()}, parts)
    return sorted(found, key=lambda match: match.start)


def _phrases(
    sequences: Iterable[tuple[str, ...]], forms: Mapping[int, str], parts: Mapping[int, _Found]
) -> Iterator[_Match]:
    """Where the terms of a sequence stand next to each other; `forms` by position."""
    for sequence in sequences:
        if len(sequence) > 1:
            for first in [position for position, form in forms.items() if form == sequence[0]]:
                if all(forms.get(first + i) == word for i, word in enumerate(sequence)):
                    last = first + len(sequence) - 1
                    yield _Match(parts[first].start, parts[last].end, sequence)


def _nearest(matches: Sequence[_Match], different: int) -> tuple[_Match, _Match]:
    """The first and last of the shortest run of matches with all the different ones in it."""
    best = matches[0], matches[-1]
    held: Counter[tuple[str, ...]] = Counter()
    first = 0
    for last in matches:
        held[last.what] += 1
        while held[matches[first].what] > 1:
            held[matches[first].what] -= 1
            first += 1
        begin = matches[first]
        if len(held) == different and last.start - begin.start < best[1].start - best[0].start:
            best = begin, last
    return best


def _spans(matches: Sequence[_Match], start: int = 0, lead: int = 0) -> tuple[Span, ...]:
    """Spans of a passage that begins at `start` and is shown after `lead` characters; overlaps become one."""
    spans: list[Span] = []
    for match in matches:
        first, last = match.start - start + lead, match.end - start + lead
        if spans and first < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(last, spans[-1].end))
        else:
            spans.append(Span(first, last))
    return tuple(spans)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        # A closing quote belongs to the sentence it ends.
        end = gap.start() + len(gap.group()) - len(gap.group().lstrip('"”’)'))
        if end > start:
            yield start, end
        start = gap.end()
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def _cut(text: str, start: int, end: int, matches: Sequence[_Match], first: int) -> Snippet:
    """The passage text[start:end], cut at spaces to what fits around the match at `first`."""
    lead = ""
    if end - start > _LONGEST:
        if first - start > _LONGEST // 3:
            space = text.find(" ", first - _LONGEST // 3, first)
            start = space + 1 if space >= 0 else first
            lead = "…"
        if end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > first else _whole_letter(text, start + _LONGEST)
            shown = text[start:end].rstrip() + "…"
            kept = [match for match in matches if match.start >= start and match.end <= end]
            return Snippet(lead + shown, _spans(kept, start, len(lead)))
    kept = [match for match in matches if match.start >= start]
    return Snippet(lead + text[start:end], _spans(kept, start, len(lead)))


def _whole_letter(text: str, end: int) -> int:
    """The last place up to `end` where a text can be cut without taking marks from their letter."""
    while (
        end > 1
        and text[end : end + 1]
        and (combining(text[end]) or text[end] == _JOINER or text[end - 1] == _JOINER)
    ):
        end -= 1
    return end
