"""Lists of feeds (OPML): the feeds that are saved beside the list are read, each item as if the feed were named.

Nothing is fetched: feeds on the network are passed over. A path leads only to feeds in
the list's own folder and those under it, links followed, for the list is somebody else's text.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.article import Article
from index.errors import InputRejected
from index.ingest.feeds import reader
from index.ingest.html.decoding import decode_page
from index.ingest.members import Member, Origin, whole
from index.ingest.sniffing import is_feed
from index.ingest.streams import HEAD, Stream, open_stream
from index.ingest.xml_trees import parse_xml

_LARGEST = 5_000_000
"""Bytes."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each item of each feed is one; a feed that cannot be read is one as well."""
    root, _ = parse_xml(decode_page(whole(stream, _LARGEST)))
    stated = [outline.get("xmlUrl") or outline.get("xmlurl") for outline in root.iter("outline")]
    saved = list(dict.fromkeys(url.strip() for url in stated if url and not _is_remote(url.strip())))
    if not saved:
        raise ValueError(
            "all feeds in this list are on the network; save them beside it, for nothing is fetched"
        )
    for url in saved:
        yield from _feed_members(url, origin)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`; the source of an article is its feed."""
    path, item = member.content
    if isinstance(item, str):
        raise ValueError(item)
    return reader.articles(item, replace(origin, path=path))


def _feed_members(url: str, origin: Origin) -> Iterator[Member]:
    path = origin.path
    try:
        path = _path_in_folder(url, origin.path.parent)
        with open_stream(path) as stream:
            if not is_feed(stream.peek(HEAD)):
                raise ValueError("no feed")
            for item in reader.members(stream, replace(origin, path=path)):
                yield Member(f"{url}#{item.name}", (path, item))
    except InputRejected as rejected:
        yield Member(url, (path, rejected.reason))
    except ValueError as error:
        yield Member(url, (path, str(error)))


def _path_in_folder(url: str, folder: Path) -> Path:
    """The file that an entry names, in the folder. Raises ValueError for one outside of it."""
    path = folder / (unquote(urlsplit(url).path) if url.lower().startswith("file:") else url)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError("outside of the folder that the list is in")
    return path


def _is_remote(url: str) -> bool:
    return "://" in url and not url.lower().startswith("file:")
