"""Writing a dataset or a feed to a file, and reading it as `search index` does."""

import gzip
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from index.article import Article
from index.ingest.reading import Job, read_job

TODAY = date(2031, 12, 31)


def read(
    path: Path, content: str | bytes, mapping: Mapping[str, str] | None = None
) -> tuple[list[Article], list[str]]:
    """The articles of a file with this content, and the reasons why the rest is not read."""
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    articles: list[Article] = []
    reasons: list[str] = []
    for _, reading in read_job(Job(path, TODAY, is_named=True, mapping=mapping or {})):
        if reading:
            articles += reading.articles
            reasons += [
                f"{rejected.member}: {rejected.reason}" if rejected.member else rejected.reason
                for rejected in reading.rejected
            ]
    return articles, reasons


def article_in(path: Path, content: str | bytes, mapping: Mapping[str, str] | None = None) -> Article:
    """The one article of a file with this content, nothing of which is rejected."""
    articles, reasons = read(path, content, mapping)
    assert not reasons, reasons
    assert len(articles) == 1, articles
    return articles[0]
