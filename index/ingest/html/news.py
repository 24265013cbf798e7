"""News or not: pages that hold no article, and those that hold only its headline.

A page is given the benefit of what it says for itself: one that states an author, a date or
an article's type is an article, if need be without a body. Only what has none of these marks
is judged by its text. What is shown in place of an article (an error, a check for
robots, a demand for consent) is known by few words on a short page.
"""

import re

from lxml.html import HtmlElement

from index.ingest.claims import WALL, Claims
from index.ingest.text.paragraphs import is_prose
from index.ingest.text.walls import ends_at_wall

_ERROR = re.compile(
    r"(?:(?:error|http)\s*)?(?:40[0134]|410|429|50[0234])(?:\s*[-–:|.]?\s*(?:error|page|(?:page |file )?not found|forbidden"
    r"|unauthori[sz]ed|gone|bad gateway|service unavailable|too many requests|access denied|internal server error))?"
    r"(?:\s*[-–|:.…!]+.{0,60})?"
    r"|(?:(?:sorry,? )?(?:the |this )?page (?:was |could |can )?(?:not (?:be )?found|unavailable|does not exist)|not found"
    r"|page introuvable|seite nicht gefunden|página no encontrada|pagina non trovata|pagina niet gevonden|access denied"
    r"|forbidden|just a moment|attention required|are you a (?:robot|human)|security check|pardon our interruption"
    r"|please wait|(?:please )?verify(?:ing)? you are (?:a )?human|robot check|captcha|bot verification|ddos-guard)"
    r"(?:\s*[-–|:.…!?]+.{0,60})?",
    re.IGNORECASE,
)
"""The whole title, but for the site's name: "Not found" is an error, "Missing ferry not found" is news."""
_NOTICE = re.compile(
    r"\b(?:page|article|story|content|link)\b[^.!?]{0,60}\b(?:not (?:be )?found|not (?:available|exist)|n['’]t (?:exist|be found|find)"
    r"|been (?:moved|removed|deleted)|no longer (?:exists?|available)|expired)"
    r"|\b(?:permission|captcha|verify you are|checking your browser)\b"
    r"|\b(?:seite|artikel)\b[^.!?]{0,60}\b(?:nicht|gelöscht|verschoben)\b|\b(?:page|article)\b[^.!?]{0,60}\b(?:existe (?:pas|plus)|introuvable|supprimée?)\b"
    r"|\b(?:página|artículo|conteúdo)\b[^.!?]{0,60}\b(?:no (?:existe|se encuentra|está disponible)|não (?:existe|foi encontrad[ao]))\b"
    r"|\b(?:pagina|articolo|artikel)\b[^.!?]{0,60}\b(?:non (?:esiste|è stata trovata)|niet (?:gevonden|meer))\b",
    re.IGNORECASE,
)
"""What is under such a title also where the page states a date, as templates do of any page."""
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|zustimm\w+|einwillig\w+|datenschutz\w*|privacy|tracking|gdpr|dsgvo|werbung|partners?|einstellungen"
    r"|consentement|consentimiento|preferences|javascript|enable|browser)\b",
    re.IGNORECASE,
)
_CONSENT_SHARE = 0.04
_SHORT = 1_500
"""Characters; what is shown in place of an article is shorter."""
_LEAST_PROSE = 0.2
_MANY = 12


def only_news(tree: HtmlElement, claims: Claims) -> Claims:
    """The claims of a page with an article, without a body that is not the article's.

    Raises ValueError, with the reason, for a page that holds none.
    """
    title = claims.title[0].value if claims.title else ""
    is_marked = bool(claims.published or any(claims.authors)) or _says_article(tree)
    is_short = len(claims.body) < _SHORT
    if is_short and _ERROR.fullmatch(title) and (not claims.published or _NOTICE.search(claims.body)):
        raise ValueError(f"an error page: “{title}”")
    words = claims.body.split()
    if is_short and words and len(_CONSENT.findall(claims.body)) > max(3, _CONSENT_SHARE * len(words)):
        if not is_marked or not title:
            raise ValueError("a demand for consent in place of an article")
        return claims._replace(body="", body_kind=None)
    if is_marked and (title or words):
        return claims
    if ends_at_wall(claims.body):
        raise ValueError(WALL)
    paragraphs = claims.body.split("\n\n")
    prose = sum(map(is_prose, paragraphs))
    if not prose:
        raise ValueError("no article on this page")
    if len(claims.body) > 2 * _unlinked_length(tree):
        raise ValueError("a page of links, not an article")
    if len(paragraphs) >= _MANY and prose < _LEAST_PROSE * len(paragraphs):
        raise ValueError("a page of links, not an article")
    return claims


def _unlinked_length(tree: HtmlElement) -> int:
    """Characters on the page that lead nowhere, white space among them."""
    return len(tree.text_content()) - sum(len(link.text_content()) for link in tree.iter("a"))


def _says_article(tree: HtmlElement) -> bool:
    """Whether the page says that it is an article."""
    kind = tree.xpath("string(//meta[@property='og:type']/@content)")
    return kind.strip().lower() in ("article", "news", "newsarticle") or bool(
        tree.xpath("boolean(//*[contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')])")
    )
