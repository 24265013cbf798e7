"""Statements: what the press's formats say alike, whatever they call it.

None of them states when an article was published; they say when an item was first made, when this
version of it, and when its content. A first version is an agency's publication, a later one its correction, whose
time counts only where nothing earlier is stated. What is under embargo is not published before that ends,
which may be in the future: then the day is unknown.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from index.ingest.claims import Claim
from index.ingest.members import PassedOver
from index.metadata.agencies import agency_named

NO_TEXT = "items that are no text"
TEXTS = frozenset({"", "text", "composite", "component"})
"""Kinds of items that may hold an article; pictures and their like do not."""
_NOT_FOR_PUBLICATION = frozenset({"canceled", "cancelled", "withheld"})
_MIDNIGHT = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})T00:?00(?::?00(?:\.0+)?)?(?:Z|[+-]00:?00)?")


class Moments(NamedTuple):
    """The times that an item states, as it writes them; empty where it does not."""

    published: str = ""
    first: str = ""
    """When its first version was made."""
    this: str = ""
    """When this version was."""
    version: str = ""
    content: str = ""
    """When what it holds was made."""
    changed: str = ""
    """When that was changed."""
    embargo: str = ""
    """Until when it is not to be published."""

    def claims(self) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        """The claims of when the article was published, and of when it was modified."""
        is_first = self.version in ("", "0", "1")
        published = [
            Claim(_day(self.published), "published"),
            Claim(_day(self.first), "first created", "medium"),
            Claim(_day(self.this if is_first else ""), "version created", "medium"),
            Claim(_day(self.content), "content created", "low"),
            Claim(_day(self.this), "version created", "low"),
        ]
        if self.embargo and _is_later(self.embargo, [self.published, self.first, self.this]):
            published = [Claim(_day(self.embargo), "end of the embargo", "medium")]
        modified = [
            Claim(_day(self.this if not is_first else ""), "version created"),
            Claim(_day(self.changed), "content modified", "medium"),
        ]
        return _said(published), _said(modified)


def pass_over_unpublished(status: str) -> None:
    """Raises PassedOver for an item whose status is that it was canceled, or withheld from publication."""
    if status.strip().lower() in _NOT_FOR_PUBLICATION:
        raise PassedOver("items that were withdrawn or withheld")


def outlets_among(credited: Iterable[Claim]) -> tuple[Claim, ...]:
    """Those of an item's credits that name no wire service."""
    return tuple(claim for claim in credited if claim.value and not agency_named(claim.value))


def _said(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.value)


def _day(stated: str) -> str:
    """A moment as it is written; midnight, as which programs store a day, as that day."""
    match = _MIDNIGHT.fullmatch(stated.strip())
    return "-".join(match.groups()) if match else stated.strip()


def _is_later(embargo: str, stated: Iterable[str]) -> bool:
    ends = _moment(embargo)
    begins = next((moment for each in stated if (moment := _moment(each))), None)
    return ends is None or begins is None or ends > begins


def _moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
