"""Peers: the engines that are measured, each behind the same three verbs.

A peer is imported only in the process that measures it: its memory is then its own,
and a peer that is not installed is no error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from benchmarks.questions import Level, Question
from benchmarks.records import Record


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer answered: enough to see that it did the work."""

    articles: Sequence[Mapping[str, Any]]
    """The ten best, as stored and decoded."""
    total: int | None = None
    """Every match counted; None where that was not asked."""
    facets: Sequence[Mapping[str, int]] = ()
    """Outlets, authors and months over all matches, with their counts."""
    snippets: Sequence[str] = ()


class Asking(Protocol):
    """An index that is open for questions."""

    def ask(self, question: Question, level: Level) -> Answer | None:
        """Answer a question as far as `level` wants; None for what the peer cannot do."""
        ...


class Peer(Protocol):
    """One engine."""

    def build(self, folder: Path, corpus: Path, workers: int) -> None:
        """Index a corpus into an empty folder, committed, with so many processes or threads."""
        ...

    def open(self, folder: Path) -> Asking:
        """Open what `build` made."""
        ...

    def add(self, folder: Path, record: Record) -> bool:
        """Add one article and commit it; False where that means building anew."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in the table of peers."""

    label: str
    module: str
    name: str
    """Of the Peer in that module."""
    needs: str | None = None
    """The module it is a front for, where that is not a dependency of this project."""
    workers: tuple[int, ...] = (1,)
    """The numbers of processes or threads it can index with, of those measured."""

    @property
    def installed(self) -> bool:
        """True when what the peer needs can be imported."""
        return self.needs is None or find_spec(self.needs) is not None


THIS = "morgue"
PEERS = {
    THIS: Entry("this project", "morgue", "MORGUE", None, (1, 2)),
    "tantivy": Entry("tantivy", "tantivy_peer", "TWINS", "tantivy", (1, 2)),
    "tantivy-stems": Entry("tantivy, stems only", "tantivy_peer", "STEMS_ONLY", "tantivy", (1, 2)),
    "fts5": Entry("SQLite FTS5", "fts5", "FTS5"),
    "whoosh": Entry("stock Whoosh", "whoosh_stock", "WHOOSH"),
    "bm25s": Entry("bm25s", "bm25s_peer", "BM25S", "bm25s"),
}
"""In the order of the report. "tantivy" keeps every text twice, stemmed and exact, as this project does."""


def load_peer(key: str) -> Peer:
    """Import a peer. Raises ModuleNotFoundError when what it needs is not installed."""
    entry = PEERS[key]
    peer: Peer = getattr(import_module(f"benchmarks.peers.{entry.module}"), entry.name)
    return peer
