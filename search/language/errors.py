"""QueryError: what is wrong with a query, and where."""

from index.errors import NewsError


class QueryError(NewsError):
    """A query that cannot be understood. `column` counts characters of `text` from 0."""

    def __init__(self, text: str, column: int, reason: str, *, advice: str = "") -> None:
        shown = text if len(text) <= 80 else text[:79] + "…"
        super().__init__(f"{shown} (column {column + 1}): {reason}", advice=advice)
        self.text = text
        self.column = column
        self.reason = reason
