"""This project, through the same doors as its own front ends: the writer and the engine."""

from itertools import islice
from pathlib import Path

from msgspec import convert

from benchmarks.peers import Answer
from benchmarks.questions import Level, Question
from benchmarks.records import Record, read_records
from index.archive import Archive
from index.article import Article, article_to_json
from index.ingest.commits import MOST_PENDING
from search.embedded import open_engine
from search.engine import Engine, FacetField, SearchRequest
from search.language import parse

_ARTICLES_AT_ONCE = 1000
_FACETS: tuple[FacetField, ...] = ("outlet", "author", "month")


class MorguePeer:
    """An archive and the engine over it."""

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index, committing as `search index` does."""
        records = read_records(corpus)
        with Archive.open_or_create(folder).writer(workers) as writer:
            while batch := list(islice(records, _ARTICLES_AT_ONCE)):
                writer.put([convert(record.values, Article) for record in batch])
                if writer.pending >= MOST_PENDING:
                    writer.begin_commit(lambda: None)

    def open(self, folder: Path) -> "MorgueAsking":
        """Open for questions."""
        return MorgueAsking(open_engine(folder))

    def add(self, folder: Path, record: Record) -> bool:
        """Add one article and commit it."""
        with Archive.open(folder).writer() as writer:
            writer.put([convert(record.values, Article)])
        return True


class MorgueAsking:
    """An open engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, question: Question, level: Level) -> Answer | None:
        """Parse and search; the exact count comes with every answer."""
        request = SearchRequest(
            parse(_query_text(question)),
            facets=_FACETS if level in ("facets", "page") else (),
            snippets=1 if level == "page" else 0,
        )
        page = self._engine.search(request)
        return Answer(
            [article_to_json(hit.article) for hit in page.hits],
            0 if page.relaxed else page.total,
            [{count.value: count.articles for count in facet.counts} for facet in page.facets],
            [snippet.text for hit in page.hits for snippet in hit.snippets],
        )


def _query_text(question: Question) -> str:
    words = question.words
    match question.kind:
        case "phrase":
            return f'"{" ".join(words)}"'
        case "prefix":
            return f"{words[0]}*"
        case "fuzzy":
            return f"{words[0]}~"
        case "any":
            return " OR ".join(words)
    dated = [f"date:{question.year}"] if question.year is not None else []
    return " ".join([*words, *dated])


MORGUE = MorguePeer()
