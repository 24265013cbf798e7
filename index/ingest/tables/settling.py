"""Settling: which column of a table is the text, before the first of its articles is made.

It is never guessed. Where several columns could be, or one that is not known looks like it, the
whole input is rejected at its beginning, with its columns, an example of each, and what to say
to have it read. A column that could be is one with sentences in it: numbers, an empty
column, or the same text a second time raise no question.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from index.ingest.claims import is_nothing
from index.ingest.members import Origin
from index.ingest.tables.cells import text_of
from index.ingest.tables.columns import Settled, plan_of, same_name
from index.ingest.tables.exported import is_exported
from index.ingest.tables.rows import Record, flat, listed
from index.ingest.tables.unused import unused_columns

T = TypeVar("T")

SAMPLE = 20
"""Rows that are looked at before the first is read."""
_LEAST_PROSE = 80
"""Characters and a few words that something has if it could be the text."""
_LEAST_WORDS = 8
_LONGEST_EXAMPLE = 40
_MOST_SHOWN = 30


def sampled(rows: Iterator[T]) -> tuple[list[T], Iterator[T]]:
    """The first rows, and all of them; an error among the first is raised behind those before it."""
    first: list[T] = []

    def rest() -> Iterator[T]:
        yield from first
        if failed:
            raise failed
        yield from rows

    failed: ValueError | None = None
    try:
        for row in islice(rows, SAMPLE):  # extending by an iterator that fails keeps nothing
            first.append(row)  # noqa: PERF402
    except ValueError as error:
        failed = error
    return first, rest()


def settle(sample: Sequence[Record], origin: Origin) -> Settled:
    """The user's mapping, with the column of the text if there is no doubt which it is; notes what is not used.

    Raises ValueError, which tells a person what to say, where it is in doubt, where no
    column is known, and where the mapping names one that is not there.
    """
    mapping = origin.mapping
    rows = [flat(record) for record in sample if mapping or not is_exported(record)]
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    settled = tuple(sorted(mapping.items()))
    if not names:
        return settled
    for wanted in mapping.values():
        if not any(same_name(wanted, name) for name in names):
            raise ValueError(f"it has no column `{wanted}`; {_shown(names, rows)}")
    plan = plan_of(names, settled)
    texts = plan.texts
    if len(texts) > 1:
        texts = _different(texts, rows)
    if len(texts) > 1:
        either = " or ".join(f"--map body={name}" for name in texts)
        raise ValueError(
            f"which column is the text, {listed(texts)}? Say so with {either}; {_shown(names, rows)}"
        )
    if not texts:
        if likely := [name for name in plan.others if _is_prose(name, rows)]:
            either = " or ".join(f"--map body={name}" for name in likely[:3])
            raise ValueError(
                f"no column is known to be the text, but {listed(likely[:3])} may be."
                f" Say so with {either}; {_shown(names, rows)}"
            )
        if not any(field in plan.columns for field in ("title", "standfirst")):
            raise ValueError(
                "no column is known to be a title or a text; name them with"
                f" --map title=COLUMN,body=COLUMN; {_shown(names, rows)}"
            )
    origin.unused.update(dict.fromkeys(unused_columns(plan.others, rows)))
    return settled if not texts or "body" in mapping else (*settled, ("body", texts[0]))


def _different(texts: Sequence[str], rows: Sequence[Record]) -> tuple[str, ...]:
    """Those of some columns that could each be the text: none that is always empty, short, or like one before."""
    kept: dict[tuple[str, ...], str] = {}
    for name in texts:
        values = tuple(text_of(row.get(name)).strip() for row in rows)
        if not all(map(is_nothing, values)):
            kept.setdefault(values, name)
    prose = [name for name in kept.values() if _is_prose(name, rows)]
    return tuple(prose or kept.values()) or (texts[0],)


def _is_prose(name: str, rows: Sequence[Record]) -> bool:
    values = (text_of(row.get(name)) for row in rows)
    return any(len(value) >= _LEAST_PROSE and value[:1_000].count(" ") >= _LEAST_WORDS for value in values)


def _shown(names: Sequence[str], rows: Sequence[Record]) -> str:
    """The columns, each with an example of what is in it."""
    shown = []
    for name in names[:_MOST_SHOWN]:
        values = (" ".join(text_of(row.get(name))[: 4 * _LONGEST_EXAMPLE].split()) for row in rows)
        example = next((value for value in values if not is_nothing(value)), "nothing")
        shown.append(f"{name} ({example[:_LONGEST_EXAMPLE]}{'…' if len(example) > _LONGEST_EXAMPLE else ''})")
    more = f" and {len(names) - _MOST_SHOWN:,} more" if len(names) > _MOST_SHOWN else ""
    return f"its columns: {', '.join(shown)}{more}"
