"""tantivy, through tantivy-py: set up as strongly as its Python interface allows.

Months are whole numbers in a fast field, because its date histogram has no calendar
months. Documents are counted without collecting scores, facets by its aggregations.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.peers import Answer
from benchmarks.questions import Level, Question
from benchmarks.records import Record, read_records

_HEAP = 256_000_000
"""Bytes for the writer's threads together."""
_WEIGHTS = {"title": 5.0, "body": 1.0}
_AGGREGATIONS = {
    "outlet": {"terms": {"field": "outlet", "size": 10_000}},
    "author": {"terms": {"field": "author", "size": 10_000}},
    "month": {"histogram": {"field": "month", "interval": 1}},
}


@dataclass(frozen=True, slots=True)
class TantivyPeer:
    """tantivy, with or without a second, unstemmed copy of every text field."""

    twins: bool

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index with so many threads, beside the one that reads."""
        writer = tantivy.Index(self._schema(), path=str(folder)).writer(_HEAP, workers)
        for record in read_records(corpus):
            writer.add_document(self._document(record))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> "TantivyAsking":
        """Open for questions."""
        return TantivyAsking(tantivy.Index.open(str(folder)), "_exact" if self.twins else "")

    def add(self, folder: Path, record: Record) -> bool:
        """Add one article and commit it."""
        writer = tantivy.Index.open(str(folder)).writer(_HEAP, 1)
        writer.delete_documents_by_term("id", record.id)
        writer.add_document(self._document(record))
        writer.commit()
        return True

    def _schema(self) -> tantivy.Schema:
        schema = tantivy.SchemaBuilder()
        for name in _WEIGHTS:
            schema.add_text_field(name, tokenizer_name="en_stem")
            if self.twins:
                schema.add_text_field(f"{name}_exact", tokenizer_name="default")
        for name in ("outlet", "author"):
            schema.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        schema.add_text_field("id", tokenizer_name="raw", index_option="basic")
        schema.add_date_field("published", fast=True, indexed=True)
        schema.add_integer_field("month", fast=True)
        schema.add_bytes_field("article", stored=True)
        return schema.build()

    def _document(self, record: Record) -> tantivy.Document:
        document = tantivy.Document()
        for name, text in (("title", record.title), ("body", record.body)):
            document.add_text(name, text)
            if self.twins:
                document.add_text(f"{name}_exact", text)
        document.add_text("outlet", record.outlet)
        document.add_text("author", record.author)
        document.add_text("id", record.id)
        moment = record.moment
        document.add_date("published", moment)
        document.add_integer("month", moment.year * 12 + moment.month - 1)
        document.add_bytes("article", record.line.encode())
        return document


class TantivyAsking:
    """An open tantivy index; `exact` is the suffix of the fields for phrases, prefixes and fuzzy words."""

    def __init__(self, index: tantivy.Index, exact: str) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._exact = exact
        # A query is stemmed by the same analyzer as the text was.
        self._stems = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )

    def ask(self, question: Question, level: Level) -> Answer:
        """Search, then aggregate, then make snippets, as far as wanted."""
        query = self._query(question)
        # tantivy-py's stub leaves `count` out.
        found: Any = self._searcher.search(query, 10, count=level != "top")
        stored = [self._searcher.doc(address)["article"][0] for _, address in found.hits]
        articles = [json.loads(line) for line in stored]
        if level == "top":
            return Answer(articles)
        total = found.count
        if level == "count":
            return Answer(articles, total)
        counted = self._searcher.aggregate(query, _AGGREGATIONS)
        facets = [
            {str(bucket["key"]): bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in _AGGREGATIONS
        ]
        if level == "facets":
            return Answer(articles, total, facets)
        field = "body" if question.kind in ("all", "any", "within") else f"body{self._exact}"
        snippets = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, field)
        return Answer(
            articles,
            total,
            facets,
            [
                snippets.snippet_from_doc(tantivy.Document(**{field: article["body"]})).to_html()
                for article in articles
            ],
        )

    def _query(self, question: Question) -> Query:
        words = question.words
        match question.kind:
            case "phrase":
                # Without twins the phrase is one of stems: what that index can find.
                forms = list(words) if self._exact else self._stems.analyze(" ".join(words))
                return self._either(lambda field: Query.phrase_query(self._schema, field, [*forms]))
            case "prefix":
                return self._either(lambda field: Query.regex_query(self._schema, field, f"{words[0]}.*"))
            case "fuzzy":
                return self._either(lambda field: Query.fuzzy_term_query(self._schema, field, words[0]))
            case "any":
                # One flat union: nested ones take it twice the time.
                return Query.boolean_query([clause for word in words for clause in self._word(word)])
        clauses = [(Occur.Must, Query.boolean_query(self._word(word))) for word in words]
        if question.year is not None:
            clauses.append((Occur.Must, self._within(question.year)))
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def _word(self, word: str) -> list[tuple[Occur, Query]]:
        stem = self._stems.analyze(word)[0]
        return self._in_fields(lambda field: Query.term_query(self._schema, field, stem, "freq"), "")

    def _either(self, in_field: Callable[[str], Query]) -> Query:
        return Query.boolean_query(self._in_fields(in_field, self._exact))

    def _in_fields(self, in_field: Callable[[str], Query], suffix: str) -> list[tuple[Occur, Query]]:
        return [
            (Occur.Should, Query.boost_query(in_field(name + suffix), weight))
            for name, weight in _WEIGHTS.items()
        ]

    def _within(self, year: int) -> Query:
        first, after = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
        period = Query.range_query(
            self._schema, "published", tantivy.FieldType.Date, first, after, include_upper=False
        )
        return Query.const_score_query(period, 0.0)


TWINS = TantivyPeer(twins=True)
STEMS_ONLY = TantivyPeer(twins=False)
