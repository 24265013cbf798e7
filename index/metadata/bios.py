"""Bios: the sentence under an article that presents who wrote it, "Jane Doe is a journalist who …".

The sentence alone does not make an author, for articles are also about journalists,
and "Le Monde reports on" reads the same: `index.ingest.text.feet` believes it under a label
or of a person whom the head credits.
"""

import re

from index.metadata.names import person_named

_BIO = re.compile(
    r"(?P<name>[^.!?]{5,60}?),? (?:is|was|works as|writes as) (?:an? |the |our )?"
    r"(?:[\w’'&.,/-]+ ){0,6}?"
    r"(?:journalist|reporter|correspondent|writer|columnist|editor|blogger|commentator|author|producer|contributor"
    r"|academic|researcher|fellow|professor|lecturer|analyst)\b",
)
_WRITES = re.compile(r"(?P<name>[^.!?]{5,60}?) (?:writes|reports|covers|blogs) (?:about|on|for|from) ")


def read_bio(text: str) -> str | None:
    """The person whom a text presents in its first sentence as one who writes, or None."""
    opening = " ".join(text[:300].split())
    for form in (_BIO, _WRITES):
        if (match := form.match(opening)) and (person := person_named(match["name"])):
            return person
    return None
