"""Outlets: the name of the site, where its own furniture says it.

Only two forms are believed: an invitation to the mailing list of something named
like a domain, and a copyright line. Blog platforms, comment services and wire
services have such lines on other people's pages, and a company is not the name a
reader knows a paper by; none of these is an outlet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.ingest.paragraphs import Paragraph, word_count
from index.metadata.agencies import agency_named

_INVITATION = re.compile(
    r"(?:join|subscribe to|sign up (?:for|to)|receive|get) (?:the |our )?"
    r"(?P<name>[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|[a-z]{2}))"
    r"(?:['’]s)? (?:[\w-]+ ){0,3}(?:mailing list|newsletters?|e-?mail|briefing|updates|alerts)\b.*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:(?:copyright )?(?:©|\(c\))|copyright),? ?[0-9]{4}(?:[-–][0-9]{4})?,? (?:by )?"
    r"(?P<name>[^.,|©]{3,50}?)(?:\.|,|\s*\||$)(?P<more>.*)"
    r"|(?:copyright )?(?:©|\(c\)) ?(?P<other>[^.,|©0-9]{3,50}?),? [0-9]{4}\.?",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(
    r"\b(?:wordpress|akismet|blogger|blogspot|disqus|mailchimp|substack|medium|facebook|twitter|google|getty|images?"
    r"|photos?|shutterstock|author|company|co|corp|corporation|communications?|group|gmbh|ag|holdings?|inc|limited|llc"
    r"|ltd|plc|media|publishing|publications|services?|all rights reserved)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:times|post|herald|tribune|courier|gazette|journal|chronicle|mail|star|observer|guardian|independent|standard"
    r"|telegraph|review|daily|weekly|news|press|nation|mirror|sun|globe|examiner|register|bulletin|dispatch|monitor"
    r"|echo|argus|advertiser|sentinel|record|reporter|messenger|mercury|inquirer|shimbun|\w*zeitung|radio|tv)\b"
    r"|\.(?:com|org|net|info|news)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """A site's name, and the line of its furniture that says it."""

    name: str
    line: int
    reason: str


def read_outlet(furniture: Iterable[Paragraph]) -> NamedOutlet | None:
    """The outlet that a page's furniture names, or None; inferred, so trust it little."""
    for paragraph in furniture:
        line = " ".join(paragraph.text.split())
        if (match := _INVITATION.fullmatch(line)) and not _NO_OUTLET.search(match["name"].replace(".", " ")):
            return NamedOutlet(match["name"], paragraph.line, "the site's own mailing list")
        if match := _COPYRIGHT.fullmatch(line):
            name = (match["name"] or match["other"]).strip()
            whole = f"{name} {match['more'] or ''}"[: len(name) + 8]
            if not _NO_OUTLET.search(whole) and not agency_named(name) and _is_name(name):
                return NamedOutlet(name, paragraph.line, "copyright line")
    return None


def _is_name(text: str) -> bool:
    """A paper's name by one of its words, for most copyright is held by a company that no reader knows."""
    return (
        bool(_PRESS.search(text))
        and word_count(text) <= 5
        and all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in text.split())
    )
