"""Lines that quote the headline: breadcrumbs "Home > Section > Headline" and page titles "Headline | Outlet".

What they add to the headline is known by its place in the line. Such a line is
recognised by another line that is the headline alone, because headlines hold dashes,
colons and bars themselves, and may well begin with "Home". What stands behind a headline
may be "Live updates" or "Analysis", so an outlet has to be named like one; and what
stands on a path may be a year and a month, which are no section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.text.outlets import is_press_name
from index.ingest.text.paragraphs import LONGEST_LINE, Paragraph, key_of, word_count
from index.metadata.months import MONTH_NUMBERS, plain_name

_HOME = re.compile(
    r"(?:you are here:? ?)?(?:home(?:\s?page)?|startseite|inicio|accueil)\b(?P<arrow>\s*[>»›→]\s*|\s+[/|]\s+|\s+)",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*[>»›→]\s*|\s+[/|:]\s+")
_PATH = re.compile(r"[^>»›→]{2,40}(?:[>»›→][^>»›→]{2,40}){2,9}")
"""Two arrows or more in a line make a path, wherever it begins."""
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
        if len(line.text) > LONGEST_LINE:
            continue
        home = _HOME.match(line.text)
        path = line.text[home.end() :] if home else line.text
        ending = [other.text for other in lines if other is not line and _ends_with(path, other.text)]
        crumbs = [crumb.strip() for crumb in _ARROW.split(path) if crumb.strip()]
        if home and ending:
            crumbs = _ARROW.split(path[: -len(max(ending, key=len))].strip(" >»›/|:→"))
        elif not crumbs or not (
            (home and _is_arrow(home["arrow"], crumbs))
            or (ending and re.search("[>»›→]", path))
            or (len(lines) > 1 and _PATH.fullmatch(line.text))
        ):
            continue
        return QuotingLine(line, "breadcrumb", next(filter(_may_be_section, crumbs), None), None)
    return None


def _is_arrow(arrow: str, crumbs: Sequence[str]) -> bool:
    """Whether what follows "Home" leads on; a slash or a bar does only with another after it."""
    return bool(arrow.strip(" /|\t\u00a0")) or (bool(arrow.strip()) and len(crumbs) > 1)


def _may_be_section(crumb: str) -> bool:
    """Whether a step of a path is words, and not a part of a date."""
    return (
        0 < word_count(crumb) <= 6
        and not any(letter.isdigit() for letter in crumb)
        and plain_name(crumb) not in MONTH_NUMBERS
    )


def find_page_title(lines: Sequence[Paragraph]) -> QuotingLine | None:
    """The first line that is a headline with the site's name behind it, perhaps with a section between."""
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        headline = next(
            (other.text for other in lines if other is not line and _begins(line.text, other.text)), None
        )
        if headline is None:
            continue
        parts = [part for part in _TITLE_SEPARATOR.split(line.text[len(headline) :]) if part]
        *middle, name = parts or [""]
        outlet = name if is_press_name(name) else None
        section = middle[0] if outlet and len(middle) == 1 and word_count(middle[0]) <= 4 else None
        return QuotingLine(line, "page title", section, outlet)
    return None


def _ends_with(path: str, headline: str) -> bool:
    return len(headline) >= 12 and key_of(path).endswith(key_of(headline))


def _begins(text: str, headline: str) -> bool:
    """Whether `text` is a headline, a separator, and more."""
    if word_count(headline) < 3 or key_of(text[: len(headline)]) != key_of(headline):
        return False
    separator = _TITLE_SEPARATOR.match(text, len(headline))
    return separator is not None and separator.end() < len(text)
