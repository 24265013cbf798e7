"""ninjs: news in JSON, all three lines of it, to articles.

1.x writes "headline" and "body_xhtml", 2.x lists of texts with roles, 3.x the same in other
letters; compared in small letters they are few names. A text is taken from its markup, where
paragraphs are marked, rather than from its plain form.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from index.article import Article, Confidence, Source
from index.ingest.claims import Claim, Claims, resolve
from index.ingest.html.statements import key_of
from index.ingest.iptc.statements import NO_TEXT, TEXTS, Moments, outlets_among, pass_over_unpublished
from index.ingest.members import Member, Origin, PassedOver
from index.ingest.streams import Stream
from index.ingest.tables.cells import body_of, line_of, text_of
from index.ingest.tables.json_cut import cut_records
from index.ingest.tables.json_rows import record_of
from index.ingest.tables.lines import as_utf8
from index.ingest.tables.settling import sampled
from index.metadata.addresses import read_address

Item = Mapping[str, Any]

_MOST = 50
_CREDITS = ("creditline", "provider", "infosources", "infosource", "source", "copyrightholder")
_COPYRIGHT = "copyrightholder"


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each item is one, counted from 1; an item that is all of a file has no name."""
    sample, records = sampled(cut_records(as_utf8(stream)))
    for number, record in enumerate(records, 1):
        yield Member(None if len(sample) == 1 else str(number), record)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises PassedOver for a picture, or what an agency has withdrawn or withholds."""
    item = {key.casefold(): value for key, value in record_of(member.content).items()}
    if _text(item, "type").lower() not in TEXTS:
        raise PassedOver(NO_TEXT)
    pass_over_unpublished(_text(item, "pubstatus"))
    article = resolve(claims_of_ninjs(item), Source(str(origin.path), member.name, "ninjs"), origin.today)
    if not article.title and not article.body:
        raise ValueError("neither a title nor a text in it")
    return (article,)


def claims_of_ninjs(item: Item) -> Claims:
    """What an item says; its keys are in small letters."""
    title = (*_texts(item, "headline", "headlines"), *_claims(item, "title", confidence="medium"))
    standfirst = _texts(item, "description", "descriptions")
    body = _body(item, {key_of(claim.value) for claim in title})
    published, modified = Moments(
        published=_text(item, "published"),
        first=_text(item, "firstcreated"),
        this=_text(item, "versioncreated"),
        version=_text(item, "version"),
        content=_text(item, "contentcreated"),
        embargo=_text(item, "embargoed"),
    ).claims()
    credited = tuple(claim for key in _CREDITS for claim in _claims(item, key, confidence="medium"))
    uri = _text(item, "uri") or _text(item, "guid")
    is_partial = not body and bool(standfirst)
    return Claims(
        body=body_of(standfirst[0].value)[0] if is_partial else body,
        body_kind="partial" if is_partial else None,
        title=title,
        standfirst=standfirst,
        outlet=outlets_among(claim for claim in credited if claim.where != _COPYRIGHT),
        url=(*_claims(item, "url", "canonicalurl"), Claim(uri, "uri", "medium")),
        published=published,
        modified=modified,
        language=_claims(item, "language"),
        place=_claims(item, "dateline", "located"),
        agency=credited,
        authors=(_claims(item, "by", "byline"),),
        supplied_id=None if read_address(uri) or not uri else ("ninjs", uri),
    )


def _text(item: Item, key: str) -> str:
    return line_of(item.get(key)).strip()


def _claims(item: Item, *keys: str, confidence: Confidence = "high") -> tuple[Claim, ...]:
    """What stands under some keys, also as a list of objects that have names."""
    stated = [(key, item[key] if isinstance(item[key], list) else [item[key]]) for key in keys if key in item]
    return tuple(
        Claim(text, key, confidence)
        for key, values in stated
        for each in values[:_MOST]
        if (text := line_of(each))
    )


def _texts(item: Item, stem: str, plural: str) -> tuple[Claim, ...]:
    """The texts of one kind, the main one first: under a key, keys that begin with it, or in a list with roles."""
    found = [
        (key != stem, "main" not in key, key, item[key])
        for key in item
        if key == stem or key.startswith(f"{stem}_")
    ]
    found += [(False, role != "main", plural, value) for role, _, value in _listed(item, plural)]
    ordered = sorted(found[:_MOST], key=lambda text: text[:2])
    return tuple(Claim(text, key) for *_, key, value in ordered if (text := line_of(value)))


def _body(item: Item, titles: set[str]) -> str:
    """The text without the headline above it, from its first form in markup, else from its first form."""
    forms = [(key.removeprefix("body_"), text_of(item[key])) for key in item if key.startswith("body_")]
    forms += [(f"{role} {kind}", value) for role, kind, value in _listed(item, "bodies")]
    forms.sort(key=lambda form: _rank(form[0]))
    for _, value in forms[:_MOST]:
        paragraphs = body_of(value)[0].split("\n\n")
        while paragraphs and key_of(paragraphs[0]) in titles:
            paragraphs = paragraphs[1:]
        if body := "\n\n".join(paragraphs):
            return body
    return ""


def _rank(form: str) -> int:
    is_markup = "html" in form or "richtext" in form
    return 0 if is_markup else 1 if "xml" not in form and "nitf" not in form else 2


def _listed(item: Item, key: str) -> Iterator[tuple[str, str, str]]:
    """The texts of a list, each with its role and kind."""
    value = item.get(key)
    for each in value[:_MOST] if isinstance(value, list) else []:
        if isinstance(each, Mapping):
            stated = {name.casefold(): text_of(held) for name, held in each.items()}
            yield stated.get("role", ""), stated.get("contenttype", ""), stated.get("value", "")
