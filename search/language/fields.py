"""The names a query can put before a colon, and the fields of the index they stand for."""

from search.language.query import PUBLISHED

FIELD_OF_NAME = {
    "title": "title",
    "lead": "lead",
    "body": "body",
    "outlet": "outlet",
    "author": "author",
    "agency": "agency",
    "place": "place",
    "section": "section",
    "lang": "language",
    "url": "url",
    "kind": "kind",
    "id": "id",
    "story": "story",
}
"""All are fields of the index but for `lead`, which is how standfirst and body begin, and `story`, which it decides."""
NAME_OF_FIELD = {field: name for name, field in FIELD_OF_NAME.items()}
TEXT_NAMES = ("title", "lead", "body")
"""Names of running text, in which words stand near each other."""
UNKNOWN = "unknown"
"""What stands for no value, as a word and not in quotes, behind a name of `MAY_BE_UNKNOWN` and behind `date`."""
MAY_BE_UNKNOWN = ("outlet", "author", "agency", "place", "section", "lang", "story")
"""Names of what is counted by its values, and of what an article may have none."""
DATE_NAMES = ("date", "before", "after", "since", "until")
WORDS_NAME = "words"
"""The name of an article's length."""
KINDS = ("full", "partial", "stub")
"""How much of an article there is: the values of `kind`."""
OTHER_NAMES = {
    "headline": "title",
    "hlead": "lead",
    "text": "body",
    "by": "author",
    "byline": "author",
    "source": "outlet",
    "paper": "outlet",
    "publication": "outlet",
    "wire": "agency",
    "dateline": "place",
    "city": "place",
    "language": "lang",
    "site": "url",
    "domain": "url",
    "type": "kind",
    "length": "words",
    "year": "date",
    "from": "since",
    "to": "until",
}
"""What people type who know other archives, and what it is called here."""
NAMES = (*FIELD_OF_NAME, *DATE_NAMES, WORDS_NAME)
ANY_TEXT = ""
"""The name of words without a name."""


def name_of_unknown(field: str | None) -> str | None:
    """The name behind which "unknown" asks for articles without a field of the index; None where none does."""
    name = "date" if field == PUBLISHED else NAME_OF_FIELD.get(field or "")
    return name if name == "date" or name in MAY_BE_UNKNOWN else None
