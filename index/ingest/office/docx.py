"""Word documents (.docx): the paragraphs of the main text, with the one that is styled as the title.

A document is a zip of XML, of which two files are read, each up to a limit whatever the zip says
of its size. That is all that an article needs, and less than python-docx would unpack; so
no library for it is asked for. What was deleted, headers and notes stay out.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812 - an exception, named like one

from lxml import etree

from index.article import Article
from index.ingest.claims import Claim
from index.ingest.documents import Document, articles_of, members_of
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream
from index.ingest.xml_trees import GUARDS

_LARGEST = 100_000_000
"""Bytes of a document within something compressed, with its pictures."""
_LARGEST_TEXT = 60_000_000
"""Bytes of the main text, unpacked; five hundred articles are some 20 MB."""
_LARGEST_STYLES = 5_000_000
_MOST_FILES = 20_000
_MOST_EVENTS = 600_000
"""Beginnings and ends of elements that are read; five hundred articles have some 100,000."""
_MAIN = re.compile(r"/?word/document[0-9]*\.xml", re.IGNORECASE)
_TITLES = ("title", "heading 1")
"""Styles by their own name, which is the same whatever language the program was in; the better first."""
_LONGEST_TITLE = 400


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`. Raises ValueError for what is no Word document."""
    yield from members_of(_read_docx(stream))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    return articles_of(member, origin, "docx")


def _read_docx(stream: Stream) -> Document:
    file = cast(BinaryIO, stream) if stream.seekable() else BytesIO(whole(stream, _LARGEST))
    try:
        with ZipFile(file) as zipped:
            names = zipped.namelist()
            if len(names) > _MOST_FILES:
                raise ValueError(f"more than {_MOST_FILES:,} files in it")
            main = next((name for name in names if _MAIN.fullmatch(name)), None)
            if main is None:
                raise ValueError("no Word document: no text in its zip")
            styles = (
                _styles(_unpacked(zipped, "word/styles.xml", _LARGEST_STYLES))
                if "word/styles.xml" in names
                else {}
            )
            return _document(_unpacked(zipped, main, _LARGEST_TEXT), styles)
    except (BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"no Word document, or a damaged or protected one: {error}") from error
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its text is no XML: {error.msg}") from error


def _unpacked(zipped: ZipFile, name: str, most: int) -> bytes:
    """A file of a zip, but no more of it than that: what its zip says of its size may be a lie."""
    with zipped.open(name) as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ValueError(f"its {name} is larger than {most // 1_000_000} MB")
    return raw


def _styles(raw: bytes) -> dict[str, str]:
    """The names of the styles by the ids that paragraphs have."""
    names: dict[str, str] = {}
    style = ""
    for event, name, element in _walk(raw):
        if event == "start" and name == "style":
            style = _attribute(element, "styleId")
        elif event == "start" and name == "name" and style:
            names.setdefault(style, _attribute(element, "val").lower())
    return names


def _document(raw: bytes, styles: dict[str, str]) -> Document:
    paragraphs: list[str] = []
    titles: dict[str, str] = {}
    open_texts: list[list[str]] = []
    style = ""
    for event, name, element in _walk(raw):
        if event == "start":
            if name == "p":
                open_texts.append([])
                style = ""
            elif name == "pStyle":
                style = styles.get(_attribute(element, "val"), "")
            elif open_texts and name in _SIGNS:
                open_texts[-1].append(_SIGNS[name])
        elif name == "t" and open_texts:
            open_texts[-1].append(element.text or "")
        elif name == "p" and open_texts:
            lines = "".join(open_texts.pop()).split("\n")
            texts = [text for line in lines if (text := line.strip())]
            paragraphs += texts
            if style in _TITLES and texts and len(title := " ".join(texts)) <= _LONGEST_TITLE:
                titles.setdefault(style, title)
            style = ""
    title, where = next(((titles[name], name) for name in _TITLES if name in titles), ("", ""))
    return Document(
        paragraphs, Claim(" ".join(title.split()), f"the paragraph styled as {where}") if title else None
    )


_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_VOCABULARIES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)
_UNREAD = frozenset({"Fallback", "del", "moveFrom"})
"""What is there a second time for old programs, and what was deleted."""
_TAGS = [
    f"{{{vocabulary}}}{name}"
    for vocabulary in _VOCABULARIES
    for name in ("p", "t", "pStyle", "style", "name", *_SIGNS, *_UNREAD)
]


def _walk(raw: bytes) -> Iterator[tuple[str, str, etree._Element]]:
    """The elements that are read as they begin and end, by name, in a part of a document."""
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        raise ValueError("declares entities, which no Word document needs")
    unread = 0
    walk = etree.iterparse(
        BytesIO(raw),
        events=("start", "end"),
        tag=_TAGS,
        **GUARDS,
    )
    for number, (event, element) in enumerate(walk):
        if number > _MOST_EVENTS:
            raise ValueError(f"more than {_MOST_EVENTS // 2:,} elements")
        name = element.tag.rpartition("}")[2]
        if name in _UNREAD:
            unread += 1 if event == "start" else -1
        elif not unread:
            yield event, name, element
        if event == "end" and name == "p":
            element.clear(keep_tail=False)


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.items() if etree.QName(key).localname == name), "")
