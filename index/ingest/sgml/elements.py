"""Elements: the text of an element of a document in SGML, as lines or paragraphs.

Named character entities, and those with a number, become their characters; a document
declares no others. Where a paragraph begins is shown by `<P>`, an empty line, or an indentation.
"""

import re
from functools import lru_cache
from html import unescape
from html.entities import html5

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BEGINS = re.compile(r"(?:\s|</?[A-Za-z][^<>]*>)*+\S")
_PARAGRAPH = re.compile(r"<P(?:\s[^<>]*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITIES = {"&hyph;": "-", "&blank;": " "}
"""Of TREC's documents, unknown to HTML."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def element(document: str, *names: str) -> str | None:
    """What is in the first element of the first of these names that has any text, with its markup; else None.

    An element that is not closed goes on to the end.
    """
    for name in names:
        if opening := _opening(name).search(document):
            closing = _closing(name).search(document, opening.end())
            content = document[opening.end() : closing.start() if closing else None]
            if _BEGINS.match(content):
                return content
    return None


def line(document: str, *names: str) -> str:
    """The text of such an element on one line; empty where there is none."""
    return " ".join(text_of(element(document, *names) or "").split())


def text_of(markup: str) -> str:
    """The text of a piece of a document, with its line ends and without control characters."""
    text = _TAG.sub("", markup)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: _character(entity[0]), text)
    return _CONTROLS.sub("", text)


def paragraphs_of(markup: str) -> list[str]:
    """The paragraphs of a piece of a document, each on one line."""
    return [
        paragraph for piece in _PARAGRAPH.split(markup) for paragraph in paragraphs_of_text(text_of(piece))
    ]


def paragraphs_of_text(text: str) -> list[str]:
    """The paragraphs of a text without markup: an empty line or an indentation begins one."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.expandtabs().splitlines()]
    margin = min((indent for indent, line in lines if line), default=0)
    paragraphs: list[list[str]] = [[]]
    for indent, line in lines:
        if (not line or indent > margin) and paragraphs[-1]:
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return [" ".join(" ".join(lines).split()) for lines in paragraphs if lines]


@lru_cache(maxsize=1024)
def _character(entity: str) -> str:
    is_known = entity[1] == "#" or entity[1:] in html5  # of others, HTML would resolve a beginning
    return unescape(entity) if is_known else _OWN_ENTITIES.get(entity, entity)


@lru_cache(maxsize=64)
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}(?:\s[^<>]*)?>", re.IGNORECASE)


@lru_cache(maxsize=64)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)
