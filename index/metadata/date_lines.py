"""Date lines: a line that is only dates, each perhaps behind a label, such as "Published … Updated …".

The label decides the field: "Updated" is never a publication date. A line with one
part that is not understood is no date line at all, so that prose which mentions an
update stays prose. Year-less dates and "2 hours ago" give nothing.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.article import Published
from index.metadata.dates import parse_date

_PUBLISHED_LABELS = (
    "first published", "originally published", "date published", "publication date", "published date",
    "published", "posted", "created", "date", "dated", "issued", "erstellt", "veröffentlicht", "publié", "paru",
    "publicado",
    "publicada", "pubblicato", "gepubliceerd", "geplaatst", "datum", "fecha", "data",
)  # fmt: skip
_MODIFIED_LABELS = (
    "last updated", "last modified", "date modified", "updated", "update", "modified", "aktualisiert",
    "zuletzt aktualisiert", "mis à jour", "modifié", "actualizado", "actualizada", "última actualización",
    "aggiornato", "ultimo aggiornamento", "atualizado", "bijgewerkt", "laatst bijgewerkt",
)  # fmt: skip
_LABEL = re.compile(
    r"(?<!\w)(?:(?P<modified>{modified})|(?P<published>{published}))(?!\w)\s*:?\s*(?:(?:on|at|am|le|el|il|em|op|the)\s+)?".format(
        modified="|".join(sorted(map(re.escape, _MODIFIED_LABELS), key=len, reverse=True)),
        published="|".join(sorted(map(re.escape, _PUBLISHED_LABELS), key=len, reverse=True)),
    ),
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_EDGES = " \t\u00a0,;|•·()[]–—-/"


@dataclass(frozen=True, slots=True)
class DateLine:
    """The dates of one line; at least one is known."""

    published: Published | None
    modified: Published | None
    labelled: bool
    """False for a line that is a bare date."""


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
            return None
        found.setdefault("modified" if label and label["modified"] else "published", parsed)
    if not found:
        return None
    return DateLine(found.get("published"), found.get("modified"), labelled=bool(labels))
