"""JSON Feed: its items, which hold what those of Atom do under other names."""

import json
from collections.abc import Mapping
from typing import Any

from index.ingest.claims import Claim, Claims
from index.ingest.feeds.channels import Channel
from index.ingest.feeds.texts import paragraphs_of_text, read_texts
from index.ingest.fragments import paragraphs_of_markup
from index.ingest.tables.cells import line_of, paragraphs_in, text_of
from index.ingest.tables.json_errors import not_json
from index.metadata.addresses import read_address

_MOST_AUTHORS = 50


def read_json_feed(text: str) -> tuple[Channel, list[dict[str, Any]]]:
    """What a feed says of all items, and the items. Raises ValueError for what is no such feed."""
    try:
        feed = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise not_json(error) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ValueError("a JSON feed without items")
    channel = Channel(
        line_of(feed.get("title")),
        read_address(line_of(feed.get("home_page_url"))),
        line_of(feed.get("language")),
        tuple(_authors(feed)),
    )
    return channel, [item for item in items if isinstance(item, dict)]


def claims_of_entry(item: Mapping[str, Any], channel: Channel, file: str) -> Claims:
    """What an item of a JSON Feed says."""

    def said(*keys: str) -> tuple[Claim, ...]:
        return tuple(Claim(line, key) for key in keys if (line := line_of(item.get(key))))

    markup, plain = text_of(item.get("content_html")), text_of(item.get("content_text"))
    tags = _listed(item.get("tags"))
    url, guid = read_address(line_of(item.get("url")), channel.url), line_of(item.get("id"))
    url = url or read_address(guid)
    full = paragraphs_of_markup(markup) if markup else paragraphs_in(plain)
    texts = read_texts(full, paragraphs_of_text(text_of(item.get("summary"))))
    return Claims(
        body=texts.body,
        body_kind=texts.body_kind,
        standfirst=texts.standfirst,
        title=said("title"),
        section=(Claim(line_of(tags[0]), "tags"),) if len(tags) == 1 else (),
        outlet=channel.outlet_claims(url),
        url=(Claim(url, "url"),) if url else (),
        published=said("date_published"),
        modified=said("date_modified"),
        language=(*said("language"), *channel.language_claims()),
        authors=(tuple(Claim(name, "authors") for name in _authors(item)), channel.author_claims()),
        supplied_id=None if url else channel.identity(guid, file),
        base_url=channel.url,
    )


def _authors(stated: Mapping[str, Any]) -> list[str]:
    return [line_of(each) for each in _listed(stated.get("authors") or stated.get("author"))[:_MOST_AUTHORS]]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
