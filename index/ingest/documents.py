"""Documents: paragraphs out of a file of a word processor or a PDF, to the articles they are.

Such a document is an export of a database with many articles, or it is one article, and is then
read as a page of plain text is. Its own styles tell its headline better than its words do.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from index.article import Article, Source
from index.ingest.claims import Claim, Claims, resolve
from index.ingest.exports.layouts import Exported, cut_export, read_exported
from index.ingest.members import Member, Origin
from index.ingest.text.paragraphs import key_of
from index.ingest.text.reader import read_text

_LONGEST = 3_000_000
_MOST_PARAGRAPHS = 50_000
_LINE = re.compile(r"line ([0-9]+), ")


class Document(NamedTuple):
    """What a file holds, in order."""

    paragraphs: Sequence[str]
    """Each on one line, none empty."""
    title: Claim | None = None
    """The headline, where something other than its words marks it; also among the paragraphs, or not."""


def members_of(document: Document) -> Iterator[Member]:
    """The articles of a document, each a member. Raises ValueError for one without text."""
    if not document.paragraphs:
        raise ValueError("no text in it")
    exported = cut_export(document.paragraphs)
    if not exported:
        if len(document.paragraphs) > _MOST_PARAGRAPHS or sum(map(len, document.paragraphs)) > _LONGEST:
            raise ValueError(
                f"longer than any article: more than {_LONGEST:,} characters, or {_MOST_PARAGRAPHS:,} paragraphs"
            )
        yield Member(None, document)
    yield from (Member(str(number), each) for number, each in enumerate(exported, 1))


def articles_of(member: Member, origin: Origin, kind: str) -> tuple[Article, ...]:
    """The article of a member; `kind` is the name of the format it was in."""
    source = Source(str(origin.path), member.name, kind)
    if isinstance(member.content, Exported):
        return (read_exported(member.content, source, origin.today),)
    paragraphs, title = member.content
    claims = claims_of_text(
        "\n\n".join(paragraphs), path=origin.path, today=origin.today, title=title, of_paragraphs=True
    )
    return (resolve(claims, source, origin.today),)


def claims_of_text(
    text: str, *, path: Path, today: date, title: Claim | None = None, of_paragraphs: bool = False
) -> Claims:
    """What the text of one article claims, read as plain text; `title` is how it is headed elsewhere.

    That headline is believed before what the text may have for one, and is not repeated in the body.
    A text `of_paragraphs` has an empty line between any two lines; these are told by number.
    """
    read, above = _read_headed(text, title, path=path, today=today)
    if not read:
        return Claims(body="", title=(title,) if title else ())
    article = read[0]

    def counted(line: re.Match[str]) -> str:
        number = int(line[1]) - above
        return f"paragraph {number // 2 + 1}, " if of_paragraphs else f"line {number}, "

    def said(name: str, *values: str | None) -> tuple[Claim, ...]:
        found = article.provenance.get(name)
        if not found:
            return ()
        where = _LINE.sub(counted, found.where)
        return tuple(Claim(value, where, found.confidence) for value in values if value)

    return Claims(
        body=_without_headline(article.body, title),
        body_kind=None if article.body_kind == "stub" else article.body_kind,
        title=(title,) if title else said("title", article.title),
        standfirst=said("standfirst", article.standfirst),
        section=said("section", article.section),
        outlet=said("outlet", article.outlet),
        published=said("published", article.published.raw if article.published else None),
        modified=said("modified", article.modified.raw if article.modified else None),
        place=said("place", article.place),
        agency=said("agency", article.agency),
        authors=(said("authors", *article.authors),),
    )


def _read_headed(
    text: str, title: Claim | None, *, path: Path, today: date
) -> tuple[tuple[Article, ...], int]:
    """The article of a text, read so that nothing but `title` is its headline, and how many lines that took above it.

    What is taken for a headline is no text any more: so where that would be another line, the
    right one is put over the text, and in the end labelled.
    """
    if title is None:
        return read_text(text, path=path, today=today, is_one=True), 0
    line = " ".join(title.value.split())
    for over in ("", f"{line}\n\n", f"Title: {line}\n\n"):
        read = read_text(over + text, path=path, today=today, is_one=True)
        if read and read[0].title and key_of(read[0].title) == key_of(line):
            break
    return read, over.count("\n")


def _without_headline(body: str, title: Claim | None) -> str:
    """The body without the paragraph that is the headline once more, wherever its styles put it."""
    if not title:
        return body
    key = key_of(title.value)
    return "\n\n".join(text for text in body.split("\n\n") if key_of(text) != key)
