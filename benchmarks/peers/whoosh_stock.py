"""Stock Whoosh: its default codec, with analyzers and columns of its own.

The fields are those of this project's schema that the invented articles fill.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path

from whoosh.analysis import StandardAnalyzer, StemmingAnalyzer
from whoosh.fields import DATETIME, ID, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, ConstantScoreQuery, DateRange, FuzzyTerm, Or, Phrase, Prefix, Term
from whoosh.query import Query as Tree
from whoosh.searching import Results, Searcher
from whoosh.writing import IndexWriter

from benchmarks.peers import Answer
from benchmarks.questions import Level, Question
from benchmarks.records import Record, read_records

_WEIGHTS = {"title": 5.0, "body": 1.0}
_MEMORY = 256
"""Megabytes of postings kept before they are written."""
_FACETS = ("outlet", "author", "month")


class WhooshPeer:
    """Whoosh as it comes."""

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index in one process, whatever `workers` says: with several it was slower."""
        writer = create_in(str(folder), _schema()).writer(limitmb=_MEMORY)
        for record in read_records(corpus):
            _add(writer, record)
        writer.commit()

    def open(self, folder: Path) -> "WhooshAsking":
        """Open for questions."""
        return WhooshAsking(open_dir(str(folder)).searcher())

    def add(self, folder: Path, record: Record) -> bool:
        """Add one article and commit it."""
        writer = open_dir(str(folder)).writer()
        _add(writer, record)
        writer.commit()
        return True


class WhooshAsking:
    """An open searcher."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._stems = StemmingAnalyzer(stoplist=None, minsize=1)

    def ask(self, question: Question, level: Level) -> Answer:
        """Search, with Whoosh's own grouping where facets are wanted."""
        tree = self._tree(question)
        groups = list(_FACETS) if level in ("facets", "page") else None
        found = self._searcher.search(tree, limit=10, groupedby=groups)
        # Asked to group, Whoosh returns every match.
        best = list(islice(found, 10))
        articles = [json.loads(hit["article"]) for hit in best]
        if level == "top":
            return Answer(articles)
        facets = [_counts(found, name) for name in groups or ()]
        snippets = []
        if level == "page":
            field = "body" if question.kind in ("all", "any", "within") else "body_exact"
            snippets = [
                hit.highlights(field, text=article["body"], top=1)
                for hit, article in zip(best, articles, strict=True)
            ]
        return Answer(articles, len(found), facets, snippets)

    def _tree(self, question: Question) -> Tree:
        words = question.words
        match question.kind:
            case "phrase":
                return _either(Phrase(f"{name}_exact", list(words), boost=w) for name, w in _WEIGHTS.items())
            case "prefix":
                return _either(Prefix(f"{name}_exact", words[0], boost=w) for name, w in _WEIGHTS.items())
            case "fuzzy":
                return _either(FuzzyTerm(f"{name}_exact", words[0], boost=w) for name, w in _WEIGHTS.items())
        clauses = [self._word(word) for word in words]
        if question.kind == "any":
            return Or(clauses)
        if question.year is not None:
            within = DateRange("published", datetime(question.year, 1, 1), datetime(question.year, 12, 31))
            clauses.append(ConstantScoreQuery(within, score=1e-9))
        return clauses[0] if len(clauses) == 1 else And(clauses)

    def _word(self, word: str) -> Tree:
        stem = next(token.text for token in self._stems(word))
        return _either(Term(name, stem, boost=weight) for name, weight in _WEIGHTS.items())


def _either(trees: Iterable[Tree]) -> Tree:
    return Or(list(trees))


def _counts(found: Results, name: str) -> dict[str, int]:
    return {value: len(docs) for value, docs in found.groups(name).items()}


def _schema() -> Schema:
    stems, exacts = StemmingAnalyzer(stoplist=None, minsize=1), StandardAnalyzer(stoplist=None, minsize=1)
    return Schema(
        title=TEXT(stems),
        title_exact=TEXT(exacts),
        body=TEXT(stems),
        body_exact=TEXT(exacts),
        outlet=ID(sortable=True),
        author=ID(sortable=True),
        month=ID(sortable=True),
        published=DATETIME(sortable=True),
        id=ID(unique=True),
        article=STORED,
    )


def _add(writer: IndexWriter, record: Record) -> None:
    writer.add_document(
        title=record.title,
        title_exact=record.title,
        body=record.body,
        body_exact=record.body,
        outlet=record.outlet,
        author=record.author,
        month=record.day[:7],
        published=datetime.fromisoformat(record.day),
        id=record.id,
        article=record.line,
    )


WHOOSH = WhooshPeer()
