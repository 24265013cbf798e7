"""History: the queries of late, kept in the user's state folder for the next time.

They are nobody else's business, so the file is the user's alone. Where it cannot be read
or written there is no history, and nothing else is the worse for it.
"""

import json
from pathlib import Path

from index.clean import clean
from search.language.parser import MOST_CHARACTERS
from search.saved import write_privately

_MOST = 200
_NAME = "recent-queries.json"


def recent_queries(folder: Path) -> tuple[str, ...]:
    """The queries kept in a folder, latest first."""
    try:
        kept = json.loads((folder / _NAME).read_bytes())
    except (OSError, ValueError):
        return ()
    texts = kept if isinstance(kept, list) else []
    return tuple(
        clean(text, one_line=True)
        for text in texts[:_MOST]
        if isinstance(text, str) and 0 < len(text) <= MOST_CHARACTERS
    )


def with_query(recent: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The same with one query more, or with one that was there before now the latest."""
    text = text.strip()
    return (text, *[other for other in recent if other != text])[:_MOST] if text else recent


def keep_queries(folder: Path, recent: tuple[str, ...]) -> None:
    """Keep these for the next time, if that can be done."""
    try:
        write_privately(folder / _NAME, json.dumps(recent, ensure_ascii=False))
    except OSError:
        return
