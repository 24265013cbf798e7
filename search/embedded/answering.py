"""Answering: from a request to the page that answers it, one step after the other.

What matches is found first, then put in order, then folded, and only the articles of
the page asked for are read. What few requests need is imported where it is needed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import NO_MATCHES, Matches, run_over, top
from search.embedded.matching.limits import DeadlinePassed, Limits
from search.embedded.ordering.ranking import Ranked, rank
from search.embedded.page.copies import UNFOLDED, fold
from search.embedded.page.facets import count_facets, is_ticked
from search.embedded.page.listing import list_hit
from search.embedded.page.matches import Wanted
from search.embedded.planning.expand import expand
from search.embedded.planning.forms import Forms, spelt_once
from search.embedded.planning.plan import plan
from search.embedded.planning.relaxing import as_sentence, is_sentence, rank_sentence, relax
from search.engine import (
    ENOUGH,
    FEW,
    Expansion,
    Explanation,
    Facet,
    SearchPage,
    SearchRequest,
    Suggestion,
    Without,
)
from search.language import Query, describe
from search.tree import And, Tree

_OFFERED_WITHIN = 0.25
"""Seconds that are spent on what may be asked instead, after the answer: what is not found by then is not offered."""


class _Found(NamedTuple):
    """What matches a query, in no order yet."""

    query: Query
    """What was asked; a word that is still being typed is all that it may become."""
    sought: Tree
    """All that was looked for, with what was widened; planned."""
    asked: Tree
    """By what of it articles are scored first; planned."""
    matches: Matches
    understood: str
    also: dict[str, list[str]]
    """What was widened, and to what."""
    literal: Matches | None = None
    """What matches as it was typed; None where nothing was widened."""
    is_empty: bool = False
    """True where nothing has every word."""
    is_relaxed: bool = False
    is_sentence: bool = False
    """True where it was relaxed for being read as a sentence."""
    notices: tuple[str, ...] = ()


def answer(snapshot: Snapshot, request: SearchRequest, limits: Limits) -> SearchPage:
    """The answer to one request. Raises Cancelled, or SegmentDamaged."""
    corpus = Corpus(snapshot.segments, limits)
    as_typed = _as_typed(request.query)
    found = _find(snapshot, corpus, request)
    ranked = rank(
        corpus,
        found.asked,
        found.matches,
        found.literal,
        sort=request.sort,
        boost_recent=request.boost_recent,
    )
    matches, order = ranked.matches, ranked.order.scores
    levels = matches.scores if request.sort == "relevance" else None
    folding = UNFOLDED if request.all_copies else fold(snapshot.segments, matches.docs, order, levels)
    start, page = _page(snapshot, folding.of(ranked.order), request)
    positions = folding.positions(page).tolist()
    explanations = _explain_scores(corpus, found, ranked, positions, request) if request.explain else {}
    wanted = Wanted(found.sought)
    return SearchPage(
        total=len(matches),
        hits=tuple(
            list_hit(
                snapshot, matches, folding.group_of(at), number, wanted, request.snippets, limits
            )._replace(explanation=explanations.get(at))
            for number, at in enumerate(positions, start + 1)
        ),
        facets=_facets(snapshot, corpus, found, matches, request),
        understood=found.understood,
        notices=_notices(snapshot, corpus, found, request),
        relaxed=found.is_relaxed and len(matches) > 0,
        sentence=found.is_sentence and len(matches) > 0,
        incomplete=snapshot.damage is not None,
        partial=matches.partial,
        expansions=_expansions(snapshot, corpus, found, request) if request.explain else (),
        folded=0 if folding.listed is None else len(matches) - len(folding.listed),
        suggestions=_suggestions(snapshot, corpus, found, as_typed) if request.suggest else (),
        without=_without(snapshot, corpus, found, as_typed) if request.suggest else (),
    )


def wanted_of(snapshot: Snapshot, query: Query, *, exact: bool) -> Wanted:
    """What a query looks for in texts."""
    widened, _ = _widen(snapshot, _finished(query, snapshot), exact=exact)
    return Wanted(plan(widened, snapshot.languages))


def _find(snapshot: Snapshot, corpus: Corpus, request: SearchRequest) -> _Found:
    as_typed, languages = _as_typed(request.query), snapshot.languages
    reads_as_sentence = not request.every_word and is_sentence(corpus, as_typed, languages)
    query = as_typed if reads_as_sentence else _finished(request.query, snapshot)
    widened, also = _widen(snapshot, query, exact=request.exact)
    shown = {typed: spelt_once(forms) for typed, forms in also.items()}
    sought = plan(widened, languages)
    if reads_as_sentence and len(run_over(corpus, sought, scored=False)) >= ENOUGH:
        reads_as_sentence = False  # a name, such as of a ministry
    if reads_as_sentence:
        understood = describe(as_sentence(query.tree), shown)
        relaxed, is_empty = rank_sentence(corpus, widened, languages), False
    else:
        understood = describe(request.query.tree, shown)
        matches = run_over(corpus, sought)
        if len(matches) or matches.partial:
            if not (also or query.begun) or not len(matches):
                return _Found(query, sought, sought, matches, understood, also)
            asked = plan(as_typed.tree, languages)
            return _Found(query, sought, asked, matches, understood, also, literal=run_over(corpus, asked))
        may_relax = request.relax and not request.every_word
        relaxed, is_empty = relax(corpus, widened, languages) if may_relax else None, True
    if not relaxed:
        return _Found(query, sought, sought, NO_MATCHES, understood, also, is_empty=is_empty)
    return _Found(
        query,
        sought,
        relaxed.tree,
        relaxed.matches,
        understood,
        also,
        is_empty=is_empty,
        is_relaxed=True,
        is_sentence=reads_as_sentence,
        notices=relaxed.notices,
    )


def _finished(query: Query, snapshot: Snapshot) -> Query:
    """The query with the word that is being typed, if one is, as all that it may become."""
    if not query.begun:
        return query
    from search.embedded.planning.begun import finish  # only who types needs it

    return query._replace(tree=finish(query.tree, snapshot))


def _as_typed(query: Query) -> Query:
    """The query for nothing but the words that stand there."""
    if not query.begun:
        return query
    from search.embedded.planning.begun import end  # only who types needs it

    return query._replace(tree=end(query.tree))


def _widen(snapshot: Snapshot, query: Query, *, exact: bool) -> tuple[Tree, dict[str, list[str]]]:
    return (query.tree, {}) if exact else expand(query.tree, Forms(snapshot))


def _readable(snapshot: Snapshot, facet: Facet) -> Facet:
    if facet.field != "story":
        return facet
    from search.embedded.page.stories import with_headlines

    return with_headlines(snapshot, facet)


def _facets(
    snapshot: Snapshot, corpus: Corpus, found: _Found, matches: Matches, request: SearchRequest
) -> tuple[Facet, ...]:
    text = request.query.text
    counted = count_facets(snapshot.segments, request.facets, matches.docs, text)
    facets = tuple(_readable(snapshot, facet) for facet in counted)
    # Of a query that was relaxed nobody could say what it would find without a clause.
    if not request.siblings or found.is_relaxed or matches.partial:
        return facets
    return tuple(
        _with_siblings(snapshot, corpus, found, request, facet) if is_ticked(text, facet.field) else facet
        for facet in facets
    )


def _with_siblings(
    snapshot: Snapshot, corpus: Corpus, found: _Found, request: SearchRequest, facet: Facet
) -> Facet:
    from search.embedded.page.siblings import without_ticks  # few questions are narrowed so

    rest = without_ticks(found.query.tree, facet.field)
    if rest is None:
        return facet
    widened, _ = _widen(snapshot, found.query._replace(tree=rest), exact=request.exact)
    around = run_over(corpus, plan(widened, snapshot.languages), scored=False)
    if around.partial:
        return facet
    (counted,) = count_facets(snapshot.segments, (facet.field,), around.docs, request.query.text)
    return _readable(snapshot, counted)


def _page(snapshot: Snapshot, listed: Matches, request: SearchRequest) -> tuple[int, NDArray[np.intp]]:
    """How many hits come before the page asked for, and the positions in `listed` of that page."""
    start = _behind(snapshot, listed, request.after) if request.after else None
    start = request.offset if start is None else start
    return start, top(listed, start + request.limit)[start:]


def _behind(snapshot: Snapshot, listed: Matches, article_id: str) -> int | None:
    """How many hits there are up to an article, and with it; None where it is no hit. In the order of `top`."""
    doc = snapshot.number_of(article_id)
    if doc is None:
        return None
    at = int(np.searchsorted(listed.docs, doc))
    if at == len(listed) or listed.docs[at] != doc:
        return None
    keys = listed.scores
    return int(np.count_nonzero(keys > keys[at]) + np.count_nonzero(keys[: at + 1] == keys[at]))


def _notices(snapshot: Snapshot, corpus: Corpus, found: _Found, request: SearchRequest) -> tuple[str, ...]:
    notices = [snapshot.damage] if snapshot.damage else []
    notices += [*request.query.notices, *found.notices]
    exact = 0 if found.is_relaxed else len(found.matches)
    if request.suggest and not found.matches.partial and (isinstance(request.query.tree, And) or not exact):
        from search.embedded.offers.hints import hints  # a name has several words, and most words are found

        notices += hints(snapshot, corpus, _as_typed(request.query), exact)
    if found.matches.partial:
        notices.append(
            f"The time ran out after {request.timeout:g} s, before all articles were looked through:"
            " there may be more. Ask for rarer words, or give it more time."
        )
    return tuple(notices)


def _expansions(
    snapshot: Snapshot, corpus: Corpus, found: _Found, request: SearchRequest
) -> tuple[Expansion, ...]:
    from search.embedded.page.explain import explain

    return explain(snapshot, _as_typed(request.query).tree, found.also, corpus.expansions)


def _explain_scores(
    corpus: Corpus, found: _Found, ranked: Ranked, positions: list[int], request: SearchRequest
) -> dict[int, Explanation]:
    """By position among the matches, why each has its score."""
    from search.embedded.page.explaining import explain_score

    def tree_of(position: int) -> Tree:
        is_literal = found.literal is None or ranked.matches.docs[position] in found.literal.docs
        return found.asked if is_literal else found.sought

    return {
        at: explain_score(corpus, tree_of(at), found.asked, ranked, at, boost_recent=request.boost_recent)
        for at in positions
    }


def _suggestions(snapshot: Snapshot, corpus: Corpus, found: _Found, query: Query) -> tuple[Suggestion, ...]:
    if found.matches.partial or not (found.is_relaxed or len(found.matches) < FEW):
        return ()
    from search.embedded.offers.suggesting import suggest  # most questions find enough

    corpus.limits.shorten(_OFFERED_WITHIN)
    try:
        return suggest(snapshot, corpus, query)
    except DeadlinePassed:  # what was found is an answer all the same
        return ()


def _without(snapshot: Snapshot, corpus: Corpus, found: _Found, query: Query) -> tuple[Without, ...]:
    if found.matches.partial or not found.is_empty:
        return ()
    from search.embedded.offers.suggesting import count_without  # most questions find something

    corpus.limits.shorten(_OFFERED_WITHIN)
    try:
        return count_without(corpus, query, snapshot.languages)
    except DeadlinePassed:
        return ()
