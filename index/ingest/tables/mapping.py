"""The user's mapping: which column of a table holds which field of an article.

It is written as on a command line: `title=headline,body=text`. A field that is not
mentioned is looked for under its usual names all the same, see `columns`.
"""

import csv

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


def read_mapping(text: str) -> dict[str, str]:
    """The column for each field that a text such as `title=headline,body=text` names.

    A pair whose column has a comma in its name stands in quotation marks, as in CSV. Raises
    ValueError, with what can be said instead, for what is no such text.
    """
    mapping: dict[str, str] = {}
    for pair in next(csv.reader([text]), []):
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
