"""Titles: which of a page's headlines is the article's.

JSON-LD's is believed first. But sites that write one headline for readers and one for
search engines share the first, and put the second into the window's title and often into JSON-LD: where
these two agree and the shared one is another, the shared one is the headline (on 14 of 20 such
news pages), unless a third is printed. Where
all are one headline, but typeset in two ways, two that agree decide. What begins with a colon has lost its beginning, which stands in an element of its own; what ends in an ellipsis, and
is the beginning of another, its end.
"""

import re
from collections.abc import Iterable, Sequence

from index.ingest.claims import Claim
from index.ingest.html.statements import key_of
from index.metadata.headlines import without_outlet
from index.metadata.people import outlet_key

_BETWEEN_NAMES = re.compile(r"\s+(?:[-–—|·»•:]+|::)\s+|\s*\|\s*")
_LONGEST_OUTLET = 60
SHARED = "meta og:title"
"""Where the headline is that is shown with a shared link."""


def headlines(
    stated: Sequence[Claim], headings: Sequence[str], window: str, part: str | None, outlets: Sequence[str]
) -> tuple[Claim, ...]:
    """The headlines of a page, best first, without the outlet's name.

    `stated` is what the page tells machines, in order of trust; `headings` are the printed
    ones; `window` is the page's title, and `part` the one of its parts that is printed as well, see `index.metadata.headlines`;
    `outlets` what the outlet is called.
    """
    names = [key for name in outlets if (key := outlet_key(name))]
    parts = [Claim(part, "the part of the page's title in print", "medium")] if part else []
    printed = [Claim(text, "the first heading", "medium") for text in headings]
    found = [
        claim._replace(value=without_outlet(claim.value, names, headings))
        for claim in (*stated, *parts, *printed, Claim(window, "the page's title", "low"))
        if outlet_key(claim.value) not in ("", *names)
    ]
    found = sorted(found, key=lambda claim: claim.value.startswith(":") or _is_cut(claim.value, found))
    shown = {key_of(text) for text in headings}
    shared = next((claim for claim in found if claim.where == SHARED), None)
    if not found or not shared:
        return tuple(found)
    first, of_shared = key_of(found[0].value), key_of(shared.value)
    if first == of_shared:
        is_shared = first in shown and shared.value == without_outlet(window, names, headings)
    else:
        of_window = key_of(without_outlet(window, names, ()))
        is_shared = first == of_window and not shown.isdisjoint((of_window, of_shared))
    return (shared, *found) if is_shared else tuple(found)


def outlet_name(outlet: Claim, domain: str | None, titles: Sequence[str]) -> Claim | None:
    """An outlet's name alone: of "Name | What it is", or the reverse, the part that the domain is called after.

    None for an address, for what is one of the page's `titles`, and for what is no name: an account ("@gazette"),
    or the word of its own host in small letters, behind which a better name or else the whole domain is believed.
    """
    if "://" in outlet.value or key_of(outlet.value) in map(key_of, titles):
        return None
    names = [name for name in _BETWEEN_NAMES.split(outlet.value) if name]
    label = key_of(domain.partition(".")[0]) if domain else ""
    named = [name for name in names if label and (key_of(name) in label or label in key_of(name))]
    name = (named or names or [""])[0]
    if name.startswith("@") or (domain and name.islower() and name == domain.partition(".")[0]):
        return None
    return outlet._replace(value=name) if len(name) <= _LONGEST_OUTLET else None


def _is_cut(title: str, stated: Iterable[Claim]) -> bool:
    """Whether a headline is the beginning of another of those that are stated."""
    if not title.endswith(("…", "...")):
        return False
    begun = key_of(title)
    return any(key.startswith(begun) and key != begun for key in (key_of(claim.value) for claim in stated))
