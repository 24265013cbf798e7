"""Date lines: a line that is only dates, each perhaps behind a label, such as "Published … Updated …".

The label decides the field: "Updated" is never a publication date. A line with one
part that is not understood is no date line at all, so that prose which mentions an
update stays prose. Year-less dates and "2 hours ago" give nothing. "Created" and "Data" are no
labels: ships are created, and figures have a date too. "Date" by itself may be an
event's; it is marked as weak, and the page around it has to decide.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.article import Published
from index.metadata.dates import parse_date
from index.metadata.months import MONTHS, WEEKDAYS

_PUBLISHED_LABELS = (
    "first published", "originally published", "date published", "publication date", "published date",
    "published", "posted", "date", "dated", "issued", "erstellt", "veröffentlicht", "publié", "paru",
    "publicado",
    "publicada", "pubblicato", "gepubliceerd", "geplaatst", "datum", "fecha",
)  # fmt: skip
_MODIFIED_LABELS = (
    "last updated", "last modified", "date modified", "updated", "update", "modified", "aktualisiert",
    "zuletzt aktualisiert", "mis à jour", "modifié", "actualizado", "actualizada", "última actualización",
    "aggiornato", "ultimo aggiornamento", "atualizado", "bijgewerkt", "laatst bijgewerkt",
)  # fmt: skip
_WEAK_LABELS = frozenset({"date", "dated", "issued", "datum", "fecha"})
_LABEL = re.compile(
    r"(?<!\w)(?:(?P<modified>{modified})|(?P<published>{published}))(?!\w)\s*:?\s*(?:(?:on|at|am|le|el|il|em|op|the)\s+)?".format(
        modified="|".join(sorted(map(re.escape, _MODIFIED_LABELS), key=len, reverse=True)),
        published="|".join(sorted(map(re.escape, _PUBLISHED_LABELS), key=len, reverse=True)),
    ),
    re.IGNORECASE,
)
_OPENING_WORDS = frozenset(["on", "published", "posted", "updated", "first", "last", "date", "dated"])
_DIGIT = re.compile(r"\d")
_EDGES = " \t\u00a0,;|•·()[]–—-/"


@dataclass(frozen=True, slots=True)
class DateLine:
    """The dates of one line; at least one is known."""

    published: Published | None
    modified: Published | None
    labelled: bool
    """False for a line that is a bare date."""
    weak: bool = False
    """True where the label is a mere "Date", which events have as well."""


def read_date_line(text: str, *, today: date) -> DateLine | None:
    """Read a line that is only dates and their labels; None for any other."""
    if len(text) > 160 or not _DIGIT.search(text):
        return None
    labels = list(_LABEL.finditer(text))
    starts = [0, *(label.start() for label in labels)]
    ends = [*starts[1:], len(text)]
    found: dict[str, Published] = {}
    for label, start, end in zip([None, *labels], starts, ends, strict=True):
        stated = text[label.end() if label else start : end].strip(_EDGES)
        if not stated and label is None:
            continue
        parsed = parse_date(stated, today=today)
        if parsed is None:
            before = found.get("published")
            if before and parse_date(f"{stated} {before.value[:4]}", today=today):
                continue  # "Published 3 April 2019, updated 4 April"
            return None
        found.setdefault("modified" if label and label["modified"] else "published", parsed)
    if not found:
        return None
    weak = any((label["published"] or "").casefold() in _WEAK_LABELS for label in labels)
    return DateLine(found.get("published"), found.get("modified"), labelled=bool(labels), weak=weak)


def may_open_date(word: str) -> bool:
    """Whether a date line can begin with a word; quick to ask of each word of a line."""
    bare = word.rstrip(".,:").casefold()
    return bare[:1].isdigit() or bare in MONTHS or bare in WEEKDAYS or bare in _OPENING_WORDS
