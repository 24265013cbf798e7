"""Outlets: the name of the site, where its own furniture says it.

Only two forms are believed: an invitation to the mailing list of something named
like a domain, and a copyright line. Blog platforms, comment services and wire
services have such lines on other people's pages, and a company is not the name a
reader knows a paper by; none of these is an outlet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.ingest.text.paragraphs import LONGEST_LINE, Paragraph, word_count
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
_GENERIC_LIST = """
the breaking latest live local top world national international film book music art match race theatre restaurant
game product year week annual more in good bad letter letters review reviews news record press radio tv report
reporter sport sports business politics science culture video photo weekly daily monitor bulletin
"""
_GENERIC = frozenset(_GENERIC_LIST.split())
_LONGEST_NAME = 60
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
        if len(paragraph.text) > LONGEST_LINE:
            continue
        line = " ".join(paragraph.text.split())
        if (match := _INVITATION.fullmatch(line)) and not _NO_OUTLET.search(match["name"].replace(".", " ")):
            return NamedOutlet(match["name"], paragraph.line, "the site's own mailing list")
        if match := _COPYRIGHT.fullmatch(line):
            name = (match["name"] or match["other"]).strip()
            whole = f"{name} {match['more'] or ''}"[: len(name) + 8]
            if not _NO_OUTLET.search(whole) and not agency_named(name) and _has_press_word(name):
                return NamedOutlet(name, paragraph.line, "copyright line")
    return None


def is_press_name(text: str) -> bool:
    """Whether a text names a paper or a station where it might as well be anything else.

    Stricter than a copyright line needs: "Book Review" and "Local News" are not one.
    """
    if len(text) > _LONGEST_NAME or agency_named(text) or not _has_press_word(text):
        return False
    words = text.casefold().split()
    return "." in text or (len(words) >= 2 and not all(word in _GENERIC for word in words))


def _has_press_word(text: str) -> bool:
    """A paper's name by one of its words, for most copyright is held by a company that no reader knows."""
    return (
        bool(_PRESS.search(text))
        and word_count(text) <= 5
        and all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in text.split())
    )
