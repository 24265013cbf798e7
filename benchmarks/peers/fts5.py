"""SQLite FTS5: stems and exact forms in two tables over the same stored articles.

The texts are read from the stored JSON through a view, so that nothing is stored
twice; names and dates stand in a narrow table, so that counting them reads no text.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.peers import Answer
from benchmarks.questions import Level, Question
from benchmarks.records import Record, read_records

_TABLES = """
CREATE TABLE articles (number INTEGER PRIMARY KEY, article TEXT NOT NULL);
CREATE TABLE facts (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, outlet TEXT, author TEXT, month TEXT, day TEXT
);
CREATE INDEX days ON facts (day);
CREATE VIEW texts AS SELECT number, article ->> 'title' AS title, article ->> 'body' AS body FROM articles;
CREATE VIRTUAL TABLE stems USING fts5(
    title, body, content='texts', content_rowid='number', tokenize='porter unicode61'
);
CREATE VIRTUAL TABLE exacts USING fts5(
    title, body, content='texts', content_rowid='number', tokenize='unicode61'
);
INSERT INTO stems (stems, rank) VALUES ('rank', 'bm25(5.0, 1.0)');
INSERT INTO exacts (exacts, rank) VALUES ('rank', 'bm25(5.0, 1.0)');
"""
_FACETS = ("outlet", "author", "month")
_ROWS_AT_ONCE = 1000


class Fts5Peer:
    """SQLite's own full-text index, as it is configured by default, in one transaction."""

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index in one thread, whatever `workers` says: SQLite has one writer."""
        database = _connect(folder)
        with database:
            database.executescript(_TABLES)
            _insert(database, read_records(corpus))
        database.close()

    def open(self, folder: Path) -> "Fts5Asking":
        """Open for questions."""
        return Fts5Asking(_connect(folder))

    def add(self, folder: Path, record: Record) -> bool:
        """Add one article and commit it."""
        database = _connect(folder)
        with database:
            _insert(database, [record], first=_next_number(database))
        database.close()
        return True


class Fts5Asking:
    """An open database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def ask(self, question: Question, level: Level) -> Answer | None:
        """One statement for the ten best, one for the count or for all the facets."""
        if question.kind == "fuzzy":
            return None
        table = "stems" if question.kind in ("all", "any", "within") else "exacts"
        source = f"{table} JOIN facts ON facts.number = {table}.rowid"
        where, values = f"{table} MATCH ?", [_expression(question)]
        if question.year is not None:
            where += " AND facts.day BETWEEN ? AND ?"
            values += [f"{question.year}-01-01", f"{question.year}-12-31"]
        elif level in ("top", "count"):
            source = table
        shown = f"snippet({table}, 1, '', '', '…', 40)" if level == "page" else "''"
        best = self._database.execute(
            f"SELECT {table}.rowid, {shown} FROM {source} WHERE {where} ORDER BY rank LIMIT 10",  # noqa: S608
            values,
        ).fetchall()
        articles = [self._article(number) for number, _ in best]
        if level == "top":
            return Answer(articles)
        if level == "count":
            counted = self._database.execute(f"SELECT count(*) FROM {source} WHERE {where}", values)  # noqa: S608
            return Answer(articles, counted.fetchone()[0])
        facets = self._facets(source, where, values)
        snippets = [snippet for _, snippet in best] if level == "page" else []
        return Answer(articles, sum(facets[-1].values()), facets, snippets)

    def _article(self, number: int) -> Any:
        found = self._database.execute("SELECT article FROM articles WHERE number = ?", [number])
        return json.loads(found.fetchone()[0])

    def _facets(self, source: str, where: str, values: list[str]) -> list[dict[str, int]]:
        counts = " UNION ALL ".join(
            f"SELECT '{name}', {name}, count(*) FROM matching GROUP BY {name}"  # noqa: S608
            for name in _FACETS
        )
        found: dict[str, dict[str, int]] = {name: {} for name in _FACETS}
        matching = f"SELECT outlet, author, month FROM {source} WHERE {where}"  # noqa: S608
        for name, value, count in self._database.execute(
            f"WITH matching AS MATERIALIZED ({matching}) {counts}", values
        ):
            found[name][value] = count
        return list(found.values())


def _expression(question: Question) -> str:
    words = question.words
    if question.kind == "phrase":
        return f'"{" ".join(words)}"'
    if question.kind == "prefix":
        return f"{words[0]} *"
    return (" OR " if question.kind == "any" else " AND ").join(f'"{word}"' for word in words)


def _connect(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / "articles.sqlite")
    database.execute("PRAGMA cache_size = -65536")
    database.execute("PRAGMA mmap_size = 4294967296")
    return database


def _next_number(database: sqlite3.Connection) -> int:
    last: int = database.execute("SELECT max(number) FROM articles").fetchone()[0]
    return last + 1


def _insert(database: sqlite3.Connection, records: Iterable[Record], first: int = 1) -> None:
    for rows in _batches(enumerate(records, first)):
        database.executemany("INSERT INTO articles VALUES (?, ?)", [(n, record.line) for n, record in rows])
        database.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)",
            [(n, r.id, r.outlet, r.author, r.day[:7], r.day) for n, r in rows],
        )
        texts = [(n, record.title, record.body) for n, record in rows]
        database.executemany("INSERT INTO stems (rowid, title, body) VALUES (?, ?, ?)", texts)
        database.executemany("INSERT INTO exacts (rowid, title, body) VALUES (?, ?, ?)", texts)


def _batches(rows: Iterator[tuple[int, Record]]) -> Iterator[list[tuple[int, Record]]]:
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield batch


FTS5 = Fts5Peer()
