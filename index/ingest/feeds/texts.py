"""Texts of feeds: what is given of an article's text, and whether that is all of it.

A description is a summary, whatever its length, and so is a text that is no longer than it. A
feed says in many languages that a text goes on elsewhere; its last words are the sign.
"""

import re
from typing import NamedTuple

from index.article import BodyKind
from index.ingest.claims import Claim
from index.ingest.fragments import is_markup, paragraphs_of_markup
from index.ingest.tables.cells import paragraphs_in

_AD = re.compile(r"The post .{1,300} (?:appeared first on|first appeared on) .{1,150}", re.IGNORECASE)
_MORE = re.compile(
    r"(?:Continue reading|Read more|Read the (?:full|whole|rest)|Lire la suite|Weiterlesen|Leer más|Seguir leyendo"
    r"|Lees verder|Leggi tutto|Continua a leggere)\b.{0,200}",
    re.IGNORECASE,
)
_MORE_BEHIND = re.compile(rf"(?:(?<=[.!?…\])])|(?<=\.\.\.))\s+{_MORE.pattern[:-7]}\W*$", re.IGNORECASE)
_CUT_SHORT = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*(?:»|→|>>)?$")


class Texts(NamedTuple):
    """What an item gives of an article's text."""

    body: str
    body_kind: BodyKind | None
    standfirst: tuple[Claim, ...]


def read_texts(full: list[str], summary: list[str]) -> Texts:
    """The body, how much of the article it is, and the standfirst, from the paragraphs of both."""
    text, is_cut = _without_tail(full or summary)
    standfirst, _ = _without_tail(summary)
    is_whole = full and not is_cut and sum(map(len, text)) > sum(map(len, standfirst))
    return Texts(
        "\n\n".join(text),
        "partial" if text and not is_whole else None,
        (Claim(" ".join(standfirst), "summary"),) if full and standfirst else (),
    )


def _without_tail(paragraphs: list[str]) -> tuple[list[str], bool]:
    """The paragraphs without what a feed adds under them, and whether they say that there is more."""
    kept, is_cut = list(paragraphs), False
    while kept and (_AD.fullmatch(kept[-1]) or _MORE.fullmatch(kept[-1])):
        is_cut = is_cut or _MORE.fullmatch(kept[-1]) is not None
        kept.pop()
    for mark in (_MORE_BEHIND, _CUT_SHORT):
        if kept and (match := mark.search(kept[-1])) and (before := kept[-1][: match.start()].rstrip()):
            kept[-1], is_cut = before, True
    return kept, is_cut


def paragraphs_of_text(text: str) -> list[str]:
    """The paragraphs of a text that may be markup."""
    return paragraphs_of_markup(text) if is_markup(text) or "&" in text else paragraphs_in(text)
