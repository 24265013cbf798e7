"""Microdata and RDFa Lite: schema.org's vocabulary written into the attributes of what is shown.

Only the first scope of an article's type is read, without the scopes of other articles in
it, such as teasers. A property outside of any scope is believed too: templates lose
the scope more often than the meaning.
"""

import re

from lxml.html import HtmlElement

from index.ingest.html.headings import headline_of
from index.ingest.html.json_ld import ELSEWHERE
from index.ingest.html.regions import around, is_aside
from index.ingest.html.statements import Statements

_ARTICLE = re.compile(r"(?:schema\.org/)?\w*(?:Article|BlogPosting|WebPage)\b")
_NEWS = re.compile(r"(?:schema\.org/)?\w*(?:Article|BlogPosting)\b")
_FIELDS = {
    "headline": "title",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "modified",
    "author": "authors",
    "creator": "authors",
    "articleSection": "section",
    "inLanguage": "language",
    "publisher": "outlet",
    "dateline": "place",
    "alternativeHeadline": "standfirst",
}
_LONGEST = 1_000
_MOST = 2_000
"""Properties of a page that are looked at."""


def read_microdata(tree: HtmlElement) -> Statements:
    """What the page's microdata says of its article."""
    said = Statements()
    article: HtmlElement | None = None
    beside: HtmlElement | None = None
    for element in tree.xpath("//*[@itemprop or @property][not(self::meta[starts-with(@property, 'og:')])]")[
        :_MOST
    ]:
        for name in (element.get("itemprop") or element.get("property") or "").split():
            field = _FIELDS.get(name.rpartition(":")[2])
            if field is None:
                continue
            scope = _scope_of(element)
            if scope is not None:
                if scope.get("itemprop") in ELSEWHERE:
                    continue
                if not _ARTICLE.search(_type_of(scope)):
                    continue
                if _NEWS.search(_type_of(scope)):
                    article = scope if article is None else article
                    if scope is not article:
                        continue
            elif element.tag == "meta" and element.get("property"):
                continue  # the meta elements of other vocabularies
            if field == "authors" and element.tag != "meta":
                if is_aside(element) or (beside is not None and around(element) is not beside):
                    continue  # who wrote what a teaser leads to
                beside = around(element)
            said.add(field, _value(element, name), f"microdata {name}")
    return said


def _type_of(scope: HtmlElement) -> str:
    return scope.get("itemtype") or scope.get("typeof") or ""


def _scope_of(element: HtmlElement) -> HtmlElement | None:
    """The nearest element around it that is a thing."""
    around = element.getparent()
    while around is not None:
        if around.get("itemscope") is not None or around.get("typeof"):
            return around
        around = around.getparent()
    return None


def _value(element: HtmlElement, name: str) -> str:
    if name in ("author", "creator", "publisher"):
        named = element.xpath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")
        if named:
            return "; ".join(filter(None, (_value(each, "name") for each in named[:20])))
    for attribute in ("content", "datetime", *(("title",) if element.tag == "abbr" else ())):
        if value := element.get(attribute):
            return str(value)[:_LONGEST]
    if name == "headline":
        return headline_of(element)
    return " ".join(element.text_content()[:_LONGEST].split())
