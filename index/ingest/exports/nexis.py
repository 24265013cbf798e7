"""Nexis: the articles of an export of LexisNexis or Nexis Uni, from its paragraphs.

There are two layouts. The classic one counts its articles ("1 of 250 DOCUMENTS"), and has the
outlet, the day and then the headline over the labelled fields; Nexis Uni ends each with
"End of Document", and has the headline first. Labels are in the language of whoever exported.
When an article was loaded into the database is not when it was published, and who holds
its copyright is not its outlet.
"""

import re
from collections.abc import Sequence
from datetime import date

from index.ingest.claims import Claim, Claims
from index.metadata.agencies import agency_named
from index.metadata.machine_dates import parse_machine_date
from index.metadata.months import WEEKDAYS

COUNTED = re.compile(
    r"[0-9]{1,6} of [0-9]{1,6} DOCUMENTS?|(?:Dokument|Document|Documento) [0-9]{1,6} (?:von|de|di|van) [0-9]{1,6}"
)
"""The line over an article of the classic layout."""
ENDED = re.compile(
    r"End of Document|Ende des Dokument(?:e?s)?|Fin du document|Fin del documento|Fine del documento|Einde van het document"
)
"""The line under an article of Nexis Uni."""

_FIELDS_LIST = """
title=HEADLINE title=TITEL title=TITRE
authors=BYLINE authors=AUTOR authors=AUTEUR authors=AUTORE
section=SECTION section=RUBRIK section=RUBRIQUE section=SECCIÓN section=SEZIONE section=RUBRIEK
place=DATELINE place=ORT
standfirst=HIGHLIGHT
length=LENGTH length=LÄNGE length=LONGUEUR length=LONGITUD length=EXTENSIÓN length=LUNGHEZZA length=LENGTE
body=BODY body=VOLLTEXT body=CORPS body=CUERPO
language=LANGUAGE language=SPRACHE language=LANGUE language=IDIOMA language=LINGUA language=TAAL
url=URL
load=LOAD-DATE load=UPDATE load=DATE-CHARGEMENT load=FECHA-CARGA
other=GRAPHIC other=GRAFIK other=GRAPHIQUE other=PUBLICATION-TYPE other=JOURNAL-CODE other=ZEITUNGS-CODE
other=DOCUMENT-TYPE other=CORRECTION-DATE other=CORRECTION other=SERIES other=COLUMN other=ACC-NO
other=CLASSIFICATION other=SUBJECT other=INDUSTRY other=GEOGRAPHIC other=ORGANIZATION other=COMPANY
other=PERSON other=TICKER other=DISTRIBUTION other=NOTES other=ISSN
"""
_FIELDS = {label: name for name, label in (pair.split("=") for pair in _FIELDS_LIST.split())}
_TITLED = frozenset(
    {
        "Byline",
        "Section",
        "Dateline",
        "Highlight",
        "Length",
        "Body",
        "Language",
        "URL",
        "Load-Date",
        "Graphic",
    }
    | {"Publication-Type", "Journal Code", "Classification"}
)
"""Labels of Nexis Uni; those of the classic layout are in capitals."""
_WITHOUT_COLON = frozenset({"Body", "Graphic", "Classification"})
_TAIL = frozenset({"load", "language", "other", "url"})
"""Fields under the text."""
_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w -]{2,24})(?P<colon>:?)\s*(?P<value>.*)", re.DOTALL)
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\))\s?.*|(?:all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NO_HEADLINE = re.compile(
    r"page [0-9]+ of [0-9]+|link to (?:image|original).*|\|? ?about (?:lexisnexis|nexis).*", re.I
)
_EDITION = re.compile(
    r"(?:[\w.'-]+ ){0,5}(?:edition|ausgabe|édition|edición|edizione|editie|final)\b.{0,40}", re.I
)
_PLACE_ON_PAGE = re.compile(
    r"(?:section|column|pg\.?|pages?|p\.|s\.|seite|ausg\.?|issue|vol\.?|volume|no\.?)\s?[\w. ,-]{1,20}|[A-Z]?[0-9,. -]*",
    re.I,
)
_WEEKDAY = re.compile(
    rf",?\s*\b(?:{'|'.join(sorted((name for name in WEEKDAYS if len(name) > 4), key=len, reverse=True))})\b,?",
    re.I,
)
_FILED = re.compile(r",?\s+\(?[^\W\d_]{3,9}\.?\s+[0-9]{1,2}\)?\s*$")
_SUFFIX = re.compile(r"\s+(?:(?:--|-|\()\s*)?(?:English|German|French|Spanish|International)\)?$", re.I)
_LONGEST_OUTLET = 100
_LONGEST_HEAD = 60
"""Paragraphs before the text of an article."""


def cut_classic(paragraphs: Sequence[str]) -> list[list[str]]:
    """The articles of the classic layout; none where the paragraphs are in another."""
    starts = [at for at, text in enumerate(paragraphs) if COUNTED.fullmatch(text.strip())]
    if not starts:
        return []
    pieces = [
        list(paragraphs[start + 1 : end]) for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    return pieces if any(map(_field, pieces[0])) else []


def cut_uni(paragraphs: Sequence[str]) -> list[list[str]]:
    """The articles of the layout of Nexis Uni; none where the paragraphs are in another."""
    ends = [at for at, text in enumerate(paragraphs) if ENDED.fullmatch(text.strip())]
    if not ends:
        return []
    starts = [0, *(end + 1 for end in ends)]
    pieces = [list(paragraphs[start:end]) for start, end in zip(starts, [*ends, None], strict=True)]
    return [piece for piece in pieces if any(_field(line) for text in piece for line in text.split("\n"))]


def claims_of_classic(paragraphs: Sequence[str], today: date) -> Claims:
    """What an article of the classic layout claims."""
    return _claims(paragraphs, today, has_headline_first=False)


def claims_of_uni(paragraphs: Sequence[str], today: date) -> Claims:
    """What an article of the layout of Nexis Uni claims."""
    return _claims(_in_lines(paragraphs, today), today, has_headline_first=True)


def _claims(paragraphs: Sequence[str], today: date, *, has_headline_first: bool) -> Claims:
    paragraphs = _with_label_apart(paragraphs)
    start, body, end = _divided(paragraphs)
    stated = _fields(paragraphs[start:body]) | _fields(paragraphs[end:])
    head = [text for each in paragraphs[:start] if (text := _without_rights(each))]
    dated = [(at, day) for at, text in enumerate(head) if (day := _day(text, today))]
    at, day = (dated[-1] if has_headline_first else dated[0]) if dated else (0, "")
    outlet = _line(head[at - 1]) if at else ""
    if has_headline_first:
        over = head[: at - 1] if at else head[-1:]
        named = [text for text in over if not _NO_HEADLINE.fullmatch(text)]
    else:
        named = _without_edition(head[at + 1 :] if dated else head)
    agency = agency_named(_SUFFIX.sub("", outlet))
    return Claims(
        body="\n\n".join(map(_line, paragraphs[body:end])),
        title=_claim(stated.get("title") or (named[-1] if named else ""), "the headline of the export"),
        outlet=_claim("" if agency or len(outlet) > _LONGEST_OUTLET else outlet, "the line over the date"),
        agency=_claim(agency or "", "the line over the date"),
        published=_claim(day, "the line under the outlet"),
        authors=(_claim(stated.get("authors", ""), "the byline field"),),
        section=_claim(_section(stated.get("section", "")), "the section field"),
        place=_claim(_FILED.sub("", stated.get("place", "")), "the dateline field"),
        standfirst=_claim(stated.get("standfirst", ""), "the highlight field"),
        language=_claim(re.split(r"[;,]", stated.get("language", ""))[0], "the language field"),
        url=_claim(stated.get("url", ""), "the url field"),
    )


def _in_lines(paragraphs: Sequence[str], today: date) -> list[str]:
    """The paragraphs, those taken apart that are lines of the head or of the foot without empty ones between."""
    apart: list[str] = []
    is_head = True
    for text in paragraphs:
        lines = text.split("\n")
        names = [_field(line) for line in lines]
        marks = [at for at, name in enumerate(names) if name or (at and is_head and _day(lines[at], today))]
        is_several = len(marks) > 1 or (is_head and marks and (marks[0] > 0 or names[0] == "body"))
        if is_several and (below := marks[-1] + 1):
            apart += [*lines[:below], "\n".join(lines[below:])]
        else:
            apart.append(text)
        is_head = is_head and "body" not in names
    return [text for text in apart if text.strip()]


def _with_label_apart(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, the label over the text standing by itself."""
    apart: list[str] = []
    for text in paragraphs:
        is_label = len(apart) < _LONGEST_HEAD and _field(text) == "body" and (match := _matched(text))
        apart += [f"{match['label']}:", match["value"]] if is_label and match and match["value"] else [text]
    return apart


def _without_rights(text: str) -> str:
    """A paragraph of the head without its lines on copyright, which may stand right over the outlet."""
    return "\n".join(line.strip() for line in text.split("\n") if not _RIGHTS.fullmatch(line.strip())).strip()


def _divided(paragraphs: Sequence[str]) -> tuple[int, int, int]:
    """Where the labelled fields of an article begin, its text, and what stands under it."""
    names = [_field(text) for text in paragraphs[:_LONGEST_HEAD]]
    start = next((at for at, name in enumerate(names) if name), 0)
    if "body" in names:
        body = names.index("body") + 1
    else:
        body = start
        while body < len(names) and (names[body] or (body > start and not _value(paragraphs[body - 1]))):
            body += 1
    end = next((at for at in range(body, len(paragraphs)) if _opens_tail(paragraphs[at])), len(paragraphs))
    while end > body and (_RIGHTS.fullmatch(last := paragraphs[end - 1].strip()) or not last):
        end -= 1
    return start, body, end


def _matched(text: str) -> re.Match[str] | None:
    """A paragraph that a label of an export stands before."""
    match = _LABELLED.fullmatch(text.strip())
    if not match or not (match["colon"] or text.strip() in _WITHOUT_COLON):
        return None
    label = match["label"].rstrip()
    return match if label in _TITLED or (label.isupper() and label in _FIELDS) else None


def _field(text: str) -> str | None:
    """The name of the field that a paragraph is labelled as."""
    match = _matched(text)
    return _FIELDS.get(match["label"].rstrip().upper(), "other") if match else None


def _value(text: str) -> str:
    match = _matched(text)
    return _line(match["value"]) if match else _line(text)


def _opens_tail(text: str) -> bool:
    return _field(text) in _TAIL


def _fields(paragraphs: Sequence[str]) -> dict[str, str]:
    """The labelled values; a value may be the paragraph under its label."""
    stated: dict[str, str] = {}
    for at, text in enumerate(paragraphs):
        if name := _field(text):
            below = paragraphs[at + 1] if at + 1 < len(paragraphs) and not _field(paragraphs[at + 1]) else ""
            stated.setdefault(name, _value(text) or _line(below))
    return stated


def _day(text: str, today: date) -> str:
    """The date of a line that is one, without the day of the week and the edition behind it; else empty."""
    line = text.split("\n")[0][:_LONGEST_OUTLET]
    weekday = _WEEKDAY.search(line)
    forms = [_WEEKDAY.sub(" ", line)] + ([line[: weekday.start()]] if weekday and weekday.start() else [])
    return next((form for each in forms if parse_machine_date(form := _line(each), today=today)), "")


def _without_edition(texts: Sequence[str]) -> list[str]:
    """The paragraphs without the lines that name the edition, which may go on behind a semicolon."""
    kept: list[str] = []
    is_open = False
    for text in texts:
        if is_open or _EDITION.fullmatch(text):
            is_open = text.rstrip().endswith(";")
        else:
            kept.append(text)
    return kept


def _section(text: str) -> str:
    """The name of the section, of what may also be where on which page an article stood."""
    parts = [part.strip() for part in text.split(";")]
    return next((part for part in parts if part and not _PLACE_ON_PAGE.fullmatch(part)), "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _claim(value: str, where: str) -> tuple[Claim, ...]:
    return (Claim(value, where),) if value else ()
