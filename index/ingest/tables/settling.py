"""Settling: which column of a table is the text, before the first of its articles is made.

It is never guessed. Where several columns could be, or one that is not known looks like it, the
whole input is rejected at its beginning, with its columns, an example of each, and what to say
to have it read. A column that could be is one with sentences in it: numbers, labels, an empty
column, or the same text a second time raise no question.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from index.ingest.claims import is_nothing
from index.ingest.members import Origin
from index.ingest.tables.asking import any_option, option, options, shown
from index.ingest.tables.cells import text_of
from index.ingest.tables.columns import Plan, Settled, plan_of, same_name
from index.ingest.tables.exported import is_exported
from index.ingest.tables.rows import Record, flat, listed
from index.ingest.tables.unused import unused_columns

T = TypeVar("T")

SAMPLE = 20
"""Rows that are looked at before the first is read."""
_LEAST_PROSE = 80
"""Characters and a few words that something has if it could be the text."""
_LEAST_WORDS = 8
_LEAST_SENTENCE = 5
"""Words."""
_SENTENCE_END = re.compile(r"[.!…。！][\"'”’»)」』]*$")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Thai, Japanese and Chinese."""
_OF_PICTURES = re.compile("alt|caption|image|img|photo|picture|credit|copyright", re.IGNORECASE)
_MOST_LIKELY = 3


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
            raise ValueError(f"it has no column `{wanted}`; {shown(names, rows)}")
    plan = plan_of(names, settled)
    texts = plan.texts
    if len(texts) > 1:
        texts = _different(texts, rows)
    if len(texts) > 1:
        raise ValueError(
            f"which column is the text, {listed(texts)}?"
            f" Say so with {options(texts, plan, mapping, rows)}; {shown(names, rows)}"
        )
    if not texts:
        if likely := _likely(plan, rows):
            summary = f", or, of a summary, {option({'standfirst': likely[0]})}" if len(likely) == 1 else ""
            raise ValueError(
                f"no column is known to be the text, but {listed(likely)} may be."
                f" Say so with {options(likely, plan, mapping, rows)}{summary}; {shown(names, rows)}"
            )
        if not any(field in plan.columns for field in ("title", "standfirst")):
            raise ValueError(
                "no column is known to be a title or a text; name them with"
                f" {any_option(plan, mapping, rows)}; {shown(names, rows)}"
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


def _likely(plan: Plan, rows: Sequence[Record]) -> list[str]:
    """Columns, none of which is known, that could be the text: of prose, or else one of short sentences.

    A short sentence is one where nothing else tells what an article says. A list of front pages has
    headlines, sections and names beside its addresses, but these do not end as sentences do.
    """
    if prose := [name for name in plan.others if _is_prose(name, rows)]:
        return prose[:_MOST_LIKELY]
    if "standfirst" in plan.columns:
        return []
    sentences = [name for name in plan.others if not _OF_PICTURES.search(name) and _has_sentences(name, rows)]
    return sentences if len(sentences) == 1 else []


def _is_prose(name: str, rows: Sequence[Record]) -> bool:
    values = (text_of(row.get(name))[:1_000] for row in rows)
    return any(_weight(value) >= _LEAST_PROSE and _words(value) >= _LEAST_WORDS for value in values)


def _has_sentences(name: str, rows: Sequence[Record]) -> bool:
    """Whether most cells that say anything are sentences, and few are the same."""
    values = [value for row in rows if not is_nothing(value := text_of(row.get(name)).strip())]
    sentences = {
        value for value in values if _SENTENCE_END.search(value) and _words(value) >= _LEAST_SENTENCE
    }
    return 2 * len(sentences) > len(values)


def _words(text: str) -> int:
    """About how many words a text has; where they are not spaced, two letters are one."""
    return text.count(" ") + len(_UNSPACED.findall(text)) // 2


def _weight(text: str) -> int:
    """The length of a text in letters of an alphabet."""
    return len(text) + 2 * len(_UNSPACED.findall(text))
