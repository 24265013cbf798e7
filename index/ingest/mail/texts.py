"""Texts of messages: the article in a message, without what the sending of it adds.

A newsletter is nearly all text, laid out in tables, and for the reader of web pages much of that
looks like navigation. So its body is believed only where it has most of the message's prose;
else every paragraph is, but for the lines that a newsletter has: how to unsubscribe, why one gets it.
"""

import re
from collections.abc import Sequence
from datetime import date

from lxml.html import HtmlElement, tostring
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from index.ingest.claims import Claims
from index.ingest.fragments import paragraphs_of
from index.ingest.html.decoding import decode_page
from index.ingest.html.page import read_page
from index.ingest.html.reader import Page, parse_page
from index.ingest.text.furniture import sort_furniture
from index.ingest.text.paragraphs import Paragraph, is_prose
from index.ingest.text.site_lines import REPORTED

_NOTICE = re.compile(
    r"\bunsubscribe\b|\b(?:view|read|open|see) (?:it|this(?: \w+){0,2}|the \w+)?\s*(?:in|on) (?:your|a|the|an) (?:web |internet )?(?:browser|web)\b"
    r"|\bview (?:online|as (?:a )?web ?page)\b|\b(?:update|manage|change|edit) (?:your|my) (?:\w+ )?(?:preferences|subscriptions?|profile|settings)\b"
    r"|\byou(?:'re|’re| are)? (?:are )?(?:receiv(?:ing|ed)|getting|got|subscribed)\b.*\b(?:e-?mail|newsletter|message|because|to)\b"
    r"|\bforward(?:ed)? (?:this|to you|to a friend)\b|\bwas this (?:e-?mail|newsletter) forwarded\b|\badd (?:us|\S+@\S+) to your address ?book\b"
    r"|\bour mailing address\b|\bno longer (?:wish|want) to (?:receive|get)\b|\babbestell|\babmelden\b|\bim browser (?:ansehen|öffnen|lesen)\b"
    r"|\bse désabonner\b|\bse désinscrire\b|\bdarse de baja\b|\bcancelar (?:la )?suscripción\b|\bannulla l'iscrizione\b|\bafmelden\b|\buitschrijven\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 300
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)",
    re.I,
)
_LAYOUT = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
"""What a newsletter puts its text into so that every mail program shows it in columns: no table of anything."""
_SIGNATURE = re.compile(r"^-- \n.{0,800}\Z", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_FLOWED = re.compile(r"(?<!^--) \n(?=[^\n>])", re.MULTILINE)
_MOST_OF = 0.6
"""Of a message's prose: a body with less is not the whole of it."""


def claims_of_markup(raw: bytes, encoding: str | None, *, today: date) -> Claims:
    """What a message that is a web page claims. Raises ValueError for what no page is made of."""
    tree, _, _ = parse_page(Page(raw, encoding=encoding), today=today)
    _drop_hidden(tree)
    for element in tree.iter(*_LAYOUT):
        element.tag = "div"
    everything = without_notices(paragraphs_of(tree))
    claims = read_page(tree, tostring(tree, encoding="unicode"), url=None, today=today)
    body = without_notices(claims.body.split("\n\n"))
    if _prose(body) < _MOST_OF * _prose(everything):
        body = everything
    return claims._replace(body="\n\n".join(body))


def shown_text(raw: bytes, encoding: str | None) -> str:
    """All text of a message that is a web page, line by line."""
    tree = HTMLTree.parse(decode_page(raw, encoding))
    return extract_plain_text(tree, preserve_formatting=True, alt_texts=False, list_bullets=False)


def plain_text(text: str, *, is_flowed: bool) -> str:
    """The text of a message without signature, notices and the marks of quotes; with `is_flowed`, lines that end in a space go on."""
    text = _QUOTED.sub("", text.replace("\r\n", "\n"))
    text = _SIGNATURE.sub("", text)
    if is_flowed:
        text = _FLOWED.sub(" ", text)
    return "\n".join(line for line in text.split("\n") if not _is_notice(line))


def without_notices(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without a newsletter's own lines, and without what follows the last of them under the text."""
    page = sort_furniture([Paragraph(at, text) for at, text in enumerate(paragraphs) if text.strip()])
    texts = [paragraph.text for paragraph in page.kept]
    notices = [at for at, text in enumerate(texts) if _is_notice(text)]
    end = next((at for at in notices if not any(map(is_prose, _others(texts[at:])))), len(texts))
    if not any(map(is_prose, texts[:end])):
        end = len(texts)
    return _others(texts[:end])


def _others(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not _is_notice(text)]


def _is_notice(text: str) -> bool:
    return len(text) <= _LONGEST_NOTICE and bool(_NOTICE.search(text)) and not REPORTED.search(text)


def _prose(texts: Sequence[str]) -> int:
    """Characters of running text."""
    return sum(len(text) for text in texts if is_prose(text))


def _drop_hidden(tree: HtmlElement) -> None:
    """Take out what is not shown: the line that mail programs show beside the subject."""
    for element in tree.xpath("//*[@style or @hidden]"):
        if (
            element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        ) and element.getparent() is not None:
            element.drop_tree()
