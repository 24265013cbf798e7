"""NITF: what the press's markup of articles claims of one, by itself or inside an item of NewsML.

Agencies have sent their texts in it since 1999, and the New York Times Annotated Corpus is in it. There the
lead is in the text twice, in a block of its own and in that of the whole text.
"""

from html import unescape

from lxml.etree import _Element as Element

from index.ingest.claims import Claim, Claims
from index.ingest.fragments import paragraphs_of
from index.ingest.iptc.elements import attribute, children, first, line, said, within
from index.ingest.iptc.statements import Moments, pass_over_unpublished
from index.metadata.datelines import read_dateline_field

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SECTIONS = ("online_sections", "section", "dsk")
_NORMALISED = "normalized_byline"
"""A class of bylines in the New York Times' corpus: family name first."""


def claims_of_nitf(nitf: Element) -> Claims:
    """What a document says. Changes it. Raises PassedOver for what an agency has withdrawn or withholds."""
    head, body = first(children(nitf, "head")), first(children(nitf, "body"))
    above = first(children(body, "body.head"))
    docdata, pubdata = first(within(head, "docdata")), first(within(head, "pubdata"))
    pass_over_unpublished(attribute(docdata, "management-status"))
    published, modified = Moments(
        published=attribute(pubdata, "date.publication"),
        first=attribute(first(within(docdata, "date.issue")), "norm"),
        embargo=attribute(first(within(docdata, "date.release")), "norm"),
    ).claims()
    dateline = first(within(above, "dateline"))
    read = read_dateline_field(line(dateline))
    place = said(within(dateline, "location")) or (
        (Claim(read.place, "dateline"),) if read and read.place else ()
    )
    number = first(within(docdata, "doc-id"))
    return Claims(
        body="\n\n".join(_paragraphs(body)),
        title=(*said(within(above, "hl1")), *said(children(head, "title"), confidence="medium")),
        standfirst=said(within(above, "abstract")),
        section=tuple(
            Claim(text, where)
            for text, where in [
                (attribute(pubdata, "position.section"), "position.section"),
                *((_meta(head, name).partition(";")[0], name) for name in _SECTIONS),
            ]
            if text
        ),
        outlet=(Claim(attribute(pubdata, "name"), "pubdata name"),),
        url=(Claim(attribute(pubdata, "ex-ref"), "pubdata ex-ref"),),
        published=published,
        modified=modified,
        language=(Claim(attribute(nitf, _LANGUAGE) or attribute(body, _LANGUAGE), "xml:lang", "medium"),),
        place=place,
        agency=(
            *said(within(above, "distributor")),
            *((Claim(read.agency, "dateline"),) if read and read.agency else ()),
        ),
        authors=_authors(above),
        supplied_id=(attribute(number, "regsrc") or "NITF", attribute(number, "id-string"))
        if attribute(number, "id-string")
        else None,
    )


def _paragraphs(body: Element | None) -> list[str]:
    content = first(children(body, "body.content"))
    if content is None:
        return []
    for media in list(content.iter("{*}media")):
        media.clear(keep_tail=True)
    blocks = [block for block in within(content, "block") if block.get("class") == "full_text"]
    paragraphs = [text for part in blocks or [content] for text in paragraphs_of(part)]
    return [unescape(text) if "&" in text else text for text in paragraphs]


def _authors(above: Element | None) -> tuple[tuple[Claim, ...], ...]:
    """The people that bylines mark as such; else what bylines say, without the posts that they mark."""
    people: list[Claim] = []
    normalised: list[Claim] = []
    for byline in within(above, "byline"):
        named = said(within(byline, "person"), "byline")
        if not named:
            for post in list(within(byline, "byttl")):
                if line(byline) != line(post):
                    post.clear(keep_tail=True)
            named = said(iter([byline]))
        (normalised if byline.get("class") == _NORMALISED else people).extend(named)
    return tuple(people), tuple(normalised)


def _meta(head: Element | None, name: str) -> str:
    return next(
        (attribute(meta, "content") for meta in children(head, "meta") if meta.get("name") == name), ""
    )
