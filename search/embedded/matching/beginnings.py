"""Beginnings: articles with any of the words that begin so, where those are too many to ask for each.

The first letters of a word that is being typed stand for a tenth of all words there are.
Which of them an article has, and how often, then says nothing: it has one, or it has none.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.beginnings import has_list
from index.schema import BEGINNINGS, TEXT_FIELDS, exact
from search.embedded.matching.bind_leaves import constant
from search.embedded.matching.clauses import Check, Clause
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.leaves import ValueClause, steps
from search.embedded.matching.memory import remembered
from search.embedded.matching.runs import Run
from search.tree import Begins


def bind_begins(tree: Begins, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Documents with a word that begins so, all with the same score."""
    return constant(
        [ValueClause(_remembered(run, tree.text, corpus.check)) for run in corpus.runs], boost, scored
    )


def _remembered(run: Run, text: str, check: Check) -> NDArray[np.bool_]:
    return remembered(run.segments, ("begins", text), lambda: _marked(run, text, check))


def _marked(run: Run, text: str, check: Check) -> NDArray[np.bool_]:
    """N truths, whether a document has a word that begins so."""
    marked = np.zeros(run.doc_count, np.bool_)
    if has_list(text):
        marked[run.docs(BEGINNINGS, run.find(BEGINNINGS, text.encode()))] = True
        return marked
    for segment, first in zip(run.segments, run.firsts, strict=True):
        own = marked[first : first + segment.doc_count]
        for field in map(exact, TEXT_FIELDS):
            numbers = np.arange(*segment.prefix_range(field, text.encode()))
            for begin, end in pairwise(steps(segment.doc_frequencies(field, numbers))):
                check()
                segment.mark_docs(field, numbers[begin:end], own)
    return marked
