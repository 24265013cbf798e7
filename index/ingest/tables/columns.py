"""Columns: which field of an article a column of a table holds, by what it is called.

The names are those of the datasets of news that are passed around (news-please and
CC-News, All the News, NewsAPI, GDELT, HuffPost, RealNews, the Guardian's and the
New York Times' interfaces) and their obvious kin, compared without case, spaces,
hyphens and underscores. When a page was crawled, or seen by somebody ("seendate",
"date_download", C4's "timestamp"), is not when it was published, so such columns are not here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.article import Confidence

Settled = tuple[tuple[str, str], ...]
"""Pairs of a field and its column that are no longer in question."""

_CERTAIN_TEXTS_LIST = """
maintext articlebody articletext articlecontent bodytext bodycontent fulltext fulltextcontent newstext newscontent
storytext storybody textcontent contenttext plaintext cleantext cleanedtext fields.bodytext
"""
_CERTAIN_TEXTS = frozenset(_CERTAIN_TEXTS_LIST.split())
_PERHAPS_TEXTS_LIST = """
text body content contents article story document news fulldescription longdescription
"""
_PERHAPS_TEXTS = frozenset(_PERHAPS_TEXTS_LIST.split())

_NAMES: Mapping[str, str] = {
    "title": """headline newstitle articletitle headlinetext headline.main title titlearticle webtitle
        fields.headline titlerss titlepage headlines""",
    "standfirst": """standfirst subtitle subheadline subheading dek deck lede lead leadparagraph fields.standfirst
        fields.trailtext trailtext abstract summary shortdescription description articledescription excerpt teaser
        snippet highlights synopsis intro""",
    "section": """section sectionname articlesection category newscategory newsdesk categories categoryname rubric
        rubrik desk""",
    "outlet": """source.name source.title outlet outletname publication publicationname newspaper newspapername
        newspapertitle sourcename publisher publisher.name sitename website medianame media journal channel provider
        source site""",
    "domain": "sourcedomain domain outletdomain domainname host hostname source.domain source.uri",
    "url": "url canonicalurl articleurl articlelink weburl link newsurl sourceurl pageurl newslink permalink href uri",
    "published": """datepublished publishedat publishedon dateofpublication publishdate datepublish pubdate published
        publicationdate publisheddate publishedtime publishtime publicationtime firstpublished firstpublicationdate
        fields.firstpublicationdate webpublicationdate dateissued issuedate publisheddatetime publishdatetime
        publicationdatetime publishat pubtime articledate newsdate postedat posted postdate datetime date""",
    "modified": """datemodified datemodify modified updatedat updated lastmodified modifieddate dateupdated updatedate
        lastupdated fields.lastmodified""",
    "language": "language lang languagecode inlanguage langcode",
    "place": "dateline place fields.dateline datelineplace",
    "agency": "agency newsagency wire wireservice",
    "authors": "authors author byline byline.original fields.byline writers writer journalist journalists creator reporter reporters",
    "year": "year",
    "month": "month",
    "day": "day",
}
_LESS_SURE = frozenset(
    {"source", "site", "date", "datetime", "channel", "media", "provider", "titlepage", "headlines", "uri"}
)
_FIELD_OF = {
    name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())
}
_OWN_FORMS = frozenset({"published", "modified", "authors", "year", "month", "day"})
"""Fields whose cells are not read as a line."""
_SEPARATORS = re.compile(r"[\s_-]+")
_REPEATED = re.compile(r"\(\d+\)$")


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
    return one == other or _key(one) == _key(other)


def is_known(name: str) -> bool:
    """Whether a column of this name holds a field of an article."""
    key = _stem(name)
    return key in _FIELD_OF or key in _CERTAIN_TEXTS or key in _PERHAPS_TEXTS


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
    others: list[str] = []
    for name in names:
        if name in taken:
            continue
        field, rank = _FIELD_OF.get(_stem(name), ("", 0))
        if not field:
            if not is_known(name):
                others.append(name)
        elif field not in fixed:
            sure: Confidence = "medium" if _stem(name) in _LESS_SURE else "high"
            columns.setdefault(field, []).append((rank, _column(name, sure)))
    if "body" not in fixed:
        texts = [name for name in names if name not in taken and _stem(name) in _CERTAIN_TEXTS]
        texts = texts or [name for name in names if name not in taken and _stem(name) in _PERHAPS_TEXTS]
    ranked = {
        field: tuple(column for _, column in sorted(found, key=lambda pair: pair[0]))
        for field, found in columns.items()
    }
    lines = tuple((field, found) for field, found in ranked.items() if field not in _OWN_FORMS)
    return Plan(tuple(texts), ranked, lines, tuple(others))


def _named(wanted: str, names: tuple[str, ...]) -> str | None:
    if wanted in names:
        return wanted
    return next((name for name in names if same_name(wanted, name)), None)


def _column(name: str, confidence: Confidence) -> Column:
    return Column(name, f"column `{name}`", confidence)


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


def _stem(name: str) -> str:
    return _REPEATED.sub("", _key(name))
