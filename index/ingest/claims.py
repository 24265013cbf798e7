"""Claims: what an input says of one article, and how much of it is believed.

A reader of a structured format collects claims, for each field the most trustworthy first,
and believes nothing itself. `resolve` takes for each field the first claim that reads as
what it should be, so that "n.d." in the best place for a date does not hide the day in
the second, and the same rules hold whatever the format. What no claim tells stays unknown.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from index.article import Article, BodyKind, Confidence, Provenance, Published, Source
from index.clean import clean
from index.identity import article_id
from index.metadata.addresses import read_address, registrable_domain
from index.metadata.agencies import agency_named
from index.metadata.datelines import read_opening_dateline
from index.metadata.language_codes import stated_language
from index.metadata.machine_dates import parse_machine_date
from index.metadata.people import credited_in


class Claim(NamedTuple):
    """One statement of an input about one field."""

    value: str
    where: str
    """For people: "JSON-LD datePublished", "column `byline`"."""
    confidence: Confidence = "high"


class Claims(NamedTuple):
    """What an input says of one article; of each field the best claim first."""

    body: str
    """Paragraphs separated by one empty line."""
    title: tuple[Claim, ...] = ()
    standfirst: tuple[Claim, ...] = ()
    section: tuple[Claim, ...] = ()
    outlet: tuple[Claim, ...] = ()
    url: tuple[Claim, ...] = ()
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    language: tuple[Claim, ...] = ()
    place: tuple[Claim, ...] = ()
    agency: tuple[Claim, ...] = ()
    authors: tuple[tuple[Claim, ...], ...] = ()
    """Groups; the first in which a person is found wins. A claim may name several: "By A and B"."""
    domain: str | None = None
    """The outlet's registrable domain, where the input states it otherwise than by `url`."""
    supplied_id: tuple[str, str] | None = None
    """The name of the source, and its own id there."""
    body_kind: BodyKind | None = None
    """None: a stub without a body, else full."""
    base_url: str | None = None
    """What relative addresses are relative to."""


_NOTHING_LIST = """
none null nan n/a na nil undefined unknown untitled no_title - -- — ? n.d. [] {} () '' ""
"""
_NOTHING = frozenset(_NOTHING_LIST.split())
_LONGEST_NOTHING = max(map(len, _NOTHING))
_LONGEST_LINE = 1_000
"""Characters of a title or a name; more is text that slipped into the wrong field."""
_LONGEST_STANDFIRST = 5_000
_LONGEST_TEASER = 80
_REMEMBERED = 16_384
"""Statements of a kind of which is remembered what was made of them: articles share outlets, and days, of forty years."""
_DATELINE_SIGN = re.compile(r"[–—)\]:-](?:(?<=[–—)\]])|(?<=-)[- ]|(?<=:) )")
"""One of these, which beginning with all its first characters is looked for quickly: – — ) ] -- "- " ": "."""
_DATELINE_REACH = 120
_CUT = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?|\[\+?[0-9]+ chars\])\s*$")


def resolve(claims: Claims, source: Source, today: date) -> Article:
    """The article that is believed; dates later than the day after `today` are not.

    Every known field but the body has its provenance.
    """
    known: dict[str, Provenance] = {}
    body = clean(claims.body).strip()
    title = _first_line("title", claims.title, known)
    url = _first_address(claims, known)
    domain = _domain(claims, url, known)
    outlet = _first_line_again("outlet", claims.outlet, known)
    if outlet is None and domain:
        outlet, known["outlet"] = domain, Provenance(known["outlet_domain"].where, "medium")
    groups = tuple([_short(group) for group in claims.authors])
    authors, agency, credited = _credits(_short(claims.agency), groups, _short(claims.outlet), outlet, domain)
    known |= credited
    place = _first_line_again("place", claims.place, known)
    if body and not (agency and place):
        agency, place = _dateline(body, agency, place, known)
    published = _first_date("published", claims.published, today, known)
    return Article(
        id=article_id(
            supplied=claims.supplied_id, url=url, outlet=outlet, title=title, published=published, body=body
        ),
        title=title,
        body=body,
        source=source,
        url=url,
        standfirst=_standfirst(claims.standfirst, title, body, known),
        section=_first_line_again("section", claims.section, known),
        outlet=outlet,
        outlet_domain=domain,
        authors=authors,
        agency=agency,
        place=place,
        published=published,
        modified=_first_date("modified", claims.modified, today, known),
        language=_language(claims.language, title, body, known),
        body_kind="stub" if not body else claims.body_kind or "full",
        provenance=known,
    )


