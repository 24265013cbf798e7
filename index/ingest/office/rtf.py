"""Rich text (.rtf): the paragraphs of the text, without its styles.

striprtf follows the control words and knows the code pages of fonts; pictures are taken out
before it sees them, and so are the addresses of links, which it would write into the text.
"""

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from index.article import Article
from index.ingest.documents import Document, articles_of, members_of
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream

_LARGEST = 60_000_000
"""Bytes, with pictures."""
_LARGEST_TEXT = 8_000_000
"""Bytes without pictures; five hundred articles are some 5 MB."""
_DEEPEST = 1_000
_PICTURE = re.compile(rb"(?:[0-9A-Fa-f]{2}\s*){400,}+")
_ADDRESS = re.compile(r"HYPERLINK(?=\s*(?:\\\\[a-z]\s*)?\\?\")")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_FONT = re.compile(r"\\f([0-9]{1,5})(?![0-9])[^;{}]{0,200}?\\fcharset([0-9]{1,3})")
_BAR = re.compile(r"\s*\|\s*$")


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`. Raises ValueError for what is no rich text."""
    yield from members_of(Document(_paragraphs(whole(stream, _LARGEST))))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    return articles_of(member, origin, "rtf")


def _paragraphs(raw: bytes) -> list[str]:
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ValueError("no rich text")
    raw = _PICTURE.sub(b"", raw)
    if len(raw) > _LARGEST_TEXT:
        raise ValueError(f"more than {_LARGEST_TEXT // 1_000_000} MB of text")
    markup = raw.decode("cp1252", "replace")
    _check_depth(markup)
    try:
        text = rtf_to_text(_ADDRESS.sub("LINK", _with_short_font_table(markup)), errors="replace")
    except (TypeError, LookupError, OverflowError, ValueError) as error:
        raise ValueError(f"damaged rich text: {error}") from error
    # Characters beyond the first plane are written in two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [line for each in text.split("\n") if (line := _BAR.sub("", each).strip(" \t\r\u00a0"))]


def _with_short_font_table(markup: str) -> str:
    """The markup with only the numbers and code pages of its fonts, which striprtf looks for at great length."""
    start = markup.find("\\fonttbl")
    if start < 0:
        return markup
    depth, end = 1, len(markup)
    for brace in _BRACE.finditer(markup, start):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if not depth:
            end = brace.start()
            break
    fonts = "".join(
        f"{{\\f{number}\\fcharset{page} x;}}" for number, page in _FONT.findall(markup, start, end)
    )
    return f"{markup[:start]}\\fonttbl{fonts}{markup[end:]}"


def _check_depth(markup: str) -> None:
    """Raise ValueError for groups within groups, more than any program writes."""
    depth = 0
    for brace in _BRACE.findall(markup):
        depth += (brace == "{") - (brace == "}")
        if depth > _DEEPEST:
            raise ValueError(f"nested more than {_DEEPEST:,} levels deep")
