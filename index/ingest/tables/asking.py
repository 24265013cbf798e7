"""Asking: what is said of a table when it is in doubt which column holds what.

A person gets the whole `--map` to write, quoted for a shell, with every column that looks like
a field nobody knows it for: one that answers only for the text would have its articles without a
title. What a column looks like is only ever proposed; nothing is read by it.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from index.ingest.claims import is_nothing
from index.ingest.tables.cells import date_of, text_of
from index.ingest.tables.columns import Plan
from index.ingest.tables.mapping import write_mapping
from index.ingest.tables.meanings import meaning_of
from index.ingest.tables.rows import Record
from index.metadata.machine_dates import parse_machine_date

_LONGEST_EXAMPLE = 40
_MOST_SHOWN = 30
_LONGEST_LINE = 300
"""Characters of a title; a longer text is none."""
_LATEST = date(9000, 1, 1)
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp[34])\b|image|thumb|img|photo|logo", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(
    "crawl|scrap|download|seen|fetch|retriev|access|load|stamp|creat|insert|updat|modif", re.I
)
_PROPOSED = ("title", "standfirst", "published", "authors", "outlet", "section", "url")
"""In the order in which they are written, before the text."""
_TOLD_BY_CELLS = frozenset({"title", "published", "url"})
"""Fields that a column looks like whatever it is called, if no other looks like them too."""


def option(mapping: Mapping[str, str]) -> str:
    """What to type for a mapping."""
    return f"--map {shlex.quote(write_mapping(mapping))}"


def options(texts: Iterable[str], plan: Plan, mapping: Mapping[str, str], rows: Sequence[Record]) -> str:
    """What to type for each of the columns that may be the text, for people; `mapping` is what they typed."""
    texts = tuple(texts)
    looks = _looks(plan, [name for name in plan.others if name not in texts], rows)
    return " or ".join(option({**mapping, **looks, "body": text}) for text in texts)


def any_option(plan: Plan, mapping: Mapping[str, str], rows: Sequence[Record]) -> str:
    """What to type where no column looks like the text: those that look like other fields, or how it is written."""
    looks = _looks(plan, plan.others, rows)
    return option({**mapping, **looks}) if "title" in looks else "--map title=COLUMN,body=COLUMN"


def shown(names: Sequence[str], rows: Sequence[Record]) -> str:
    """The columns, each with an example of what is in it."""
    examples = []
    for name in names[:_MOST_SHOWN]:
        values = (" ".join(text_of(row.get(name))[: 4 * _LONGEST_EXAMPLE].split()) for row in rows)
        example = next((value for value in values if not is_nothing(value)), "nothing")
        cut = "…" if len(example) > _LONGEST_EXAMPLE else ""
        examples.append(f"{name} ({example[:_LONGEST_EXAMPLE]}{cut})")
    more = f" and {len(names) - _MOST_SHOWN:,} more" if len(names) > _MOST_SHOWN else ""
    return f"its columns: {', '.join(examples)}{more}"


def _looks(plan: Plan, names: Iterable[str], rows: Sequence[Record]) -> dict[str, str]:
    """For fields that no column is known for, one that looks like it: by a word of its name, else by all that is in it."""
    left = {name: _values(name, rows) for name in names}
    looks: dict[str, str] = {}
    for field in _PROPOSED:
        if field in plan.columns:
            continue
        fitting = [name for name, values in left.items() if values and _FITS[field](values)]
        named = [name for name in fitting if field in _fields_named(name)]
        if field == "published":
            named, fitting = (
                [name for name in some if not _NOT_PUBLISHED.search(name)] for some in (named, fitting)
            )
        if named or (field in _TOLD_BY_CELLS and len(fitting) == 1):
            looks[field] = (named or fitting)[0]
            del left[looks[field]]
    return looks


def _values(name: str, rows: Sequence[Record]) -> list[str]:
    values = (text_of(row.get(name)).strip() for row in rows)
    return [value for value in values if not is_nothing(value)]


def _fields_named(name: str) -> set[str]:
    """The fields that the last of nested keys is a name of, or the words that it is made of."""
    last = name.rpartition(".")[2]
    meanings = map(meaning_of, (last, *_WORD.findall(last)))
    return {meaning.field for meaning in meanings if meaning}


def _are_dates(values: Sequence[str]) -> bool:
    return all(parse_machine_date(date_of(value), today=_LATEST) for value in values)


def _are_addresses(values: Sequence[str]) -> bool:
    return all(_ADDRESS.fullmatch(value) and not _PICTURE.search(value) for value in values)


def _are_words(values: Sequence[str], least: int) -> bool:
    """Whether all are lines, most of so many words and more."""
    if any(len(value) > _LONGEST_LINE or "\n" in value or _ADDRESS.match(value) for value in values):
        return False
    return 2 * sum(len(_WORD.findall(value)) >= least for value in values) > len(values)


_FITS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "title": partial(_are_words, least=2),
    "standfirst": partial(_are_words, least=4),
    "published": _are_dates,
    "authors": partial(_are_words, least=1),
    "outlet": partial(_are_words, least=1),
    "section": partial(_are_words, least=1),
    "url": _are_addresses,
}
