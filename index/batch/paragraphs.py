"""Paragraphs: prose is tokenised paragraph by paragraph, so that where each begins is known.

No token crosses a line, so the tokens of a text are those of its paragraphs, one after
the other, and nothing is analysed twice.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import PARAGRAPH_BREAK
from index.batch.sequences import Tokens


def split_paragraphs(texts: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """The paragraphs of N texts, text after text, and how many each has: at least one, if only an empty one."""
    split = [text.split(PARAGRAPH_BREAK) for text in texts]
    return [paragraph for one in split for paragraph in one], np.array(list(map(len, split)), np.intp)


def join_paragraphs(paragraphs: Tokens, per_text: NDArray[np.intp]) -> tuple[Tokens, Tokens]:
    """The tokens of N texts, of which text t has the next per_text[t] of the paragraphs; and the beginnings.

    The beginnings are a token numbered 0 for each paragraph that has words, at the position of
    the first of them.
    """
    counts, positions = paragraphs.counts, paragraphs.positions
    spoken = np.flatnonzero(counts)
    widths = np.zeros(len(counts), np.intp)
    widths[spoken] = positions[np.cumsum(counts)[spoken] - 1].astype(np.intp) + 1
    firsts = np.cumsum(per_text) - per_text
    reached = np.cumsum(widths) - widths
    starts = (reached - np.repeat(reached[firsts], per_text)).astype(np.uint32)
    texts = Tokens(
        paragraphs.items,
        positions + np.repeat(starts, counts),
        np.add.reduceat(counts, firsts, dtype=np.intp),
    )
    has_words = (counts > 0).astype(np.intp)
    return texts, Tokens(
        np.zeros(len(spoken), np.int32), starts[spoken], np.add.reduceat(has_words, firsts, dtype=np.intp)
    )
