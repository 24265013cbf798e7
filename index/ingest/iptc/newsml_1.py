"""NewsML 1.0 to 1.2: what an item claims of its article, as agencies sent it until NewsML-G2 came."""

from lxml.etree import _Element as Element

from index.ingest.claims import Claim, Claims
from index.ingest.iptc.elements import attribute, children, first, line, said, within
from index.ingest.iptc.statements import Moments, outlets_among, pass_over_unpublished
from index.metadata.datelines import read_dateline_field


def claims_of_newsml(item: Element) -> Claims:
    """What an item says of its content. Raises PassedOver for what an agency has withdrawn or withholds."""
    about = first(children(item, "NewsManagement"))
    pass_over_unpublished(attribute(first(children(about, "Status")), "FormalName"))
    identifier = first(within(item, "NewsIdentifier"))
    published, modified = Moments(
        first=line(first(children(about, "FirstCreated"))),
        this=line(first(children(about, "ThisRevisionCreated"))),
        version=line(first(children(identifier, "RevisionId"))),
    ).claims()
    dateline = read_dateline_field(line(first(within(item, "DateLine"))))
    credited = (
        *said(within(item, "CreditLine")),
        *(
            Claim(attribute(party, "FormalName"), local, "medium")
            for local in ("Source", "Provider")
            for named in within(item, local)
            for party in children(named, "Party")
        ),
        Claim(line(first(children(identifier, "ProviderId"))), "ProviderId", "medium"),
    )
    number = line(first(children(identifier, "PublicIdentifier")))
    return Claims(
        body="",
        title=said(within(item, "HeadLine")),
        standfirst=said(within(item, "SubHeadLine")),
        outlet=outlets_among(claim for claim in credited if claim.where != "ProviderId"),
        published=published,
        modified=modified,
        language=tuple(Claim(attribute(each, "FormalName"), "Language") for each in within(item, "Language")),
        place=(Claim(dateline.place, "DateLine"),) if dateline and dateline.place else (),
        agency=credited,
        authors=(said(within(item, "ByLine")),),
        supplied_id=("NewsML", number) if number else None,
    )


def content_of_newsml(item: Element) -> Element | None:
    """The element that holds an item's text."""
    return first(held for held in within(item, "DataContent") if line(held))
