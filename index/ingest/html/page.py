"""A page: everything that it says of its article, put in order of trust.

JSON-LD is written by the publishing system for machines that check it; microdata, then
meta elements, are further from it; what is printed must be recognised, and is searched only for
what is missing; an address tells only a day. The outlet is an exception: the name that
a page shares itself under is the readers' one, JSON-LD's may be a company's.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from lxml.html import HtmlElement

from index.article import BodyKind
from index.identity import normalise_url
from index.ingest.claims import Claim, Claims
from index.ingest.html.body import read_body
from index.ingest.html.decoding import repaired
from index.ingest.html.headings import read_headings, read_lesser_headings
from index.ingest.html.json_ld import read_json_ld
from index.ingest.html.meta import read_meta
from index.ingest.html.microdata import read_microdata
from index.ingest.html.printed import read_printed
from index.ingest.html.statements import Statements, claims, key_of, plain
from index.ingest.html.titles import headlines, outlet_name
from index.ingest.text.credits import read_credit
from index.ingest.text.furniture import sort_furniture
from index.ingest.text.paragraphs import Paragraph, ends_sentence
from index.metadata.addresses import read_address, registrable_domain
from index.metadata.bylines import read_byline, read_sign_off
from index.metadata.day_first import with_days_first
from index.metadata.headlines import printed_part
from index.metadata.people import credited_in

_DAY = re.compile(
    r"/((?:19|20)[0-9]{2})([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?=[/_.-]|$)"
)  # fmt: skip


_LAST = 3
"""Paragraphs."""
_LONGEST_WINDOW = 1_000
"""Characters of a window's title."""


def read_page(tree: HtmlElement, markup: str, *, url: str | None, today: date) -> Claims:
    """The claims of a page; `url` is where it was fetched, if known. Changes the tree."""
    meta = read_meta(tree)
    addresses = _addresses(tree, meta, url)
    headings = read_headings(tree)
    window = plain((tree.findtext(".//title") or "")[:_LONGEST_WINDOW])
    titles = [*headings, *(claim.value for claim in meta.get("title", ())), window]
    json_ld = read_json_ld(tree, [normalise_url(claim.value) for claim in addresses], titles)
    addresses = addresses or [claim for claim in json_ld.get("url", ()) if _is_page(claim.value)]
    parts = [json_ld, read_microdata(tree), meta]
    domain = next((name for claim in addresses if (name := registrable_domain(claim.value))), None)
    outlets = [
        called for each in claims((meta, *parts), "outlet") if (called := outlet_name(each, domain, titles))
    ]
    names = [claim.value for claim in outlets] + ([domain, domain.partition(".")[0]] if domain else [])
    language = tree.get("lang") or tree.get("xml:lang")
    for part in parts:
        _read_days_first(part, language)
    parts.append(read_printed(tree, _missing(parts, names), titles=titles, language=language, today=today))
    told = claims(parts, "title")
    shown = None if told else printed_part(window, read_lesser_headings(tree))
    stated = headlines(told, headings, window, shown, names)
    paragraphs, kind = _body(tree, markup, stated, today)
    return Claims(
        body=repaired("\n\n".join(paragraphs)),
        body_kind=kind,
        title=_repaired(stated),
        standfirst=_repaired(claims(parts, "standfirst")),
        section=_repaired(
            [claim._replace(value=claim.value.split(",")[0]) for claim in claims(parts, "section")]
        ),
        outlet=_repaired(outlets),
        url=tuple(addresses),
        published=claims(parts, "published") + _day_of_address(addresses),
        modified=claims(parts, "modified"),
        language=claims(parts, "language") + _language(language),
        place=claims(parts, "place"),
        agency=claims(parts, "agency") + claims(parts, "companies"),
        authors=(
            *(_repaired(part["authors"]) for part in parts if part.get("authors")),
            _signed(paragraphs),
        ),
    )


def _addresses(tree: HtmlElement, meta: Statements, url: str | None) -> list[Claim]:
    """Where the page is, best first.

    That is its canonical address, unless this is another outlet's, from which the text was taken
    over, or only the site's; then the one where it was fetched.
    """
    base = next(iter(tree.xpath("//base/@href")), None) or url
    stated = [Claim(href, "link rel=canonical") for href in tree.xpath("//link[@rel='canonical']/@href")[:3]]
    found = [
        claim._replace(value=address)
        for claim in (*stated, *meta.get("url", ()))
        if (address := read_address(plain(claim.value), base)) and _is_page(address)
    ]
    if url and (fetched := read_address(url)):
        home = registrable_domain(fetched)
        found = [claim for claim in found if registrable_domain(claim.value) == home]
        found.append(Claim(fetched, "the address it was saved from"))
    return found


def _is_page(address: str) -> bool:
    """Whether an address is that of a page, not only of a site."""
    return bool(address.partition("://")[2].partition("/")[2].strip("/"))


def _missing(parts: Sequence[Statements], outlets: Sequence[str]) -> set[str]:
    """What is to be looked for in print."""
    missing = set() if claims(parts, "published") else {"published"}
    has_people = any(credited_in(claim.value, outlets).people for claim in claims(parts, "authors"))
    return missing if has_people else missing | {"authors"}


def _is_credit(text: str, today: date) -> bool:
    """Whether a paragraph says only who wrote what follows, and when; a dateline belongs to the text."""
    credit = read_credit(text, today=today)
    return credit is not None and credit.whole and credit.kind != "dateline"


def _signed(paragraphs: Sequence[str]) -> tuple[Claim, ...]:
    """Whom one of the last lines of a text, right below prose, says that it is by."""
    for above, text in reversed(list(pairwise(paragraphs[-_LAST - 1 :]))):
        if not ends_sentence(above):
            continue
        people = byline.people if (byline := read_byline(text)) and byline.label else read_sign_off(text)
        if people:
            return (Claim("; ".join(people), "a byline under the text", "medium"),)
    return ()


def _body(
    tree: HtmlElement, markup: str, titles: Sequence[Claim], today: date
) -> tuple[Sequence[str], BodyKind | None]:
    """The paragraphs, without the site's lines, what repeats the headline and the credits below it; "partial" before a paywall."""
    read = [Paragraph(at, text) for at, text in enumerate(read_body(tree, markup))]
    page = sort_furniture(read)
    repeats = {key_of(claim.value) for claim in titles}
    texts = [paragraph.text for paragraph in page.kept]
    while texts and (key_of(texts[0]) in repeats or _is_credit(texts[0], today)):
        texts = texts[1:]
    return texts, "partial" if page.paywalled and texts else None


def _repaired(stated: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(claim._replace(value=repaired(claim.value)) for claim in stated)


def _day_of_address(addresses: Sequence[Claim]) -> tuple[Claim, ...]:
    for claim in addresses:
        if match := _DAY.search(claim.value):
            return (Claim(f"{match[1]}-{match[3]}-{match[4]}", "the day in its address", "low"),)
    return ()


def _language(stated: str | None) -> tuple[Claim, ...]:
    return (Claim(stated, "html lang", "medium"),) if stated else ()


def _read_days_first(said: Statements, language: str | None) -> None:
    for field in ("published", "modified"):
        if stated := said.get(field):
            said[field] = [claim._replace(value=with_days_first(claim.value, language)) for claim in stated]
