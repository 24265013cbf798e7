"""Where a page was saved from: what browsers, SingleFile and the Wayback Machine leave at the beginning of what they save."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from lxml.html import HtmlElement

from index.metadata.machine_dates import parse_machine_date

_COMMENT = re.compile(rb"<!--(.{0,1000}?)-->", re.DOTALL)
_BROWSER = re.compile(r"\s*saved from url=\(\d{4,}\)(?P<url>\S+)\s*")
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile.*?\burl:\s*(?P<url>\S+)(?:.*?\bsaved date:\s*(?P<day>[^\n]+))?", re.DOTALL
)
_WAYBACK = re.compile(rb"__wm\.wombat\(\s*\"(?P<url>[^\"\s]{1,2000})\"\s*,\s*\"(?P<day>[0-9]{8})[0-9]{0,6}\"")
_BAR = "//*[starts-with(@id, 'wm-ipp') or @id='donato']"
"""What the Wayback Machine shows over a page, with days and links of its own."""
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
    if kept := _WAYBACK.search(raw[:_HEAD]):
        moment = parse_machine_date(kept["day"].decode(), today=today + timedelta(days=1))
        return SavedFrom(kept["url"].decode("utf-8", "replace"), moment.first_day if moment else None)
    return SavedFrom()


def remove_bar(tree: HtmlElement, markup: str) -> None:
    """Take what a web archive shows over a page out of its tree; `markup` is what that was made of."""
    if 'id="wm-ipp' in markup:
        for bar in tree.xpath(_BAR):
            if bar.getparent() is not None:
                bar.drop_tree()
