"""Channels: what a feed says of all its items, and the outlet that it is of.

The title of a feed names the outlet, but often the department beside it ("World | The
Tidewater Post"), so the part of it that the domain also has is preferred.
"""

import re
from dataclasses import dataclass

from index.ingest.claims import Claim
from index.metadata.addresses import registrable_domain
from index.metadata.people import outlet_key

_SEPARATOR = re.compile(r"\s+[-–—:|>»·/]+\s+|\s*[|»>]+\s*|:\s+")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of all its items."""

    title: str = ""
    url: str | None = None
    """Of the site."""
    language: str = ""
    authors: tuple[str, ...] = ()

    def outlet_claims(self, url: str | None) -> tuple[Claim, ...]:
        """The outlet that the feed's title names: of its parts the one that the domain has as well."""
        title = " ".join(self.title.split())
        domains = [registrable_domain(address) for address in (self.url, url) if address]
        for label in filter(None, (outlet_key(domain.partition(".")[0]) for domain in domains if domain)):
            for part in _SEPARATOR.split(title):
                key = outlet_key(part)
                if len(key) > 2 and (label in key or key in label):
                    return (Claim(part, "the feed's title", "medium"),)
        return (Claim(title, "the feed's title", "low"),) if title else ()

    def language_claims(self) -> tuple[Claim, ...]:
        """The language that all items are said to be in."""
        return (Claim(self.language, "the feed's language", "medium"),) if self.language else ()

    def author_claims(self) -> tuple[Claim, ...]:
        """The authors of items that name none."""
        return tuple(Claim(name, "the feed's author", "medium") for name in self.authors)

    def identity(self, guid: str, file: str) -> tuple[str, str] | None:
        """What tells an item without an address from others; `file` stands for a feed that nothing names."""
        return (self.url or self.title or file, guid) if guid else None
