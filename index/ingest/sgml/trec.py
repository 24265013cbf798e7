"""TREC: what a document of the collections of newspapers and agencies claims of its article.

The same few facts stand in elements that each collection (Associated Press, Wall Street Journal, Financial
Times, Los Angeles Times, FBIS, San Jose Mercury News, AQUAINT, Gigaword) calls otherwise. The number of a
document says which collection it is of, and so who published it, and in some the day. Dates are written with
two digits for the year in collections all of which are of the twentieth century; "03/24/87" is left
alone, for the number has that day without a doubt.
"""

import re
from typing import NamedTuple

from index.ingest.claims import Claim, Claims
from index.ingest.sgml.elements import element, line, paragraphs_of, text_of
from index.metadata.datelines import read_dateline_field


class Collection(NamedTuple):
    """The documents whose numbers look alike."""

    number: re.Pattern[str]
    outlet: str = ""
    agency: str = ""


_YMD = r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_FULL = r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})\.[0-9]{4}"
_COLLECTIONS = (
    Collection(re.compile(rf"AP{_YMD}-[0-9]{{4}}"), agency="Associated Press"),
    Collection(re.compile(rf"WSJ{_YMD}-[0-9]{{4}}"), "The Wall Street Journal"),
    Collection(
        re.compile(r"LA(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?P<year>[0-9]{2})-[0-9]{4}"), "Los Angeles Times"
    ),
    Collection(re.compile(r"FT[0-9]{3}-[0-9]{1,6}"), "Financial Times"),
    Collection(re.compile(r"SJMN[0-9]{2}-[0-9]{8}"), "San Jose Mercury News"),
    Collection(re.compile(rf"NYT(?:_ENG_)?{_FULL}"), "The New York Times"),
    Collection(re.compile(rf"APW(?:_ENG_)?{_FULL}"), agency="Associated Press"),
    Collection(re.compile(rf"(?:XIE|XIN)(?:_ENG_)?{_FULL}"), agency="Xinhua"),
    Collection(re.compile(rf"AFP(?:_ENG_)?{_FULL}"), agency="Agence France-Presse"),
    Collection(re.compile(rf"[A-Z]{{3}}(?:_[A-Z]{{3}}_)?{_FULL}")),
)
_NUMBER = re.compile(r"""<DOC\s[^<>]*\bid\s*=\s*["']?([\w.-]{1,60})""", re.IGNORECASE)
_SIX_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_WRITTEN = re.compile(r"[A-Z][a-z]+ [0-9]{1,2}, [0-9]{4}(?=,|$)")
_FINANCIAL_TIMES = re.compile(
    r"FT\s+[0-9]{1,2} [A-Z]{3} [0-9]{2} / (?:(?P<section>[^:]{3,60}):\s*)?(?P<title>.+)"
)
_RULE = re.compile(r"\n[ \t]*-{2,}[ \t]*(?:\n|$)")
_TEXT_BEGINS = re.compile(r"\[(?:Text|Excerpts?|Summary)\]")
_REACH = 3_000
_FBIS_LANGUAGE = re.compile(r"Language:\s*<F P=105>\s*([A-Za-z]{3,20})\s*</F>")
_DATES = ("DATE", "DATE_TIME", "DATETIME", "DATE1", "PUBDATE")


def claims_of_trec(document: str) -> Claims:
    """What a document says."""
    number = line(document, "DOCNO") or (match[1] if (match := _NUMBER.match(document)) else "")
    collection, day = _collection(number)
    title, section, byline = _headline(document)
    dateline = read_dateline_field(line(document, "DATELINE"))
    place, agency = (dateline.place, dateline.agency) if dateline else (None, None)
    language = _FBIS_LANGUAGE.search(document, 0, _REACH)
    return Claims(
        body="\n\n".join(_paragraphs(document)),
        title=(Claim(title, "headline"),),
        section=(Claim(section, "headline"), Claim(line(document, "SECTION").partition(";")[0], "SECTION")),
        outlet=(
            *(Claim(line(document, name), name) for name in ("PUB", "NAME")),
            Claim(collection.outlet, "DOCNO", "medium"),
        ),
        published=(*_dates(document, collection), Claim(day, "DOCNO", "medium")),
        language=(Claim(language[1], "Language"),) if language else (),
        place=(Claim(place, "DATELINE"),) if place else (),
        agency=(Claim(agency or "", "DATELINE"), Claim(collection.agency, "DOCNO", "medium")),
        authors=((Claim(line(document, "BYLINE", "AUTHOR"), "BYLINE"),), (Claim(byline, "headline"),)),
        supplied_id=("TREC", number) if number else None,
    )


def _collection(number: str) -> tuple[Collection, str]:
    """The collection that a document is of, and the day that its number states."""
    for collection in _COLLECTIONS:
        if match := collection.number.fullmatch(number):
            parts = match.groupdict()
            year = parts.get("year", "")
            century = "19" if len(year) == 2 else ""
            return collection, f"{century}{year}-{parts['month']}-{parts['day']}" if year else ""
    return Collection(re.compile("")), ""


def _headline(document: str) -> tuple[str, str, str]:
    """The headline, and the section and the byline where they stand with it."""
    written = text_of(element(document, "HEADLINE", "HEAD", "HL", "TI", "TITLE", "H3") or "")
    above, *below = _RULE.split(written, maxsplit=1)
    title = " ".join(above.split())
    byline = " ".join(below[0].split("\n")[0].split()) if below else ""
    if match := _FINANCIAL_TIMES.fullmatch(title):
        return match["title"], match["section"] or "", byline
    return title, "", byline


def _dates(document: str, collection: Collection) -> tuple[Claim, ...]:
    claims = []
    for name in _DATES:
        stated = line(document, name)
        if collection.outlet and (match := _SIX_DIGITS.fullmatch(stated)):
            stated = f"19{'-'.join(match.groups())}"
        elif match := _WRITTEN.match(stated):
            stated = match[0]
        claims.append(Claim(stated, name))
    return tuple(claims)


def _paragraphs(document: str) -> list[str]:
    text = element(document, "TEXT") or ""
    if begins := _TEXT_BEGINS.search(text, 0, _REACH):
        text = text[begins.end() :]
    lead = element(document, "LP", "LEADPARA") or ""
    return [*paragraphs_of(lead), *paragraphs_of(text)]
