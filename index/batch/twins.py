"""Twins: the exact forms of a text, of which most are the only form of their stem.

Such a form stands wherever its stem does, so that its postings need be neither sorted
nor stored: it is enough to say which stem has them. A form with several stems (a text
in two languages) has postings of its own.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.batch.inversion import postings
from index.batch.sequences import Tokens
from index.codec.contents import Postings, Twin
from index.codec.twins import with_twins


def twin_postings(
    forms: Tokens, terms: Sequence[bytes], stems: NDArray[np.int32], stem_field: str
) -> Postings:
    """The postings of forms; `forms.items` and `stems` are the indices into `terms` of each token's two.

    `stem_field` has the postings of the stems.
    """
    ranks = forms.items
    form_counts = np.bincount(ranks, minlength=len(terms))
    stem_counts = np.bincount(stems, minlength=len(terms))
    stem_of = np.zeros(len(terms), np.int32)
    stem_of[ranks] = stems
    # The tokens of a form with one stem are among those of the stem: as many are the same ones.
    is_own = stem_counts[stem_of] != form_counts
    is_own[ranks[stem_of[ranks] != stems]] = True
    kept = is_own[ranks]
    kept_before = np.concatenate(([0], np.cumsum(kept)))
    ends = np.cumsum(forms.counts)
    own = postings(
        ranks[kept],
        kept_before[ends] - kept_before[ends - forms.counts],
        terms,
        positions=forms.positions[kept],
    )
    met = np.flatnonzero(form_counts)
    numbers = np.cumsum(stem_counts > 0) - 1
    return with_twins(
        own,
        [terms[rank] for rank in met.tolist()],
        is_own[met],
        Twin(stem_field, numbers[stem_of[met]].astype(np.uint32)),
        forms.counts.astype(np.uint32),
    )
