"""Furniture: the lines of a saved page that belong to the site, not to the article.

A line is furniture only as a whole, and by its form: invitations speak to the reader
in the imperative and stand alone. The same words inside a sentence, or in quotation
marks, are the article's. Three kinds need different cuts: a single line goes by
itself, a box takes the short lines under its heading, and a comment section takes the
rest of the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.paragraphs import Paragraph, ends_sentence, is_prose, word_count


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


_LIST = (
    r"(?:newsletters?|inbox|mailing list|e-?mail (?:updates|alerts|list)"
    r"|(?:daily|weekly|morning) (?:briefing|e-?mail))"
)
_SITE = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|pinterest|telegram|instagram|tumblr|pocket|google|e-?mail"
    r"|youtube|threads|bluesky|mastodon)"
)
_SHARED = r"(?: (?:this|the|on|via|it|with|to|by|an?|link|article|story|post|page|friends?|following))*"
_MORE = r"(?: ?(?:\.\.\.|…|»|→))?"

_LINE = _any_of(
    # Invitations: an imperative, and what for.
    r"(?:sign up|subscribe|register|join|get|receive|enter)\b(?:[^.!?:;\"“”]|\.(?=\w)){0,120}\b"
    + _LIST
    + r"\b[^.!?\"“”]{0,60}[.!]?",
    r"(?:[^.!?\"“”]{1,40} [-–—|:] )?(?:please )?(?:make|give|send) (?:an? |your )(?:\w+ ){0,2}"
    r"(?:donation|gift|contribution)\b.{0,60}",
    r"(?:please )?(?:donate|contribute|support (?:us|(?:our|independent|quality) (?:work|journalism|newsroom)))"
    r"(?: (?:now|today|here|by|with|from|to)\b.{0,80})?[.!]?",
    r"become an? (?:\w+ )?(?:member|patron|subscriber|supporter)(?: today| now)?[.!]?",
    # Sharing and following.
    r"(?:click (?:here )?to |please )?(?:share|tweet|pin|print|save|like|e-?mail)"
    + _SHARED
    + r"(?:[: ]+"
    + _SITE
    + r"(?:,| and|\b) ?)*(?:\(opens in new window\))?[:.]?",
    r"(?:share|follow)(?: us| me| this)? (?:on|via) " + _SITE + r"\b.{0,60}",
    r"follow (?:us|me|@\w+)(?: on " + _SITE + r")?\b.{0,40}",
    r"like this:|like loading" + _MORE,
    r"no comments?|(?:no|[0-9]+) (?:shares?|views?|likes?)",
    # Notices of the site.
    r"(?:we(?: and our partners)? use|this (?:site|website|page) uses|by (?:using|continuing).{0,60}) cookies?"
    r"(?: (?:to|and|for|on)\b.{0,200}|, .{0,200}|[.!]?)",
    r"(?:accept|reject|manage)(?: all)?(?: cookies| preferences)?|cookie (?:policy|settings|notice)",
    r"(?:(?:copyright )?(?:©|\(c\))|copyright),? ?(?:19|20)[0-9]{2}\b.{0,120}",
    r"(?:copyright )?(?:©|\(c\)) ?[^.]{2,50},? (?:19|20)[0-9]{2}\.?",
    r".{0,80}\ball rights reserved\b.{0,40}",
    r"advertisement|advertising|sponsored(?: content)?|scroll to continue(?: with content)?",
    r"story continues below(?: this ad(?:vertisement)?)?",
    r"(?:updated |published |posted )?[0-9]+ (?:second|minute|min|hour|hr|day|week|month|year)s? ago",
    r"this article is more than [0-9]+ \w+ old\.?",
    r"[0-9]+[- ]min(?:ute)?s?(?: to)? read|reading time:? .{1,20}",
    r"blog at wordpress\.com\.?|create a free website.{0,60}|powered by \w+\.?",
    # The ways around the site.
    r"skip to (?:main )?(?:content|navigation)|menu|search|close|home|permalink|back to top|loading" + _MORE,
    r"(?:log|sign) ?in|log ?out|subscribe(?: now)?|sign up",
    r"(?:continue reading|read more|read the full (?:story|article)|see also|also read|more)" + _MORE,
    r"(?:read (?:more|also|next)|also read|see also|related|don't miss)\s?: .{3,140}",
    r"(?:previous|next|older|newer) (?:article|story|posts?)(?:\s*[:«»→←].{0,100})?",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy policy|(?:about|contact) us|faq)(?: ?[|•·] ?.{2,30})*",
)
_COMMENT_FORM = _any_of(
    r"please log in using one of these methods.*",
    r"you are commenting using your .*",
    r"(?:google|twitter|facebook|wordpress\.com)\+? (?:photo|picture|logo)",
    r"connecting to (?:%s|\S+)",
    r"this site uses akismet.*",
    r"learn how your comment data is processed.*",
    r"notify me of (?:new|follow-?up) .*",
    r"your e-?mail address will not be published.*",
    r"required fields are marked.*",
    r"fill in your details below.*",
    r"enter your comment here.*",
    r"you must be logged in to (?:post|leave) a comment.*",
)
_COMMENTS = _any_of(
    r"leave a (?:reply|comment)(?: (?:to|cancel) .{1,40})?|cancel reply|post a comment",
    r"join the (?:conversation|discussion)",
    r"comments?(?: ?\(?[0-9]+\)?)?:?|reader comments|[0-9]+ comments?",
    r"[0-9]+ (?:responses?|replies|thoughts?)(?: (?:on|to) [“\"].{3,150})?",
)
_BOX = _any_of(
    r"(?:related|recommended|more|latest|trending|popular|top|most (?:read|popular|viewed))"
    r" (?:articles?|stories|posts?|news|topics?|content|coverage|links?|reading|on this (?:story|topic))",
    r"more (?:from|in|on) .{2,40}",
    r"related|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)",
    r"read next|what to read next|up next|most read|trending(?: now)?|editors?['’]s? picks?",
    r"newsletters?|(?:our )?mailing list|stay (?:informed|connected|in touch|up to date)",
    r"(?:share|spread) (?:this|the)(?: \w+)?:?|share:?|tags?:?|filed under:?|topics?:?|follow us:?",
)
_PAYWALL = _any_of(
    r"(?:subscribe|sign in|log in|register|sign up)\b.{0,40} to (?:continue|keep) reading\b.{0,80}",
    r"to (?:continue|read the (?:rest|full)).{0,40}(?:subscribe|sign in|log in|register)\b.{0,80}",
    r"this (?:article|content|story) is (?:for|only available to|available to|reserved for) (?:our )?"
    r"(?:subscribers|members)\b.{0,80}",
    r"(?:continue reading|read more|read the full (?:story|article))" + _MORE,
    r".{0,80}\[\+?[0-9]+ (?:chars|characters)\]",
)
_LONGEST = 260
_MOST_COMMENTS = 3
"""How many times as long as the article its comments may be, before the line above them counts as a mere link."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's paragraphs, those of articles and those of the site apart, each in order."""

    kept: tuple[Paragraph, ...]
    cut: tuple[Paragraph, ...]
    paywalled: bool
    """True when the page ends by saying that the text goes on elsewhere."""


