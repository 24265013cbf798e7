"""Lines that quote the headline: breadcrumbs "Home > Section > Headline" and page titles "Headline | Outlet".

What they add to the headline is known by its place in the line. Such a line is
recognised by another line that is the headline alone, because headlines hold dashes,
colons and bars themselves, and may well begin with "Home".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.paragraphs import Paragraph, key_of, word_count
from index.ingest.sections import is_known_section
from index.metadata.agencies import agency_named

_HOME = re.compile(
    r"(?:you are here:? ?)?(?:home(?:\s?page)?|startseite|inicio|accueil)\b(?P<arrow>[\s>»›/|:→]*)",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*[>»›→]\s*|\s+[/|:]\s+")
_TITLE_SEPARATOR = re.compile(r"\s+[-–—|»·]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class QuotingLine:
    """A line around a headline, and what it says besides."""

    paragraph: Paragraph
    kind: str
    """"breadcrumb" or "page title"."""
    section: str | None
    outlet: str | None


def find_breadcrumb(lines: Sequence[Paragraph]) -> QuotingLine | None:
    """The first line that is a path through a site, with the first section on it."""
    for line in lines:
        home = _HOME.match(line.text)
        path = line.text[home.end() :] if home else line.text
        ending = [other.text for other in lines if other is not line and _ends_with(path, other.text)]
        crumbs = [crumb.strip() for crumb in _ARROW.split(path) if crumb.strip()]
        if home and ending:
            middle = _ARROW.split(path[: -len(max(ending, key=len))].strip(" >»›/|:→"))[0]
        elif crumbs and ((home and home["arrow"].strip()) or (ending and re.search("[>»›→]", path))):
            middle = crumbs[0]
        else:
            continue
        return QuotingLine(line, "breadcrumb", middle if 0 < word_count(middle) <= 6 else None, None)
    return None


def find_page_title(lines: Sequence[Paragraph]) -> QuotingLine | None:
    """The first line that is a headline with the site's name behind it, perhaps with a section between."""
    for line in lines:
        headline = next(
            (other.text for other in lines if other is not line and _begins(line.text, other.text)), None
        )
        if headline is None:
            continue
        *middle, name = [part for part in _TITLE_SEPARATOR.split(line.text[len(headline) :]) if part]
        is_outlet = (
            word_count(name) <= 5
            and name[0].isupper()
            and not agency_named(name)
            and not is_known_section(name)
        )
        section = middle[0] if len(middle) == 1 and word_count(middle[0]) <= 4 else None
        return QuotingLine(line, "page title", section, name if is_outlet else None)
    return None


def _ends_with(path: str, headline: str) -> bool:
    return len(headline) >= 12 and key_of(path).endswith(key_of(headline))


def _begins(text: str, headline: str) -> bool:
    """Whether `text` is a headline, a separator, and more."""
    if word_count(headline) < 3 or key_of(text[: len(headline)]) != key_of(headline):
        return False
    separator = _TITLE_SEPARATOR.match(text, len(headline))
    return separator is not None and separator.end() < len(text)
