"""Who counts or exports is given what has every word; this tells them what a list would show besides.

A number that leaves out what `search query` lists would else be taken for all there is.
"""

from search.engine import ENOUGH, Engine, SearchPage, SearchRequest
from search.language.query import asks_for_words
from search.tree import all_of

_FEWEST = 2
"""Words of which an article can have most and not all."""


def with_hint(engine: Engine, request: SearchRequest, page: SearchPage, hint: str) -> SearchPage:
    """The answer to a request for every word, with a notice where a list shows articles with most of the words.

    `{}` in the hint stands for how many these are. Raises what the engine does.
    """
    words = sum(map(asks_for_words, all_of(request.query.tree)))
    if page.total >= ENOUGH or page.partial or words < _FEWEST:
        return page
    shown = engine.search(
        request._replace(every_word=False, limit=0, facets=(), explain=False, suggest=False)
    )
    if not shown.relaxed:
        return page
    return page._replace(notices=(*page.notices, hint.format(f"{shown.total:,}")))
