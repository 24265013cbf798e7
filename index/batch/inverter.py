"""Inverter: a batch of articles becomes the contents of one segment.

The result is what Whoosh would index with the schema and analyzers of this package,
term for term and position for position, and the tests hold it to that. An inverter
lives as long as its process, because what it has learnt about words is most of its
speed; what it remembers is bounded.
"""

from collections.abc import Sequence

import numpy as np

from index.article import Article, to_json
from index.batch.chunks import Chunker
from index.batch.inversion import postings
from index.batch.paragraphs import join_paragraphs, split_paragraphs
from index.batch.sequences import Tokens, joined
from index.batch.signatures import Signer
from index.batch.sketches import Sketcher
from index.batch.twins import twin_postings
from index.batch.values import index_codes, index_moments, index_names, index_terms
from index.batch.vocabulary import Vocabulary
from index.beginnings import list_beginnings, numbers_of
from index.codec.contents import Column, Postings, SegmentContents
from index.schema import BEGINNINGS, FIELDS, PARAGRAPH, SIGNATURES, SKETCHES, TEXT_FIELDS, exact, paragraphs

_MOST_BYTES = 3 << 20
"""Of different chunks to remember, some 400,000, which take up to 150 MB; then learning starts afresh."""


class Inverter:
    """Turns batches of articles into segments, each batch faster for those before it."""

    def __init__(self) -> None:
        self._chunker = Chunker()
        self._begin()
        self._clear()

    def _begin(self) -> None:
        self._vocabulary = Vocabulary(self._chunker)
        self._sketcher = Sketcher(self._vocabulary)
        self._signer = Signer(self._vocabulary)

    def _clear(self) -> None:
        self._articles: list[Article] = []
        self._stored: list[bytes] = []
        self._read: dict[str, list[Tokens]] = {}
        """By field, the words of text fields and the beginnings of paragraphs."""

    def invert(self, articles: Sequence[Article], stored: Sequence[bytes] | None = None) -> SegmentContents:
        """The contents of a segment of these articles, as `read` takes them."""
        self.read(articles, stored)
        return self.contents()

    def read(self, articles: Sequence[Article], stored: Sequence[bytes] | None = None) -> None:
        """Take in the next articles of a segment, which are clean (`index.clean`), in their order.

        An article's JSON keeps characters beyond ASCII as they are; `stored` is that JSON, where
        it has been made already.
        """
        if not self._articles and self._vocabulary.bytes_met > _MOST_BYTES:
            self._begin()
        self._articles += articles
        self._stored += stored or map(to_json, articles)
        for field in FIELDS:
            if field.name not in TEXT_FIELDS:
                continue
            values = [field.value(article) or "" for article in articles]
            if field.kind == "prose":
                split, per_text = split_paragraphs(values)
                tokens, marks = join_paragraphs(self._vocabulary.tokens(split), per_text)
                self._read.setdefault(paragraphs(field.name), []).append(marks)
            else:
                tokens = self._vocabulary.tokens(values)
            self._read.setdefault(field.name, []).append(tokens)

    def contents(self) -> SegmentContents:
        """The contents of a segment of the articles read since the last one.

        Every field of the schema is there, even if no article has it.
        """
        articles, stored = self._articles, self._stored
        read = {name: joined(parts) for name, parts in self._read.items()}
        self._clear()
        texts = {name: read[name] for name in TEXT_FIELDS}
        found = {name: _postings_of_marks(marks) for name, marks in read.items() if name not in texts}
        columns: dict[str, Column] = {
            SKETCHES: self._sketcher.sketch(texts["body"]),
            SIGNATURES: self._signer.sign(articles, texts),
        }
        found |= self._index_texts(articles, texts)
        for field in FIELDS:
            values = [field.value(article) for article in articles]
            match field.kind:
                case "names":
                    found[field.name], columns[field.name] = index_names(values)
                case "code":
                    found[field.name], columns[field.name] = index_codes(values)
                case "moment":
                    found[field.name], columns[field.name] = index_moments(values)
                case "terms":
                    found[field.name] = index_terms(values)
        return SegmentContents(len(articles), found, columns, stored)

    def _index_texts(self, articles: Sequence[Article], texts: dict[str, Tokens]) -> dict[str, Postings]:
        found: dict[str, Postings] = {}
        languages = list(dict.fromkeys(article.language for article in articles))
        rows = np.array([languages.index(article.language) for article in articles], np.intp)
        words = len(self._vocabulary.words)
        # A word in a language, as one number: its place in the table of stems.
        spoken = {
            name: np.repeat(rows * words, tokens.counts) + tokens.items for name, tokens in texts.items()
        }
        used = np.zeros((len(languages), words), np.bool_)
        for places in spoken.values():
            used.ravel()[places] = True
        terms, exact_ranks, stem_ranks = self._vocabulary.ranked(languages, used)
        numbers, begin = numbers_of(terms), []
        for name, (items, positions, counts) in texts.items():
            stems = stem_ranks.ravel()[spoken.pop(name)]
            found[name] = postings(stems, counts, terms, positions=positions, scored=True)
            forms = Tokens(exact_ranks.take(items), positions, counts)
            found[exact(name)] = twin_postings(forms, terms, stems, name)
            begin.append((numbers.take(forms.items), counts))
        return found | {BEGINNINGS: list_beginnings(begin, len(articles))}


def _postings_of_marks(marks: Tokens) -> Postings:
    return postings(marks.items, marks.counts, [PARAGRAPH.encode()], positions=marks.positions, scored=True)
