"""Columns: which column of a table holds which field of an article, by what it is called, see `names`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.article import Confidence
from index.ingest.tables.meanings import Meaning, key_of, meaning_of, meanings_of

Settled = tuple[tuple[str, str], ...]
"""Pairs of a field and its column that are no longer in question."""

_OWN_FORMS = frozenset({"published", "modified", "authors", "year", "month", "day"})
"""Fields whose cells are not read as a line."""
_TEXTS = ("body", "perhaps body")


class Column(NamedTuple):
    """One column that holds a field."""

    name: str
    where: str
    """As provenance says it."""
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns of a table hold what."""

    texts: tuple[str, ...]
    """All that may be the body. More than one are asked about, unless all but one are empty."""
    columns: Mapping[str, tuple[Column, ...]]
    """By field of an article, but for the body; also "domain", "year", "month" and "day"."""
    lines: tuple[tuple[str, tuple[Column, ...]], ...]
    """Of these, the fields of which a cell is one line."""
    others: tuple[str, ...]
    """Columns that are not known."""


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name one column."""
    return one == other or key_of(one) == key_of(other)


def is_known(name: str) -> bool:
    """Whether a column of this name holds a field of an article."""
    return meaning_of(name) is not None


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of columns as given, those without one counted, the second of one name called "name (2)"."""
    unique: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        stem = name = name.strip().strip("\ufeff") or f"column {number}"
        repeated = 1
        while name in unique:
            repeated += 1
            name = f"{stem} ({repeated})"
        unique[name] = None
    return tuple(unique)


@lru_cache(maxsize=256)
def plan_of(names: tuple[str, ...], settled: Settled) -> Plan:
    """What columns of these names hold; where `settled` names one, that is its field's only column."""
    columns: dict[str, list[tuple[int, Column]]] = {}
    texts: list[str] = []
    taken: set[str] = set()
    for field, wanted in settled:
        if (name := _named(wanted, names)) is None:
            continue
        taken.add(name)
        if field == "body":
            texts = [name]
        else:
            columns[field] = [(0, _column(name, "high"))]
    fixed = {field for field, wanted in settled if _named(wanted, names) is not None}
    meanings = meanings_of(names)
    for name, meaning in meanings.items():
        if name not in taken and meaning.field not in fixed and meaning.field not in _TEXTS:
            sure: Confidence = "high" if meaning.is_sure else "medium"
            columns.setdefault(meaning.field, []).append((meaning.rank, _column(name, sure)))
    if "body" not in fixed:
        texts = _texts({name: meaning for name, meaning in meanings.items() if name not in taken})
    ranked = {
        field: tuple(column for _, column in sorted(found, key=lambda pair: pair[0]))
        for field, found in columns.items()
    }
    lines = tuple((field, found) for field, found in ranked.items() if field not in _OWN_FORMS)
    others = tuple(name for name in names if name not in taken and name not in meanings)
    return Plan(tuple(texts), ranked, lines, others)


def _texts(meanings: Mapping[str, Meaning]) -> list[str]:
    """The columns that may be the text: those whose name says so most clearly."""
    for is_nested in (False, True):
        for field in _TEXTS:
            if found := [
                name
                for name, meaning in meanings.items()
                if meaning.field == field and meaning.is_nested == is_nested
            ]:
                return found
    return []


def _named(wanted: str, names: tuple[str, ...]) -> str | None:
    if wanted in names:
        return wanted
    return next((name for name in names if same_name(wanted, name)), None)


def _column(name: str, confidence: Confidence) -> Column:
    return Column(name, f"column `{name}`", confidence)
