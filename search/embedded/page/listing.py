"""Listing: one of the matches as a hit, its article read and what matches in it marked."""

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from search.embedded.matching.evaluate import Matches
from search.embedded.matching.limits import Limits
from search.embedded.page.copies import read_copies
from search.embedded.page.matches import Wanted
from search.embedded.page.snippets import mark, opening, passages
from search.engine import Hit, Snippet


def list_hit(
    snapshot: Snapshot,
    matches: Matches,
    positions: NDArray[np.intp],
    rank: int,
    wanted: Wanted,
    most_snippets: int,
    limits: Limits,
) -> Hit:
    """The hit of a match and its copies, which are at these positions, its own first."""
    # What was found is shown however late it is, but not to nobody.
    limits.check_stop()
    docs = matches.docs[positions]
    article = snapshot.article(int(docs[0]))
    texts = [("standfirst", article.standfirst or ""), ("body", article.body)]
    found = passages(texts, article.language, wanted, most_snippets)
    if not found and most_snippets:
        start = opening(article.standfirst or article.body)
        found = (start,) if start.text else ()
    return Hit(
        rank=rank,
        score=float(matches.scores[positions[0]]),
        article=article,
        title=mark(article.title, "title", article.language, wanted) if article.title else Snippet(""),
        snippets=found,
        copies=read_copies(snapshot, docs[1:]),
        copy_count=len(docs) - 1,
    )
