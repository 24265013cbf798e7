"""The user's mapping: which column of a table holds which field of an article.

It is written as on a command line: `title=headline,body=text`. A comma ends a column's name only
where another `field=` stands behind it. A field that is not mentioned is looked for under its
usual names all the same, see `columns`.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO

FIELDS = (
    "title",
    "body",
    "standfirst",
    "section",
    "outlet",
    "url",
    "published",
    "modified",
    "language",
    "place",
    "agency",
    "authors",
)
"""What a column can hold."""
_BEGINS_PAIR = re.compile(r"\s*\w+\s*=")


def read_mapping(*texts: str) -> dict[str, str]:
    """The column for each field that texts such as `title=headline,body=text` name.

    A pair whose column has `, word=` or a quotation mark in its name stands in quotation marks, as
    in CSV. Raises ValueError, with what can be said instead, for what is no such text.
    """
    mapping: dict[str, str] = {}
    for pair in (pair for text in texts for pair in _pairs(text)):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise ValueError(f"'{pair.strip()}' is no field=column, such as title=headline")
        if field not in FIELDS:
            raise ValueError(f"there is no field '{field}'; there are {', '.join(FIELDS)}")
        if field in mapping:
            raise ValueError(f"{field} is said twice: '{mapping[field]}' and '{column}'")
        mapping[field] = column
    if not mapping:
        raise ValueError("nothing is mapped; say for example title=headline,body=text")
    return mapping


def write_mapping(mapping: Mapping[str, str]) -> str:
    """The text from which `read_mapping` reads this mapping."""
    pairs = [f"{field}={column}" for field, column in mapping.items()]
    text = ",".join(pairs)
    if list(_pairs(text)) == pairs:
        return text
    quoted = StringIO()
    csv.writer(quoted).writerow(pairs)
    return quoted.getvalue().removesuffix("\r\n")


def _pairs(text: str) -> Iterator[str]:
    pair = ""
    for piece in next(csv.reader(StringIO(text, newline="")), []):
        if pair and _BEGINS_PAIR.match(piece):
            yield pair
            pair = piece
        else:
            pair = f"{pair},{piece}" if pair else piece
    if pair:
        yield pair
