"""Site lines: the wording of what a saved page says for the site, in six kinds.

A form describes a line to its last word, and none ends in "and then anything": a
headline may well begin with "Contribute to" or "Follow me", and what is left in by
mistake can still be found while what is cut is gone. For the same reason an
invitation that reports what somebody says, or goes on after a comma, is no invitation.
Every form is anchored, repeats nothing within a repetition, and is asked of lines up
to `LONGEST` characters only, so that no line can hold up the reading.
"""

import re

LONGEST = 260
"""Characters; a longer line is nobody's button."""


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
_SITES = rf"{_SITE}(?:(?:,| and|, and| or| &)? {_SITE})*"
_SHARED = r"(?: (?:this|the|on|via|it|with|to|by|an?|link|article|story|post|page|friends?|following))*"
_MORE = r"(?: ?(?:\.\.\.|…|»|→))?"
_PLAIN = r"[^.,:;!?\"“”]"
"""Anything within one clause."""

INVITATION = _any_of(
    r"(?:sign up|subscribe)\b(?:[^.,!?:;\"“”]|\.(?=\w)){0,120}\b" + _LIST + rf"\b{_PLAIN}{{0,60}}[.!]?",
    r"(?:register|join|get|receive)(?: now| today)?(?: for| to)?(?: free)? (?:the|our|your|my|a|an|all|free)\b"
    r"(?:[^.,!?:;\"“”]|\.(?=\w)){0,100}\b" + _LIST + rf"\b{_PLAIN}{{0,60}}[.!]?",
    r"enter your e-?mail(?: address)?(?: to \w+(?: \w+){0,8})?[.!]?",
    r"(?:[^.!?\"“”]{1,40} [-–—|:] )?(?:please )?(?:make|give|send) (?:an? |your )(?:\w+ ){0,2}"
    rf"(?:donation|gift|contribution)(?: (?:now|today|here|online|to|for|in|by|via)\b{_PLAIN}{{0,60}})?[.!]?",
    r"(?:please )?(?:donate|contribute)(?: (?:now|today|here|online))?"
    rf"(?: (?:to|and) (?:support|help|keep|fund|sustain) (?:us|our|independent|quality|this)\b{_PLAIN}{{0,60}})?[.!]?",
    r"(?:please )?support (?:us|(?:our|independent|quality) (?:work|journalism|newsroom|reporting))"
    rf"(?: (?:now|today|here|by|with|from|for)\b{_PLAIN}{{0,60}})?[.!]?",
    r"become an? (?:\w+ )?(?:member|patron|subscriber|supporter)(?: today| now)?[.!]?",
    rf"follow (?:us|me|@\w+)(?: on {_SITES})?(?: @\w+)?(?: for (?:more|the latest|updates|news)\b{_PLAIN}{{0,40}})?[.!:]?",
)
"""What to do for the site: an imperative, and what for."""

REPORTED = re.compile(
    r"\b(?:says?|said|tells?|told|warns?|warned|asks?|asked|urges?|urged|claims?|vows?|pleads?)\b",
    re.IGNORECASE,
)
"""A verb that makes an imperative somebody's words in a headline."""

