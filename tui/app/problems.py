"""Problems: what went wrong, in words for the status line.

Errors of this project carry their own words and advice. Any other exception is a fault
that nobody foresaw, or the machine's: its class name and error number say nothing to a
reader, so only its words are shown.
"""

from dataclasses import dataclass

from index.errors import NewsError
from search.language import QueryError


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something could not be done, and what to try, or empty."""

    message: str
    advice: str = ""
    column: int | None = None
    """For a query that cannot be understood: the character at fault, from 0."""


def problem_of(error: Exception) -> Problem:
    """What to tell the reader of an error."""
    if isinstance(error, QueryError):
        # Not its whole message: the query it repeats stands one line above.
        return Problem(f"column {error.column + 1}: {error.reason}", error.advice, error.column)
    if isinstance(error, NewsError):
        return Problem(str(error), error.advice)
    return Problem(f"something went wrong: {_words_of(error)}", "Try again, or quit and start anew.")


def _words_of(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return error.strerror.lower() + where
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    return str(error) or "no reason was given"
