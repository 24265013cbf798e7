"""Titles: which of a page's headlines is the article's, and where the outlet's name in it begins.

JSON-LD's is believed first. But sites that write one headline for readers and one for
search engines share the first, and put the second into the window's title and often into JSON-LD: where
these two agree and the shared one is another, the shared one is the headline (on 14 of 20 such
news pages), unless a third is printed. Where
all are one headline, but typeset in two ways, two that agree decide. What begins with a colon has lost its beginning, which stands in an element of its own.
"""

import re
from collections.abc import Sequence

from index.ingest.claims import Claim
from index.ingest.html.statements import key_of
from index.metadata.people import outlet_key

_SEPARATOR = re.compile(r"\s+(?:[-–—|·»•:]+|::)\s+|\s*\|\s*")
_LEAST_HEADLINE = 15
_LONGEST_OUTLET = 60
SHARED = "meta og:title"
"""Where the headline is that is shown with a shared link."""


def headlines(
    stated: Sequence[Claim], headings: Sequence[str], window: str, outlets: Sequence[str]
) -> tuple[Claim, ...]:
    """The headlines of a page, best first, without the outlet's name.

    `stated` is what the page tells machines, in order of trust; `headings` are the printed
    ones; `window` is the page's title; `outlets` what the outlet is called.
    """
    names = [key for name in outlets if (key := outlet_key(name))]
    printed = [Claim(text, "the first heading", "medium") for text in headings]
    found = [
        claim._replace(value=without_outlet(claim.value, names, headings))
        for claim in (*stated, *printed, Claim(window, "the page's title", "low"))
        if outlet_key(claim.value) not in ("", *names)
    ]
    found.sort(key=lambda claim: claim.value.startswith(":"))
    shown = {key_of(text) for text in headings}
    shared = next((claim for claim in found if claim.where == SHARED), None)
    windows = without_outlet(window, names, ())
    if not found or not shared or key_of(found[0].value) != key_of(windows):
        return tuple(found)
    keys = {key_of(shared.value), key_of(windows)}
    is_for_readers = len(keys) == 2 and shown & keys
    is_typeset_so = shared.value == windows and shown & keys
    return (shared, *found) if is_for_readers or is_typeset_so else tuple(found)


def without_outlet(title: str, names: Sequence[str], headings: Sequence[str]) -> str:
    """A page's title without the outlet, and perhaps the section, behind the headline or before it.

    `names` are keys, see `outlet_key`, of what the outlet is called.
    """
    for heading in headings:
        if (
            len(heading) >= _LEAST_HEADLINE
            and title.startswith(heading)
            and _SEPARATOR.match(title, len(heading))
        ):
            return heading
    while separators := list(_SEPARATOR.finditer(title)):
        first, last = separators[0], separators[-1]
        if _is_named(title[last.end() :], names):
            title = title[: last.start()]
        elif outlet_key(title[: first.start()]) in names:
            title = title[first.end() :]
        else:
            break
    return title.strip()


def outlet_name(outlet: Claim, domain: str | None, titles: Sequence[str]) -> Claim | None:
    """An outlet's name alone: of "Name | What it is", or the reverse, the part that the domain is called after.

    None for an address, for what is one of the page's `titles`, and for what is no name: an account ("@gazette"),
    or the word of its own host in small letters, behind which a better name or else the whole domain is believed.
    """
    if "://" in outlet.value or key_of(outlet.value) in map(key_of, titles):
        return None
    names = [name for name in _SEPARATOR.split(outlet.value) if name]
    label = key_of(domain.partition(".")[0]) if domain else ""
    named = [name for name in names if label and (key_of(name) in label or label in key_of(name))]
    name = (named or names or [""])[0]
    if name.startswith("@") or (domain and name.islower() and name == domain.partition(".")[0]):
        return None
    return outlet._replace(value=name) if len(name) <= _LONGEST_OUTLET else None


def _is_named(text: str, names: Sequence[str]) -> bool:
    """Whether a text is a name of the outlet, or begins with one and goes on a little ("BBC News Online")."""
    key = outlet_key(text)
    return any(
        key == name or (len(name) > 3 and key.startswith(name) and len(key) < 2 * len(name) + 12)
        for name in names
    )
