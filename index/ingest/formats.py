"""The table of readers: every format this version reads, by name, with the file names it goes by.

A new format is one row here. A reader takes the bytes of a file, because each format
has its own way to say how it is encoded, and raises ValueError for bytes it cannot read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.article import Article
from index.ingest.decoding import decode
from index.ingest.text.reader import read_text

Reader = Callable[[bytes, Path, date], tuple[Article, ...]]
"""From bytes, the absolute path they came from, and today's date, to the articles in order."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input and how to read it."""

    suffixes: frozenset[str]
    """Lower case, with the dot."""
    read: Reader


def _read_text_file(raw: bytes, path: Path, today: date) -> tuple[Article, ...]:
    return read_text(decode(raw), path=path, today=today)


FORMATS: Mapping[str, Format] = {
    "text": Format(frozenset({".txt", ".text"}), _read_text_file),
}
"""By the name that `Source.format` has."""


def format_of(path: Path, *, named: bool) -> Format | None:
    """The format that a file's name announces; None for one that this version does not read.

    A name without a suffix announces nothing; in a walked folder it may be a Makefile
    or a licence, but a file that somebody `named` by hand is taken for text.
    """
    suffix = path.suffix.lower() or (".txt" if named else "")
    return next((kind for kind in FORMATS.values() if suffix in kind.suffixes), None)
