"""Where a page was saved from: the comment that browsers and SingleFile leave at the beginning of what they save."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from index.metadata.machine_dates import parse_machine_date

_COMMENT = re.compile(rb"<!--(.{0,1000}?)-->", re.DOTALL)
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(?P<url>\S+)\s*")
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile.*?\burl:\s*(?P<url>\S+)(?:.*?\bsaved date:\s*(?P<day>[^\n]+))?", re.DOTALL
)
_HEAD = 4_096


class SavedFrom(NamedTuple):
    """What a saved page says of its saving; None for what it does not."""

    url: str | None = None
    day: date | None = None


def saved_from(raw: bytes, *, today: date) -> SavedFrom:
    """Read the comment near the beginning of a saved page."""
    for comment in _COMMENT.findall(raw[:_HEAD]):
        text = comment.decode("utf-8", "replace")
        if match := _SINGLE_FILE.search(text) or _BROWSER.fullmatch(text):
            saved = match.groupdict().get("day")
            moment = parse_machine_date(saved, today=today + timedelta(days=1)) if saved else None
            return SavedFrom(match["url"], moment.first_day if moment else None)
    return SavedFrom()