def is_nothing(text: str) -> bool:
    """Whether a value is how programs write that there is none: "NaN", "null", "-"."""
    return len(text) <= _LONGEST_NOTHING and (not text or text.casefold() in _NOTHING)


def _lines(claims: Iterable[Claim], longest: int = _LONGEST_LINE) -> list[tuple[str, Claim]]:
    """Of each claim that says anything, its text on one line."""
    return [
        (text, claim)
        for claim in claims
        if len(claim.value) <= longest and not is_nothing(text := clean(claim.value, one_line=True))
    ]


def _short(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Without those too long for a line, which would fill what is remembered."""
    for claim in claims:
        if len(claim.value) > _LONGEST_LINE:
            return tuple([each for each in claims if len(each.value) <= _LONGEST_LINE])
    return claims


def _first_line(name: str, claims: tuple[Claim, ...], known: dict[str, Provenance]) -> str | None:
    for text, claim in _lines(claims):
        known[name] = _read_from(claim)
        return text
    return None


def _read_from(claim: Claim) -> Provenance:
    return _provenance(claim.where, claim.confidence)


@lru_cache(_REMEMBERED)
def _provenance(where: str, confidence: Confidence) -> Provenance:
    return Provenance(where, confidence)


def _first_line_again(name: str, claims: tuple[Claim, ...], known: dict[str, Provenance]) -> str | None:
    """The same of a field that many articles share."""
    if not claims:
        return None
    text, provenance = _line_stated(_short(claims))
    if provenance:
        known[name] = provenance
    return text


@lru_cache(_REMEMBERED)
def _line_stated(claims: tuple[Claim, ...]) -> tuple[str | None, Provenance | None]:
    known: dict[str, Provenance] = {}
    return _first_line("", claims, known), known.get("")


def _first_address(claims: Claims, known: dict[str, Provenance]) -> str | None:
    for text, claim in _lines(claims.url, longest=4 * _LONGEST_LINE):
        if address := read_address(text, claims.base_url):
            known["url"] = _read_from(claim)
            return address
    return None


def _domain(claims: Claims, url: str | None, known: dict[str, Provenance]) -> str | None:
    if claims.domain and (stated := registrable_domain(claims.domain)):
        known["outlet_domain"] = Provenance("stated", "high")
        return stated
    if url and (domain := registrable_domain(url)):
        known["outlet_domain"] = known["url"]
        return domain
    return None


def _first_date(
    name: str, claims: tuple[Claim, ...], today: date, known: dict[str, Provenance]
) -> Published | None:
    if not claims:
        return None
    moment, provenance = _date_stated(_short(claims), today)
    if provenance:
        known[name] = provenance
    return moment


@lru_cache(_REMEMBERED)
def _date_stated(claims: tuple[Claim, ...], today: date) -> tuple[Published, Provenance] | tuple[None, None]:
    for text, claim in _lines(claims):
        if moment := parse_machine_date(text, today=today):
            return moment, Provenance(claim.where, claim.confidence)
    return None, None


@lru_cache(_REMEMBERED)
def _credits(
    agencies: tuple[Claim, ...],
    groups: tuple[tuple[Claim, ...], ...],
    outlet_claims: tuple[Claim, ...],
    outlet: str | None,
    domain: str | None,
) -> tuple[tuple[str, ...], str | None, Mapping[str, Provenance]]:
    """The authors, the wire service that is credited, if any, and where both were read."""
    known: dict[str, Provenance] = {}
    agency = None
    for text, claim in _lines(agencies):
        if agency := agency_named(text) or credited_in(text).agency:
            known["agency"] = _read_from(claim)
            break
    outlets = _outlet_names(outlet_claims, outlet, domain)
    for group in groups:
        people: dict[str, None] = {}
        for text, claim in _lines(group):
            credited = credited_in(text, outlets)
            if credited.agency and not agency:
                agency, known["agency"] = credited.agency, _read_from(claim)
            if credited.people and not people:
                known["authors"] = _read_from(claim)
            people |= dict.fromkeys(credited.people)
        if people:
            return tuple(people), agency, known
    return (), agency, known


@lru_cache(_REMEMBERED)
def _outlet_names(claims: tuple[Claim, ...], outlet: str | None, domain: str | None) -> tuple[str, ...]:
    """What the outlet may be called where an author should be."""
    names = [text for text, _ in _lines(claims)]
    names += [domain, domain.partition(".")[0]] if domain else []
    return (*names, outlet) if outlet else tuple(names)


def _dateline(
    body: str, agency: str | None, place: str | None, known: dict[str, Provenance]
) -> tuple[str | None, str | None]:
    """The agency and place, where unknown from the dateline that the text begins with."""
    if not _DATELINE_SIGN.search(body, 0, _DATELINE_REACH) or not (
        dateline := read_opening_dateline(body[:600].split("\n")[0])
    ):
        return agency, place
    if agency is None and dateline.agency:
        agency, known["agency"] = dateline.agency, Provenance("dateline", "high")
    if place is None and dateline.place:
        place, known["place"] = dateline.place, Provenance("dateline", "high")
    return agency, place


def _standfirst(
    claims: tuple[Claim, ...], title: str | None, body: str, known: dict[str, Provenance]
) -> str | None:
    """The first claim that is more than the title, or the beginning of the body, once again."""
    if not claims:
        return None
    for text, claim in _lines(claims, _LONGEST_STANDFIRST):
        teaser = _CUT.sub("", text)[:_LONGEST_TEASER].casefold()
        if teaser == (title or "").casefold()[:_LONGEST_TEASER]:
            continue
        if teaser not in " ".join(body[: 2 * len(text) + _LONGEST_LINE].split()).casefold():
            known["standfirst"] = Provenance(claim.where, claim.confidence)
            return text
    return None


def _language(
    claims: tuple[Claim, ...], title: str | None, body: str, known: dict[str, Provenance]
) -> str | None:
    """What is stated of this very article; else what the words say; else what is stated of all.

    Templates state the language of the software, and are believed only of what the words would not
    have shown: four of 231 news pages stated one that their text is not in, and on no other did
    detection contradict the page.
    """
    code, provenance = _language_stated(_short(claims))
    if provenance:
        known["language"] = provenance
        return code
    # Most datasets state it of each article.
    from index.metadata.detection import ENOUGH_TEXT, detected_language
    from index.metadata.languages import LANGUAGES

    text = f"{title or ''}\n{body}"
    if code := detected_language(text):
        known["language"] = Provenance("the words of the text", "high")
        return code
    for stated, claim in _lines(claims):
        code = stated_language(stated)
        if code and not (code in LANGUAGES and len(text) >= ENOUGH_TEXT):
            known["language"] = _read_from(claim)
            return code
    return None


@lru_cache(_REMEMBERED)
def _language_stated(claims: tuple[Claim, ...]) -> tuple[str, Provenance] | tuple[None, None]:
    """What is stated of this very article."""
    for stated, claim in _lines(claims):
        if claim.confidence == "high" and (code := stated_language(stated)):
            return code, _read_from(claim)
    return None, None
