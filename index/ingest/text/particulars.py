"""Particulars: "Label: value" lines that describe what an article is about, not the article.

An event has a date and a place, a book an author and a day of publication, a person a title.
Such a line alone cannot be told from a credit; in the company of another that no article has
("Venue", "Director", "Born") it can. So where one of those stands in a run of credits, all that
such a list could hold are taken back to text; "By Jane Doe" and a bare date, which it could
not, stay credits.
"""

import re
from collections.abc import Sequence

from index.ingest.text.credits import Credit
from index.ingest.text.paragraphs import Paragraph

_LABELS_LIST = """
address, admission, age, album, architect, arrived, artist, born, built, cast, certificate, choreography, company,
composer, conductor, cooking time, cost, departed, developer, died, directed by, director, distributor, doors, duration,
edition, employer, entrance, entry, fee, format, genre, height, host, isbn, job, launched, length, location, manufacturer,
model, name, nationality, occupation, organiser, organizer, owner, pages, performers, place, platform, position,
preparation time, price, producer, publisher, rating, register at, release date, released, rsvp, running time,
runtime, screenplay, serves, speaker, speakers, species, starring, stars, start, studio, ticket price, tickets, time,
times, translator, venue, weight, what, when, where, who, year
"""
_LABELS = frozenset(" ".join(label.split()) for label in _LABELS_LIST.split(","))
_CREDIT_LABELS = frozenset(
    [
        "author",
        "authors",
        "byline",
        "category",
        "date",
        "dated",
        "dateline",
        "issued",
        "outlet",
        "posted",
        "publication",
        "published",
        "section",
        "source",
        "title",
        "updated",
    ]
)
_LABELLED = re.compile(r"([^\W\d_][^:]{1,24})\s?:\s.*\S", re.DOTALL)
_WORK = re.compile(
    r"(?:adapted|choreograph(?:ed|y)|composed|conducted|costumes|designed|directed|libretto|lyrics|music|performed"
    r"|produced|published|recipe|score|screenplay|sets?|staged|translated) by .*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 160


def without_particulars(
    paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]
) -> list[Credit | None]:
    """`stated`, the credits of `paragraphs`, with None for those that belong to a list of particulars."""
    believed = list(stated)
    start = 0
    while start < len(believed):
        end, found = start, False
        while end < len(believed) and (stated[end] is not None or _is_particular(paragraphs[end].text)):
            found = found or stated[end] is None
            end += 1
        if found:
            believed[start:end] = [
                None if credit and _could_be_listed(credit) else credit for credit in stated[start:end]
            ]
        start = end + 1
    return believed


def is_field(text: str) -> bool:
    """Whether a line is a label and its value, believed or not: under a headline it is no other heading."""
    return _is_particular(text) or _label(text) in _CREDIT_LABELS


def _is_particular(text: str) -> bool:
    """Whether a line is of a kind that no article has among its credits."""
    return _label(text) in _LABELS or (len(text) <= _LONGEST and bool(_WORK.fullmatch(text)))


def _label(text: str) -> str | None:
    match = _LABELLED.fullmatch(text) if len(text) <= _LONGEST else None
    return match[1].strip().casefold() if match else None


def _could_be_listed(credit: Credit) -> bool:
    """Whether a credit is a label and its value, as all particulars are."""
    if credit.authors or credit.agency:
        return credit.label not in ("", "by")
    return not credit.bare_date and credit.kind != "dateline"
