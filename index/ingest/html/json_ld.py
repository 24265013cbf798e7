"""JSON-LD: what a page says of its article in the vocabulary of schema.org.

Of all that a page describes (the site, a breadcrumb, other articles in a list) only one
node is the article: one of an article's types, not inside another's list of
parts or items; among several the one with the page's own address or headline. JSON that is broken in one
of the few ways that leave no doubt is repaired; of any other only a date and an author that
it states once are taken.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from index.identity import normalise_url
from index.ingest.html.statements import Statements, key_of

Node = dict[str, Any]

_ARTICLE = re.compile(
    r"(?:\w*News\w*Article|\w*Article|\w*BlogPosting|Report|SocialMediaPosting|NewsArticle\w*)"
)
_PAGE = re.compile(r"(?:\w*WebPage|ItemPage|VideoObject|AudioObject|PodcastEpisode|Event|Review|Recipe)")
_ORGANISATION = re.compile(r"\w*Organi[sz]ation|Corporation|Brand|WebSite")
_ELSEWHERE_LIST = """
itemListElement hasPart mentions citation isBasedOn relatedLink associatedMedia comment review
isPartOf publisher author creator potentialAction breadcrumb about image video sourceOrganization
liveBlogUpdate
"""
ELSEWHERE = frozenset(_ELSEWHERE_LIST.split())
"""Properties whose values are other things than the article."""
_ACCOUNT = re.compile(
    r"/(?:authors?|users?|profiles?)/(?:admin\w*|editor|webmaster|root|test|wp[\w-]*)/?(?:#.*)?$", re.I
)
"""The page of who keeps the site's software, whatever that account is called: it posted what others wrote."""
_DEEPEST = 12
_MOST_NODES = 5_000
_LONGEST_SCRIPT = 2_000_000
_COMMENT = re.compile(
    r"^\s*(?:/\*(?:[^*]|\*(?!/)){0,500}\*/|<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*+;?\s*+$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_DOUBLED = re.compile(r",(?:\s*,)+")
_LEFT_EMPTY = re.compile(r'(?<=":)(\s*)(?=[,}])')
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_DATE = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([0-9T:+. Z-]{8,40})"')
_AUTHOR = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}\[\]]{0,300}?"name"\s*:\s*"([^"\\]{3,80})"')


def read_json_ld(tree: HtmlElement, addresses: Collection[str], headlines: Sequence[str]) -> Statements:
    """What the page's JSON-LD says of its article.

    `addresses` (normalised) and `headlines` (the most prominent first) are the page's own.
    """
    keys = [key_of(headline) for headline in headlines if headline]
    roots, broken = _roots(tree)
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for root in roots:
        for node in _nodes(root):
            nodes.append(node)
            if isinstance(identifier := node.get("@id"), str) and len(node) > 1:
                by_id.setdefault(identifier, node)
            if len(nodes) >= _MOST_NODES:
                break
    said = Statements()
    article = _best([node for node in nodes if _is_a(node, _ARTICLE)], addresses, keys)
    if article:
        _read_article(article, by_id, said, "JSON-LD")
    else:
        pages = [node for node in nodes if _is_a(node, _PAGE)]
        if page := _best(pages, addresses, keys, has_to_match=True) or next(
            (node for node in pages if node.get("datePublished")), None
        ):
            _read_article(page, by_id, said, f"JSON-LD {_types(page)[0]}")
    for node in nodes if article else ():
        if _is_a(node, _PAGE) and "WebPage" in " ".join(_types(node)):
            for name, key in (("published", "datePublished"), ("modified", "dateModified")):
                if not said.get(name):
                    said.add(name, node.get(key), f"JSON-LD WebPage {key}", "medium")
    if not article:
        _add_certain(broken, said)
    for node in nodes:
        if _is_a(node, re.compile("WebSite|NewsMediaOrganization")):
            said.add("outlet", node.get("name"), f"JSON-LD {_types(node)[0]} name", "medium")
    return said


def _read_article(node: Node, by_id: dict[str, Node], said: Statements, where: str) -> None:
    def text_of(value: Any, key: str = "name", depth: int = 0) -> Any:
        if depth > _DEEPEST:
            return None
        if isinstance(value, dict):
            value = value if key in value else by_id.get(str(value.get("@id")), value)
            return text_of(value.get(key) or value.get("@value"), key, depth + 1)
        return [text_of(each, key, depth + 1) for each in value[:50]] if isinstance(value, list) else value

    for field, key in _TEXTS:
        said.add(field, _flat(text_of(node.get(key))), f"{where} {key}")
    if not said.get("title"):
        said.add("title", text_of(node.get("name")), f"{where} name", "medium")
    said.add("published", text_of(node.get("dateCreated")), f"{where} dateCreated", "medium")
    said.add("published", text_of(node.get("uploadDate")), f"{where} uploadDate", "medium")
    for key in ("mainEntityOfPage", "url"):
        said.add("url", text_of(node.get(key), "@id") or text_of(node.get(key), "url"), f"{where} {key}")
    said.add("language", text_of(node.get("inLanguage"), "alternateName"), f"{where} inLanguage", "medium")
    said.add("language", text_of(node.get("inLanguage"), "name"), f"{where} inLanguage", "medium")
    for key in ("author", "creator"):
        if said.get("authors"):
            break
        for author in _listed(node.get(key)):
            whole = by_id.get(str(author.get("@id")), author) if isinstance(author, dict) else author
            if isinstance(whole, dict) and any(
                _ACCOUNT.search(str(whole.get(link))) for link in ("@id", "url")
            ):
                continue
            is_company = isinstance(whole, dict) and _is_a(whole, _ORGANISATION)
            names = _flat(text_of(whole)) or _given_and_family(whole)
            said.add("companies" if is_company else "authors", names, f"{where} {key}")


