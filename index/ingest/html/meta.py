"""Meta elements: OpenGraph, Dublin Core and the many names that publishing systems have for the same things.

The order of a field's names is the order of trust: those that mean publication before
those that say "date", which some pages set to the day they were saved.
"""

import re
from collections import defaultdict

from lxml.html import HtmlElement

from index.article import Confidence
from index.ingest.html.statements import MOST_CLAIMS, Statements

_NAMES: tuple[tuple[str, Confidence, str], ...] = (
    ("title", "high", "og:title twitter:title dc.title dcterms.title parsely-title sailthru.title headline title"),
    ("standfirst", "medium", "og:description description twitter:description dc.description dcterms.abstract"),
    ("section", "high", "article:section og:article:section parsely-section cxenseparse:section sailthru.section"
     " dc.subject section category news_section"),
    ("outlet", "high", "og:site_name dc.publisher dcterms.publisher application-name al:ios:app_name citation_journal_title"
     " apple-mobile-web-app-title"),
    ("url", "high", "og:url parsely-link twitter:url al:web:url"),
    ("published", "high", "article:published_time og:article:published_time og:published_time datepublished"
     " article:published publish_date publish-date publishdate pubdate publication_date citation_publication_date"
     " citation_online_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime article.published"
     " dc.date.issued dcterms.issued dc.issued dcterms.created dc.date.created dc.created article_date_original"
     " originalpublicationdate publishtime firstpublished vr:published_time rnews:datepublished"
     " article:post_date bt:pubdate published_time published_at published_date publisheddate publish_time pub_date"
     " date_published article:publish_date og:pubdate og:publish_date dc.date.published pdate"),
    ("published", "medium", "date dc.date dcterms.date dc.date.x-metadatalastmodified article:created displaydate"
     " timestamp created search.date weibo:article:create_at"),
    ("modified", "high", "article:modified_time og:article:modified_time og:modified_time og:updated_time datemodified"
     " last-modified lastmod dcterms.modified dc.date.modified article.updated revised modified"),
    ("authors", "medium", "article:author og:article:author author byl byline parsely-author dc.creator dcterms.creator"
     " dc.contributor sailthru.author cxenseparse:author citation_author creator article:author_name authors"
     " author_name dc.author og:author"),
    ("language", "medium", "og:locale content-language language dc.language dcterms.language"),
    ("agency", "medium", "article:source news_source copyright-holder source"),
)  # fmt: skip
_MOST = 2_000
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_PUBLISHED = re.compile(
    r"(?:(?!modif|updat|last|expir)\w+:){0,3}(?:date:?published|publi(?:shed|sh|cation):?(?:date|time|on|at)?|pub:?date)(?::?time)?"
)
"""How any other name of a date of publication ends, with colons for all punctuation."""
_WRITTEN_BY_LIST = """
written by, verfasst von, geschrieben von, écrit par, escrito por, scritto da, geschreven door, skrevet af, skrevet av,
автор, yazan, autor, author
"""
_WRITTEN_BY = frozenset(re.split(r",\s+", _WRITTEN_BY_LIST.strip()))
"""Labels of what is shown beside a shared link."""


def read_meta(tree: HtmlElement) -> Statements:
    """What the page's meta elements, links and `lang` say of its article."""
    stated: dict[str, list[str]] = defaultdict(list)
    for meta in tree.xpath("//meta[@content]")[:_MOST]:
        content = meta.get("content")
        if not content.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := meta.get(attribute):
                stated[_PUNCTUATION.sub(":", name.strip().lower())].append(content)
    said = Statements()
    for field, confidence, names in _NAMES:
        for name in names.split():
            for value in stated.get(_PUNCTUATION.sub(":", name), ())[:MOST_CLAIMS]:
                said.add(field, value, f"meta {name}", confidence)
    if not said.get("published"):
        for name, values in stated.items():
            if _PUBLISHED.fullmatch(name):
                said.add("published", values, f"meta {name}", "medium")
    for number in "12":
        label, value = (stated.get(f"twitter:{part}{number}", [""])[0] for part in ("label", "data"))
        if label.strip().casefold() in _WRITTEN_BY:
            said.add("authors", value, f"meta twitter:data{number}", "medium")
    for value in stated.get("twitter:misc:written:by", ()):
        said.add("authors", value, "meta twitter:misc:Written by", "medium")
    return said