BUTTON = _any_of(
    # Sharing.
    r"(?:click (?:here )?to |please )?(?:share|tweet|pin|print|save|like|e-?mail)" + _SHARED + r"(?::? " + _SITES
    + r")?(?: ?\(opens in new window\))?[:.]?",
    r"(?:share|follow)(?: us| me| this(?: (?:article|story|post|page))?)? (?:on|via) " + _SITES + r"(?: @\w+)?[.:!]?",
    r"like this:|like loading" + _MORE,
    r"no comments?|(?:no|[0-9]+) (?:shares?|views?|likes?)",
    # Notices.
    r"(?:we(?: and our partners)? use|this (?:site|website|page) uses|by (?:using|continuing)[^\"“”]{0,60}) cookies"
    r"(?:[.!]?|,? (?:to|and|for|on)\b[^\"“”]{0,90}\b(?:site|website|experience|traffic|ads|advertising|content"
    r"|analytics|preferences|browsing|services?)\b[^\"“”]{0,90})",
    r"(?:accept|reject|manage)(?: all)? (?:cookies|preferences)|cookie (?:policy|settings|notice)",
    r"(?:copyright )?(?:©|\(c\)),? ?(?:19|20)[0-9]{2}\b.{0,120}|copyright (?:19|20)[0-9]{2}",
    r"(?:copyright )?(?:©|\(c\)) ?[^.]{2,50},? (?:19|20)[0-9]{2}\.?",
    r"(?:[^!?\"“”]{0,80}[.,|·–—-] ?|(?:copyright|©)[^!?\"“”]{0,80} )?all rights reserved\.?(?: ?[|·] .{0,40})?",
    r"advertisement|advertising|sponsored(?: content)?|scroll to continue(?: with content)?",
    r"story continues below(?: this ad(?:vertisement)?)?",
    r"(?:updated |published |posted )?[0-9]+ (?:second|minute|min|hour|hr|day|week|month|year)s? ago",
    r"this article is more than [0-9]+ \w+ old\.?",
    r"[0-9]+[- ]min(?:ute)?s?(?: to)? read|reading time:? [0-9]{1,3} ?min(?:ute)?s?\.?",
    r"blog at wordpress\.com\.?|create a free website(?: or blog)?(?: at wordpress\.com)?\.?",
    r"powered by (?:wordpress|blogger|typepad|disqus|ghost|drupal|joomla|medium|substack|squarespace|wix)(?:\.com)?\.?",
    # The ways around the site.
    r"skip to (?:main )?(?:content|navigation)|menu|search|close|home|permalink|back to top|loading" + _MORE,
    r"(?:log|sign) ?in|log ?out|subscribe(?: now)?|sign up",
    r"(?:continue reading|read more|read the full (?:story|article)|see also|also read|more)" + _MORE,
    r"(?:read (?:more|also|next)|also read|see also|related|don't miss)\s?: .{3,140}",
    r"(?:previous|next|older|newer) (?:article|story|posts?)(?:\s*[:«»→←].{0,100})?",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy policy|(?:about|contact) us|faq)"
    r"(?: ?[|•·][^|•·]{2,30}(?:[|•·][^|•·]{2,30})*)?",
)  # fmt: skip
"""Buttons, links and notices, a line each."""

COMMENT_FORM = _any_of(
    r"please log in using one of these methods.*",
    r"you are commenting using your .*",
    r"(?:google|twitter|facebook|wordpress\.com)\+? (?:photo|picture|logo)",
    r"connecting to %s",
    r"this site uses akismet.*",
    r"learn how your comment data is processed.*",
    r"notify me of (?:new|follow-?up) (?:comments|posts)\b.*",
    r"your e-?mail address will not be published.*",
    r"required fields are marked.*",
    r"fill in your details below.*",
    r"enter your comment here.*",
    r"you must be logged in to (?:post|leave) a comment.*",
)
"""The form in which a reader writes a comment."""

COMMENTS = _any_of(
    r"leave a (?:reply|comment)(?: (?:to|cancel) .{1,40})?|cancel reply|post a comment",
    r"comments?(?: ?\(?[0-9]+\)?)?:?|reader comments|[0-9]+ comments?",
    r"[0-9]+ (?:responses?|replies|thoughts?)(?: (?:on|to) [“\"].{3,150})?",
)
"""What stands over readers' comments, or links to them."""

COMMENTS_LINK = _any_of(r"join the (?:conversation|discussion)")
"""What promises comments elsewhere, and is met in the middle of articles."""

COMMENT_MARK = _any_of(
    r"[^\s.!?:]+(?: [^\s.!?:]+){0,2} (?:says|(?:wrote|said) on .{6,40})\s?:.{0,200}",
    r"reply|report(?: comment)?|[0-9]+ (?:upvotes?|likes?|replies)|like ?[·|] ?reply.{0,30}",
    r"[0-9]+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago",
    r"posted by .{2,40}\b(?:19|20)[0-9]{2}\b.{0,30}",
)
"""What only a reader's comment has about it."""

BOX = _any_of(
    r"(?:related|recommended|more|latest|trending|popular|top|most (?:read|popular|viewed))"
    r" (?:articles?|stories|posts?|news|topics?|content|coverage|links?|reading|on this (?:story|topic))",
    r"more from .{2,40}|more (?:in|on) this (?:section|story|topic|subject)",
    r"related|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)",
    r"read next|what to read next|up next|most read|trending(?: now)?|editors?['’]s? picks?",
    r"newsletters?|(?:our )?mailing list|stay (?:informed|connected|in touch|up to date)",
    r"(?:share|spread) (?:this|the)(?: \w+)?:?|share:?|tags?:?|filed under:?|topics?:?|follow us:?",
)
"""What stands over a list of links."""

GOES_ON_ELSEWHERE = _any_of(
    r"(?:continue reading|read more|read the full (?:story|article))" + _MORE,
    r"(?:…|\.\.\.)? ?\[\+?[0-9]+ (?:chars|characters)\]",
)
"""What says that the text goes on elsewhere."""