_TEXTS = (
    ("title", "headline"),
    ("standfirst", "description"),
    ("section", "articleSection"),
    ("outlet", "publisher"),
    ("published", "datePublished"),
    ("modified", "dateModified"),
    ("place", "dateline"),
    ("agency", "sourceOrganization"),
)


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        return [each for item in value for each in (_flat(item) if isinstance(item, list) else [item])]
    return value


def _given_and_family(author: Any) -> str | None:
    if isinstance(author, dict) and isinstance(family := author.get("familyName"), str):
        given = author.get("givenName")
        return f"{given} {family}" if isinstance(given, str) else family
    return None


def _listed(value: Any) -> list[Any]:
    value = value["@list"] if isinstance(value, dict) and "@list" in value else value
    return value[:50] if isinstance(value, list) else [value] if value else []


def _roots(tree: HtmlElement) -> tuple[list[Any], str]:
    """What the scripts hold, parsed, and the text of those that cannot be."""
    parsed: list[Any] = []
    broken: list[str] = []
    for script in tree.iter("script"):
        if not (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            continue
        text = (script.text or "").strip()
        if not text or len(text) > _LONGEST_SCRIPT:
            continue
        values = list(_values(text))
        parsed += values
        if not values:
            broken.append(text)
    return parsed, "\n".join(broken)


def _values(text: str) -> Iterator[Any]:
    """The values of a script, which may hold several; none if it is broken beyond certain repair."""
    for repair in (str, _repaired):
        values, stated, position = [], repair(text), 0
        try:
            while position < len(stated):
                value, position = _DECODER.raw_decode(stated, position)
                values.append(value)
                position = _skipped(stated, position)
        except (ValueError, RecursionError):
            continue
        yield from values
        return


_DECODER = json.JSONDecoder(strict=False)
_BETWEEN = re.compile(r"[\s;,]*")


def _skipped(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _repaired(text: str) -> str:
    """The JSON without the comment around it, without commas that part nothing, values that are none, escapes of nothing."""
    bare = _COMMENT.sub("", _COMMENT.sub("", text)).strip().rstrip(";").lstrip("\ufeff")
    if bare.startswith(("{&quot;", "[{&quot;", "{ &quot;")):
        bare = bare.replace("&quot;", '"').replace("&amp;", "&")
    bare = _ESCAPE.sub(lambda escape: escape[0] if escape[1] else "", bare)
    return _TRAILING_COMMA.sub(r"\1", _LEFT_EMPTY.sub(" null", _DOUBLED.sub(",", bare)))


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """The objects of a value that may be its article, the outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:_MOST_NODES]:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, each in value.items():
            if isinstance(each, list | dict) and key not in ELSEWHERE:
                yield from _nodes(each, depth + 1)
            elif key in ("publisher", "author") and isinstance(each, dict):
                yield each


def _types(node: Node) -> list[str]:
    return [str(each).rpartition("/")[2].rpartition(":")[2] for each in _listed(node.get("@type"))] or [""]


def _is_a(node: Node, types: re.Pattern[str]) -> bool:
    return any(types.fullmatch(each) for each in _types(node))


def _best(
    nodes: list[Node], addresses: Collection[str], headlines: Sequence[str], *, has_to_match: bool = False
) -> Node | None:
    """Of several nodes the one about this page: by its address, then its headline, then by how much it says."""

    def rank(node: Node) -> tuple[bool, int, int]:
        stated = [node.get("url"), node.get("@id"), *_listed(node.get("mainEntityOfPage"))]
        urls = [each.get("@id") or each.get("url") if isinstance(each, dict) else each for each in stated]
        same_address = any(isinstance(url, str) and normalise_url(url) in addresses for url in urls)
        headline = node.get("headline") or node.get("name")
        key = key_of(headline) if isinstance(headline, str) else ""
        prominence = len(headlines) - headlines.index(key) if key in headlines else 0
        return same_address, prominence, sum(key in node for key in _TELLING)

    ranked = sorted(nodes, key=rank, reverse=True)
    if not ranked or (has_to_match and not any(rank(ranked[0])[:2])):
        return None
    if len(ranked) > 3 and not any(rank(ranked[0])[:2]):
        return None  # a list of articles, none of them this page's
    return ranked[0]


_TELLING = ("headline", "datePublished", "author", "articleBody", "publisher", "dateModified", "description")


def _add_certain(broken: str, said: Statements) -> None:
    """The dates and the author that JSON beyond repair states, each if it states no other."""
    stated: dict[str, set[str]] = {}
    for key, value in _DATE.findall(broken):
        stated.setdefault(key, set()).add(value)
    for field, key in (("published", "datePublished"), ("modified", "dateModified")):
        if len(values := stated.get(key, ())) == 1:
            said.add(field, next(iter(values)), f"broken JSON-LD {key}", "medium")
    if len(names := set(_AUTHOR.findall(broken))) == 1:
        said.add("authors", names.pop(), "broken JSON-LD author", "medium")
