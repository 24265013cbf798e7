"""The names a query can put before a colon, and the fields of the index they stand for."""

FIELD_OF_NAME = {
    "title": "title",
    "outlet": "outlet",
    "author": "author",
    "agency": "agency",
    "place": "place",
    "section": "section",
    "lang": "language",
}
NAME_OF_FIELD = {field: name for name, field in FIELD_OF_NAME.items()}
DATE_NAMES = ("date", "before", "after")
OTHER_NAMES = {
    "headline": "title",
    "by": "author",
    "byline": "author",
    "source": "outlet",
    "paper": "outlet",
    "language": "lang",
    "year": "date",
    "since": "after",
    "until": "before",
}
"""What people type who know other archives, and what it is called here."""
NAMES = (*FIELD_OF_NAME, *DATE_NAMES)
