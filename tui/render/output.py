"""Output: where lines go. Answers go to stdout, all else to stderr.

Every line leaves through here, so that no other module decides about streams.
JSON is UTF-8 text where the stream is; elsewhere every other character is escaped,
which JSON can do and an encoding error cannot.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from tui.render.style import Display


def put(lines: Iterable[str], display: Display) -> None:
    """Write lines of an answer to stdout as they come."""
    for line in lines:
        click.echo(line, color=display.color)


def put_json(record: Mapping[str, Any]) -> None:
    """Write one JSON document to stdout."""
    escape = not sys.stdout.encoding.lower().replace("-", "").startswith("utf")
    click.echo(json.dumps(record, ensure_ascii=escape, indent=2))


def say(lines: Iterable[str]) -> None:
    """Write lines about the answer to stderr, never coloured."""
    for line in lines:
        click.echo(line, err=True, color=False)
