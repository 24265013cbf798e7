"""Headlines: which part of a title is one, and which the outlet, the section or the byline beside it.

Pages and tables have titles such as "Headline | Section | Outlet"; where a name is known, what has it is cut off.
"""

import re
from collections.abc import Iterable, Sequence

from index.metadata.bylines import read_byline
from index.metadata.people import outlet_key

_SEPARATOR = re.compile(
    r"\s+(?:[-–—|·»•:]+|::)\s+|\s*[|｜︱：]\s*|(?<=\S)[-–—]\s+|\s*--\s*|(?<=[^\x00-\x7f])[_-]+(?=[^\x00-\x7f])"
)
_AFTER_HEADLINE = re.compile(rf"{_SEPARATOR.pattern}|\s+\((?=(?:[^\W\d]+ )?(?:19|20)[0-9]{{2}}\)$)")
_BEFORE_HEADLINE = re.compile(rf"(?:{_SEPARATOR.pattern}|:\s+)$")
_PLAIN = str.maketrans("‘’‚“”„–—\u00a0", "'''\"\"\"-- ")
"""Marks that are typeset in several ways, one character for one."""
_LEAST_HEADLINE = 15
_MOST_WORDS_OF_OUTLET = 3


def without_outlet(title: str, names: Sequence[str], headings: Sequence[str]) -> str:
    """A page's title without the outlet, and perhaps the section, behind the headline or before it.

    `names` are keys, see `outlet_key`, of what the outlet is called.
    """
    for heading in headings:
        if (
            len(heading) >= _LEAST_HEADLINE
            and title.translate(_PLAIN).startswith(heading.translate(_PLAIN))
            and _AFTER_HEADLINE.match(title, len(heading))
        ):
            return title[: len(heading)]
    has_outlet = False
    while separators := list(_SEPARATOR.finditer(title)):
        first, last = separators[0], separators[-1]
        behind = title[last.end() :]
        if _is_named(behind, names) or _is_byline(behind):
            title = title[: last.start()]
            has_outlet = True
        elif has_outlet and _is_section(title[: last.start()], last[0], behind):
            title = title[: last.start()]
        elif outlet_key(title[: first.start()]) in names:
            title = title[first.end() :]
        else:
            break
    return title.strip()


def printed_part(title: str, lines: Iterable[str]) -> str | None:
    """The longest part of a page's title, between separators, that is one of the printed `lines`."""
    plain_title = title.translate(_PLAIN)
    found = ""
    for line in lines:
        if not max(len(found) + 1, _LEAST_HEADLINE) <= len(line) < len(title):
            continue
        at = plain_title.find(line.translate(_PLAIN))
        if at < 0 or (at > 0 and not _BEFORE_HEADLINE.search(title[:at])):
            continue
        end = at + len(line)
        if end == len(title) or _AFTER_HEADLINE.match(title, end):
            found = title[at:end]
    return found or None


def _is_byline(text: str) -> bool:
    """Whether a text is "by" somebody."""
    byline = read_byline(text) if text[:3].casefold() == "by " else None
    return byline is not None and bool(byline.people)


def _is_section(before: str, separator: str, text: str) -> bool:
    """Whether what stands between a headline and its outlet is a section: behind a bar, and much shorter."""
    return separator.strip() in ("|", "｜") and len(text.split()) <= 3 and len(text) < len(before) / 2


def _is_named(text: str, names: Sequence[str]) -> bool:
    """Whether a text is a name of the outlet, or begins with one and goes on a little ("BBC News Online")."""
    key = outlet_key(text)
    words = text.split()
    first = outlet_key(words[0]) if 1 < len(words) <= _MOST_WORDS_OF_OUTLET else ""
    return any(
        key == name
        or (first == name != "")
        or (len(name) > 3 and key.startswith(name) and len(key) < 2 * len(name) + 12)
        for name in names
    )
