"""Markdown: a file to its article.

Front matter is a record as a row of a table is one: its keys are called what columns are, and `--map`
names others. Without front matter the file is a page of text, whose first lines may say who wrote it and when.
Either way the text becomes HTML first, which is what Markdown stands for and may itself contain, and passes
the guard that all markup passes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from index.article import Article, Source
from index.ingest.decoding import decode
from index.ingest.fragments import paragraphs_of_markup, text_of_markup
from index.ingest.html.statements import key_of
from index.ingest.markdown.front_matter import Record, split_front_matter, without_links
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream
from index.ingest.tables.rows import article_of
from index.ingest.text.reader import read_text
from index.metadata.addresses import read_address

_LARGEST = 1_000_000
"""Bytes; more takes longer to read than an article may."""
_MARKS = "[*_`<&\\|"
_MOST_MARKS = 20_000
_MOST_LINES = 20_000
_MOST_OPEN = 500
"""Brackets; each that is never closed is looked for to the end of its paragraph, once for every one before it."""
_BODY = "the text below the front matter"


class _Text(NamedTuple):
    heading: str
    """The first line, if it is a heading of the first level."""
    markup: str
    """HTML of what is below that."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: a file is one member."""
    yield Member(None, whole(stream, _LARGEST))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises ValueError for bytes that are no text."""
    written = decode(member.content).replace("\r\n", "\n").lstrip("\ufeff\n")
    front, below = split_front_matter(written)
    text = _read_markdown(below)
    source = Source(str(origin.path), member.name, "markdown")
    if front:
        return article_of(_record(front, text), _settled(front, origin), source, origin)
    paragraphs = [text.heading, *paragraphs_of_markup(text.markup)]
    read = read_text("\n\n".join(filter(None, paragraphs)), path=origin.path, today=origin.today)
    return tuple(replace(article, source=replace(article.source, format=source.format)) for article in read)


def _record(front: Record, text: _Text) -> Record:
    record = {str(key): without_links(value) for key, value in front.items()}
    for key in [key for key in record if key.casefold() == "source"]:
        if isinstance(record[key], str) and read_address(record[key]):
            record["source url"] = record.pop(key)  # where it was clipped from, not who published it
    titles = [value for key, value in record.items() if key.casefold() in ("title", "headline")]
    body = text.markup
    if not any(titles):
        record["title"] = text.heading
    elif text.heading and key_of(text.heading) not in [
        key_of(title) for title in titles if isinstance(title, str)
    ]:
        body = f"<p>{text.heading}</p>{body}"
    return record | {_BODY: body}


def _settled(front: Record, origin: Origin) -> tuple[tuple[str, str], ...]:
    """Which key holds what, as `index.ingest.tables.columns` wants it: what the user said, and the text."""
    return tuple(sorted((dict(origin.mapping) | {"body": _BODY}).items()))


def _check_marks(text: str) -> None:
    """Raise ValueError for a text that is more marks than words, as no article is: a parser would take minutes."""
    if text.count("\n") > _MOST_LINES:
        raise ValueError(f"longer than any article: more than {_MOST_LINES:,} lines")
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        raise ValueError(f"more than {_MOST_MARKS:,} marks of Markdown")
    if text.count("[") - text.count("]") > _MOST_OPEN or text.count("](") - text.count(")") > _MOST_OPEN:
        raise ValueError(f"more than {_MOST_OPEN:,} brackets are left open")


def _read_markdown(text: str) -> _Text:
    _check_marks(text)
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(text)
    if not _is_title(tokens):
        return _Text("", markdown.renderer.render(tokens, markdown.options, {}))
    above, below = (markdown.renderer.render(part, markdown.options, {}) for part in (tokens[:3], tokens[3:]))
    return _Text(text_of_markup(above), below)


def _is_title(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
