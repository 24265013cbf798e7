"""NewsML-G2: what an item claims of its article, beside what its content (NITF, XHTML, text) says itself."""

from lxml.etree import _Element as Element

from index.ingest.claims import Claim, Claims
from index.ingest.iptc.elements import attribute, children, first, line, said, within
from index.ingest.iptc.statements import NO_TEXT, TEXTS, Moments, outlets_among, pass_over_unpublished
from index.ingest.members import PassedOver
from index.metadata.addresses import read_address
from index.metadata.datelines import read_dateline_field

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def claims_of_g2(item: Element) -> Claims:
    """What an item says of its content. Raises PassedOver for a picture, or what an agency has withdrawn or withholds."""
    about, content = first(children(item, "itemMeta")), first(children(item, "contentMeta"))
    if _code(first(children(about, "itemClass"))).lower() not in TEXTS:
        raise PassedOver(NO_TEXT)
    pass_over_unpublished(_code(first(children(about, "pubStatus"))))
    published, modified = Moments(
        first=line(first(children(about, "firstCreated"))),
        this=line(first(children(about, "versionCreated"))),
        version=attribute(item, "version"),
        content=line(first(children(content, "contentCreated"))),
        changed=line(first(children(content, "contentModified"))),
        embargo=line(first(children(about, "embargoed"))),
    ).claims()
    dateline = read_dateline_field(line(first(children(content, "dateline"))))
    credited = (
        *said(children(content, "creditline")),
        *_parties(content, "infoSource"),
        *_parties(about, "provider"),
    )
    guid = attribute(item, "guid")
    return Claims(
        body="",
        title=(*said(children(content, "headline")), *said(children(about, "title"), confidence="medium")),
        standfirst=said(children(content, "description")),
        outlet=outlets_among(credited),
        url=(Claim(guid, "guid", "medium"),),
        published=published,
        modified=modified,
        language=(
            *(Claim(attribute(each, "tag"), "language") for each in children(content, "language")),
            Claim(attribute(item, _LANGUAGE), "xml:lang", "medium"),
        ),
        place=(
            *((Claim(dateline.place, "dateline"),) if dateline and dateline.place else ()),
            *(
                claim
                for each in children(content, "located")
                for claim in said(children(each, "name"), "located")
            ),
        ),
        agency=credited,
        authors=(said(children(content, "by")), tuple(_parties(content, "creator"))),
        supplied_id=None if read_address(guid) or not guid else ("NewsML", guid),
    )


def content_of_g2(item: Element) -> Element | None:
    """The element that holds an item's text."""
    contents = within(item, "contentSet")
    return first(element for held in contents for element in children(held, "inlineXML", "inlineData"))


def _parties(parent: Element | None, name: str) -> list[Claim]:
    """Who is named by elements: in words, else by the code that stands for them."""
    claims = []
    for party in children(parent, name):
        text = line(first(children(party, "name"))) or attribute(party, "literal") or _code(party)
        claims.append(Claim(text, name, "medium"))
    return claims


def _code(element: Element | None) -> str:
    """The code of an element without that of the scheme it is from: "text" of "ninat:text"."""
    return attribute(element, "qcode").rpartition(":")[2]
