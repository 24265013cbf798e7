"""Invented web pages, and how they are read."""

import json
from datetime import date
from pathlib import Path

from invented_pages import FIRST, HEADLINE, QUOTE, SECOND, TODAY

from index.article import Article
from index.ingest.html.reader import Page, articles
from index.ingest.members import Member, Origin

URL = "https://www.halden-gazette.example.com/local/2024/harbour-wall"
PARAGRAPHS = (FIRST, SECOND, QUOTE)
BODY = "\n\n".join(PARAGRAPHS)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(
    *, head: str = "", above: str = "", text: str = TEXT, below: str = "", heading: str = HEADLINE
) -> str:
    """A page with an article: what is in its head, over its text, its text, what is under it."""
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{heading}</h1>{above}<div>{text}</div></article>{below}</body></html>"
    )


def json_ld(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def news(**stated: object) -> dict[str, object]:
    """A node of JSON-LD for the invented article."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **stated}


def read_web(markup: str | bytes, *, url: str | None = URL, captured: date | None = None) -> Article:
    raw = markup if isinstance(markup, bytes) else markup.encode()
    (article,) = articles(Member(None, Page(raw, url, captured)), Origin(Path("/held/page.html"), TODAY))
    return article
