"""bm25s: scores made while indexing, summed while asking.

It keeps one text for an article and no positions: it can rank any of several words,
and count what scores above zero, and that is all it is asked.
"""

from pathlib import Path

import bm25s
import numpy as np
import Stemmer

from benchmarks.peers import Answer
from benchmarks.questions import Level, Question
from benchmarks.records import Record, read_records


class Bm25sPeer:
    """bm25s with its NumPy backend and articles stored beside the scores."""

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index in one process, whatever `workers` says."""
        texts = [f"{record.title}\n{record.body}" for record in read_records(corpus)]
        tokens = bm25s.tokenize(
            texts, stopwords=None, stemmer=Stemmer.Stemmer("english"), show_progress=False
        )
        del texts
        index = bm25s.BM25(method="lucene")
        index.index(tokens, show_progress=False)
        index.save(folder, corpus=(record.values for record in read_records(corpus)), show_progress=False)

    def open(self, folder: Path) -> "Bm25sAsking":
        """Open for questions, memory-mapped."""
        return Bm25sAsking(bm25s.BM25.load(folder, load_corpus=True, mmap=True))

    def add(self, folder: Path, record: Record) -> bool:
        """Nothing can be added to an index."""
        return False


class Bm25sAsking:
    """An open bm25s index."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._stemmer = Stemmer.Stemmer("english")

    def ask(self, question: Question, level: Level) -> Answer | None:
        """Answer one word, or any of several."""
        if (question.kind != "any" and len(question.words) > 1) or level in ("facets", "page"):
            return None
        if question.kind not in ("all", "any"):
            return None
        scores = self._index.get_scores(self._stemmer.stemWords(list(question.words)))
        best = np.argpartition(scores, -10)[-10:]
        best = best[np.argsort(-scores[best])]
        articles = [self._index.corpus[number] for number in best.tolist() if scores[number] > 0]
        return Answer(articles, None if level == "top" else int(np.count_nonzero(scores)))


BM25S = Bm25sPeer()