def sort_furniture(paragraphs: Sequence[Paragraph]) -> Sorted:
    """Take the furniture out of a page or a part of one."""
    kept: list[Paragraph] = []
    cut: list[Paragraph] = []
    in_box = in_comments = paywalled = False
    prose_above = 0
    for paragraph, prose_below in zip(paragraphs, _prose_below(paragraphs), strict=True):
        text = " ".join(paragraph.text.split())
        stays = False
        if in_comments:
            pass
        elif prose_above and _matches(_PAYWALL, text):
            paywalled = paywalled or prose_below == 0
        elif _matches(_COMMENTS, text):
            in_comments = prose_above * _MOST_COMMENTS >= prose_below
        elif _matches(_BOX, text):
            in_box = prose_above > 0 or prose_below == 0
        elif _matches(_LINE, text) or _matches(_COMMENT_FORM, text):
            pass
        elif not (in_box and word_count(text) <= 25 and not is_prose(text) and not ends_sentence(text)):
            stays = True
            in_box = False
            prose_above += len(text) if is_prose(text) else 0
        (kept if stays else cut).append(paragraph)
    return Sorted(tuple(kept), tuple(cut), paywalled)


def _matches(form: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST and bool(form.fullmatch(text))


def _prose_below(paragraphs: Sequence[Paragraph]) -> list[int]:
    """For each paragraph, how many characters of running text that is no furniture follow it."""
    below: list[int] = []
    total = 0
    for paragraph in reversed(paragraphs):
        below.append(total)
        text = " ".join(paragraph.text.split())
        if is_prose(text) and not _matches(_LINE, text) and not _matches(_COMMENT_FORM, text):
            total += len(text)
    return below[::-1]
