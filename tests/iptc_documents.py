"""Invented documents in the press's own formats."""

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
NITF_TEXT = (
    '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Wall falls</hl1></hedline>'
    "<byline>By Ada Brook, <byttl>Staff Reporter</byttl></byline><dateline>OSLO, March 1</dateline></body.head>"
    "<body.content><p>The wall <em>fell</em> on Friday.</p><media><media-caption>The wall</media-caption></media>"
    "<block><p>Nobody was hurt.</p></block></body.content></body></nitf>"
)


def g2_item(
    about: str = "<versionCreated>2024-03-01T10:00:00+01:00</versionCreated>",
    meta: str = "<headline>Wall falls</headline>",
    content: str = f'<inlineXML contenttype="application/nitf+xml">{NITF_TEXT}</inlineXML>',
    *,
    guid: str = "urn:newsml:tidewater:1",
    version: str = "1",
) -> str:
    """An item of NewsML-G2."""
    return (
        f'<newsItem {NAR} guid="{guid}" version="{version}" xml:lang="en"><itemMeta>{about}</itemMeta>'
        f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def g2_message(*items: str) -> str:
    """A message that carries items."""
    return (
        f'<?xml version="1.0"?><newsMessage {NAR}><header/><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )


def nitf(
    head: str = "", above: str = "<hedline><hl1>Wall falls</hl1></hedline>", text: str = "<p>It fell.</p>"
) -> str:
    """A document of NITF, with the type that most declare."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf-3-3.dtd">\n'
        f"<nitf><head>{head}</head><body><body.head>{above}</body.head><body.content>{text}</body.content></body></nitf>"
    )
