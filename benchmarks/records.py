"""The corpus as every peer reads it: a file of JSON lines, decoded one at a time.

Reading and decoding are inside every peer's clock, as they are in real use.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One article, as plain values."""

    line: str
    """Its whole JSON: what a peer stores."""
    values: dict[str, Any]
    """The same, decoded; see `index.article.article_to_json`."""

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits."""
        return str(self.values["id"])

    @property
    def title(self) -> str:
        """The headline."""
        return str(self.values["title"])

    @property
    def body(self) -> str:
        """The text."""
        return str(self.values["body"])

    @property
    def outlet(self) -> str:
        """The outlet's name."""
        return str(self.values["outlet"])

    @property
    def author(self) -> str:
        """The only author's name."""
        return str(self.values["authors"][0])

    @property
    def day(self) -> str:
        """The day of publication, ISO 8601."""
        return str(self.values["published"]["value"])

    @property
    def moment(self) -> datetime:
        """The beginning of that day, in UTC because some peers insist on a time zone."""
        return datetime.fromisoformat(self.day).replace(tzinfo=UTC)


def read_records(path: Path) -> Iterator[Record]:
    """The articles of a corpus, in order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Record(line.rstrip("\n"), json.loads(line))
