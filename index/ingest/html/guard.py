"""The guard: what a page may be made of, checked on its bytes before any parser sees them.

Parsers of markup are at their slowest, or recurse, where pages are least like pages:
a hundred thousand levels, attributes or links. Such a page is refused with its
reason. Pictures that a page carries within itself are taken out first, for they
are most of a page saved whole, and no text.
"""

import re
from collections import Counter

LARGEST = 5_000_000
"""Bytes of markup without pictures."""
LARGEST_SAVED = 60_000_000
"""Bytes of a page with the pictures, type and styles that it carries within itself."""
DEEPEST = 600
_MOST_LINKS = 25_000
_MOST_TAGS = 250_000
_MOST_SHAPES = 10_000
_MOST_LEVELS = 10_000_000
"""Levels of all elements together: for each element, some steps go up to the outermost."""
_MOST_ATTRIBUTES = 250_000
_FREE_ATTRIBUTES = 1_000_000
"""Bytes in which there cannot be too many."""
_LONGEST_TAG = 16_384
"""Bytes of a tag outside of quotation marks: names of attributes, of which no tag has so many."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a page in UTF-16 begins, every other byte of which is zero."""
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\f\r\x1b")
_MOST_CONTROLS = 0.02
_EMBEDDED = re.compile(rb"data:[\w/+.;=,-]{0,100}base64,[\w+/=%\s]{100,}+")
_LINK = re.compile(rb"<a[\s>]", re.IGNORECASE)
_ATTRIBUTE = rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"  # have no content
    b" p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rp rt html head body".split()
    # are ended by the next of their kind
)
_SHAPES = frozenset(b"path circle ellipse line polygon polyline rect use stop image g animate".split())
"""Elements of drawings that are written as one tag, <path/>; anywhere else this would be a tag that is left open."""
_TOKEN = re.compile(
    rb"<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+)"
    rb"|<(?:script|style)\b(?:" + _ATTRIBUTE + rb")*+[\s/]*+>(?:[^<]++|<(?!/(?:script|style)))*+"
    rb"|<(/?[a-z][^\s/>]*+)((?:" + _ATTRIBUTE + rb")*+)\s*+(/?)",
    re.IGNORECASE,
)
"""A comment, a script, or a tag: name, attributes, slash; as the HTML standard divides them."""
_SLASH = ord("/")
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")


def without_pictures(raw: bytes) -> bytes:
    """The markup without what is embedded in it as base64."""
    return _EMBEDDED.sub(b"", raw) if b"base64," in raw else raw


def check_markup(raw: bytes) -> None:
    """Raise ValueError for markup that is larger, deeper or fuller than a page's can be."""
    if len(raw) > LARGEST:
        raise ValueError(f"larger than {LARGEST // 1_000_000} MB")
    if not raw.startswith(_WIDE) and len(raw) - len(raw.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(
        raw
    ):
        raise ValueError("binary, not a page")
    tags = raw.count(b"<")
    if tags > 2 * _MOST_TAGS:
        raise ValueError(f"more than {_MOST_TAGS:,} elements")
    if tags > _MOST_LINKS and sum(1 for _ in _LINK.finditer(raw)) > _MOST_LINKS:
        raise ValueError(f"more than {_MOST_LINKS:,} links")
    stack: list[bytes] = []
    standing: Counter[bytes] = Counter()
    levels = shapes = 0
    tokens = _TOKEN.findall(raw)
    are_many = sum(len(attributes) for _, attributes, _ in tokens) > _FREE_ATTRIBUTES
    if are_many and sum(len(attributes.split()) for _, attributes, _ in tokens) > _MOST_ATTRIBUTES:
        raise ValueError(f"more than {_MOST_ATTRIBUTES:,} attributes")
    for name, attributes, slash in tokens:
        if len(attributes) > _LONGEST_TAG and len(_QUOTED.sub(b"", attributes)) > _LONGEST_TAG:
            raise ValueError(f"a tag with more than {_LONGEST_TAG:,} bytes of attributes")
        levels += len(stack)
        name = name.lower()
        if not name or name in _FLAT:
            continue
        if slash and name in _SHAPES and standing.get(b"svg") and shapes < _MOST_SHAPES:
            shapes += 1
        elif name[0] != _SLASH:
            stack.append(name)
            standing[name] += 1
            if len(stack) > DEEPEST:
                raise ValueError(f"nested more than {DEEPEST} levels deep")
        elif standing.get(name := name[1:]):
            while (last := stack.pop()) != name:
                standing[last] -= 1
            standing[name] -= 1
    if levels > _MOST_LEVELS:
        raise ValueError(f"{len(tokens):,} tags, {levels // len(tokens)} levels deep")
