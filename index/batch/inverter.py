"""Inverter: a batch of articles becomes the contents of one segment.

The result is what Whoosh would index with the schema and analyzers of this package,
term for term and position for position, and the tests hold it to that. An inverter
lives as long as its process, because what it has learnt about words is most of its
speed; what it remembers is bounded.
"""

from collections.abc import Sequence

import numpy as np

from index.arrival import to_json
from index.article import Article
from index.batch.chunks import Chunker
from index.batch.inversion import postings
from index.batch.paragraphs import join_paragraphs, split_paragraphs
from index.batch.sequences import Tokens
from index.batch.signatures import Signer
from index.batch.sketches import Sketcher
from index.batch.twins import twin_postings
from index.batch.values import index_codes, index_moments, index_names, index_terms
from index.batch.vocabulary import Vocabulary
from index.codec.contents import Column, Postings, SegmentContents
from index.schema import FIELDS, PARAGRAPH, SIGNATURES, SKETCHES, TEXT_FIELDS, exact, paragraphs

_MOST_BYTES = 3 << 20
"""Of different chunks to remember, some 400,000, which take up to 150 MB; then learning starts afresh."""


class Inverter:
    """Turns batches of articles into segments, each batch faster for those before it."""

    def __init__(self) -> None:
        self._chunker = Chunker()
        self._begin()

    def _begin(self) -> None:
        self._vocabulary = Vocabulary(self._chunker)
        self._sketcher = Sketcher(self._vocabulary)
        self._signer = Signer(self._vocabulary)

    def invert(self, articles: Sequence[Article], stored: list[bytes] | None = None) -> SegmentContents:
        """The contents of a segment of these articles, which are clean (`index.clean`), in their order.

        Every field of the schema is there, even if no article has it. An article's JSON keeps
        characters beyond ASCII as they are; `stored` is that JSON, where it has been made already.
        """
        if self._vocabulary.bytes_met > _MOST_BYTES:
            self._begin()
        texts, found = self._read_texts(articles)
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
        return SegmentContents(len(articles), found, columns, stored or [to_json(one) for one in articles])

    def _read_texts(self, articles: Sequence[Article]) -> tuple[dict[str, Tokens], dict[str, Postings]]:
        """The words of each text field, and where the paragraphs begin."""
        found: dict[str, Postings] = {}
        texts: dict[str, Tokens] = {}
        for field in FIELDS:
            if field.name not in TEXT_FIELDS:
                continue
            values = [field.value(article) or "" for article in articles]
            if field.kind == "prose":
                split, per_text = split_paragraphs(values)
                texts[field.name], marks = join_paragraphs(self._vocabulary.tokens(split), per_text)
                found[paragraphs(field.name)] = _postings_of_marks(marks)
            else:
                texts[field.name] = self._vocabulary.tokens(values)
        return texts, found

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
        for name, (items, positions, counts) in texts.items():
            stems = stem_ranks.ravel()[spoken.pop(name)]
            found[name] = postings(stems, counts, terms, positions=positions, scored=True)
            forms = Tokens(exact_ranks.take(items), positions, counts)
            found[exact(name)] = twin_postings(forms, terms, stems, name)
        return found


def _postings_of_marks(marks: Tokens) -> Postings:
    return postings(marks.items, marks.counts, [PARAGRAPH.encode()], positions=marks.positions, scored=True)
