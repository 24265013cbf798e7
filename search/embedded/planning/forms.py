"""Forms: what an acronym stands for, and what stands for a long form, by an archive's articles.

Articles explain some pairs that would widen a search to noise. "Oil India Ltd (OIL)" finds
nothing that "oil" does not. And a word in small letters is an acronym only where articles
mostly write it in capitals: who types "set" does not mean the stock exchange of Thailand. The
index knows no capitals, so a few of the articles that have the word are read for it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from index.acronyms import exact_words, is_short, other_side, term_prefix
from index.analysis import fold
from index.schema import exact
from index.snapshot import Snapshot, article_of, live_docs
from search.embedded.matching.memory import memory_of

_MOST_FORMS = 4
"""Other forms of one acronym to look for: those that most articles state."""
_READ = 12
"""Articles that are read for a word; nearly all write it the same way."""
_AS_WRITTEN = re.compile(r"[\w&.-]+")
_SLIP = 15
"""Letters of a long form, of which one may be other in another spelling of it."""


class Forms:
    """The forms that an archive's articles state, each as its exact words."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def others(self, typed: str) -> Sequence[str]:
        """The other forms of what was typed, best first."""
        form = exact_words(typed)
        prefix = term_prefix(form)
        if not self._snapshot.has_terms("acronym", prefix):
            return ()
        if " " not in form and not is_short(typed) and self._is_ordinary(form):
            return ()
        stated = self._snapshot.terms("acronym", prefix)
        ordered = map(other_side, sorted(stated, key=lambda term: -stated[term]))
        others = [other for other in ordered if not _has_word(form, other) and not _has_word(other, form)]
        return [other for other in others[:_MOST_FORMS] if " " in other or not self._is_ordinary(other)]

    def any_longer(self, form: str) -> bool:
        """Whether some form begins with this one and goes on with another word."""
        return self._snapshot.has_terms("acronym", f"{form} ")

    def _is_ordinary(self, word: str) -> bool:
        """Whether articles mostly write a word otherwise than in capitals."""
        known = memory_of(self._snapshot.segments).setdefault("ordinary", {})
        if word not in known:
            texts = islice(self._texts(word), _READ)
            written = (one.strip(".-&") for text in texts for one in _AS_WRITTEN.findall(text))
            found = [is_short(one) for one in written if fold(one) == word]
            known[word] = 2 * sum(found) < len(found)
        return bool(known[word])

    def _texts(self, word: str) -> Iterator[str]:
        """The texts of articles that have a word, some of each segment's."""
        field = exact("body")
        for segment in self._snapshot.segments:
            if (number := segment.find(field, word.encode())) >= 0:
                docs = live_docs(segment, field, number)
                for doc in docs[:: -(-len(docs) // _READ) or 1].tolist():
                    yield article_of(segment, doc).body


def spelt_once(forms: Sequence[str]) -> list[str]:
    """The forms for people, without further spellings of one that stands before; these are counted."""
    spellings: dict[str, int] = {}
    for form in forms:
        first = next((one for one in spellings if _is_spelling(form, one)), form)
        spellings[first] = spellings.get(first, -1) + 1
    return [
        f"{form} ({more} more spelling{'s' if more > 1 else ''})" if more else form
        for form, more in spellings.items()
    ]


def _is_spelling(form: str, other: str) -> bool:
    if abs(len(form) - len(other)) * _SLIP > len(form):
        return False
    from search.embedded.offers.suggesting import edit_distance  # few acronyms have several long forms

    return edit_distance(form, other) * _SLIP <= len(form)


def _has_word(word: str, form: str) -> bool:
    return f" {word} " in f" {form} "
