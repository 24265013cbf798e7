"""Snippets: the few passages that show why an article matched, and the matches in a whole article.

What is marked is what matched, see `matches.py`. Spans count characters of the text as stored.
A query that matches only the headline gets the article's opening.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import combining

from search.embedded.page.matches import Match, Wanted, matches_in
from search.engine import Snippet, Span

_JOINER = "\u200d"
_LONGEST = 280
"""Characters in the longest passage; a longer sentence is cut around its matches."""
# What it may begin with stands first and alone, so that a text is not looked at letter by letter.
_SENTENCE_END = re.compile(r"[.!?…。！？\n](?:(?<=\n)\n*|(?<!\n)[\"”’)]?\s+(?=[\"“‘(]?[^\W\d_a-z]))")


def mark(text: str, field: str, language: str | None, wanted: Wanted) -> Snippet:
    """The whole text of a field with everything marked that the tree looks for there."""
    return Snippet(text, _spans(matches_in(text, field, language, wanted)))


def passages(
    texts: Iterable[tuple[str, str]], language: str | None, wanted: Wanted, most: int
) -> tuple[Snippet, ...]:
    """The best passages of (field, text) pairs, at most `most`.

    Those with most different matches come first, then those in which these stand nearest each other.
    """
    if not most:
        return ()
    sentences = [
        sentence
        for order, (field, text) in enumerate(texts)
        for sentence in _found_in(text, order, matches_in(text, field, language, wanted))
    ]
    sentences.sort(key=lambda sentence: -sentence.different)
    # By their text, because a standfirst often stands in the body again: once is enough.
    best: dict[str, Snippet] = {}
    for different, alike in groupby(sentences, key=lambda sentence: sentence.different):
        ranked = []
        for text, start, end, _, order, inside in alike:
            first, last = _nearest(inside, different)
            between = text.count(" ", first.start, last.start)
            ranked.append((between, -len(inside), order, start, end, text, inside, first.start))
        ranked.sort(key=lambda sentence: sentence[:4])
        for _, _, _, start, end, text, inside, first_start in ranked:
            shown = _cut(text, start, end, inside, first_start)
            best.setdefault(shown.text, shown)
            if len(best) == most:
                return tuple(best.values())
    return tuple(best.values())


class _Sentence(NamedTuple):
    """One that has matches."""

    text: str
    """All of the text it is in."""
    start: int
    end: int
    different: int
    """How many of its matches are different."""
    order: int
    inside: Sequence[Match]


def _found_in(text: str, order: int, matches: Sequence[Match]) -> Iterator[_Sentence]:
    starts = [match.start for match in matches]
    for start, end in _sentences(text) if matches else ():
        begun = matches[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside := [match for match in begun if match.end <= end]:
            yield _Sentence(text, start, end, len({match.what for match in inside}), order, inside)


def opening(text: str) -> Snippet:
    """How a text begins, in one passage without marks."""
    ends = [end for _, end in _sentences(text) if end <= _LONGEST and "\n" not in text[:end].rstrip()]
    return Snippet(text[: ends[-1]].rstrip()) if ends else _cut(text, 0, len(text), [], 0)


def _nearest(matches: Sequence[Match], different: int) -> tuple[Match, Match]:
    """The first and last of the shortest run of matches with all the different ones in it."""
    best = matches[0], matches[-1]
    held: Counter[tuple[str, ...]] = Counter()
    first = 0
    for last in matches:
        held[last.what] += 1
        while held[matches[first].what] > 1:
            held[matches[first].what] -= 1
            first += 1
        begin = matches[first]
        if len(held) == different and last.start - begin.start < best[1].start - best[0].start:
            best = begin, last
    return best


def _spans(matches: Sequence[Match], start: int = 0, lead: int = 0) -> tuple[Span, ...]:
    """Spans of a passage that begins at `start` and is shown after `lead` characters; overlaps become one."""
    spans: list[Span] = []
    for match in matches:
        first, last = match.start - start + lead, match.end - start + lead
        if spans and first < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(last, spans[-1].end))
        else:
            spans.append(Span(first, last))
    return tuple(spans)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        # The stop and a closing quote belong to the sentence they end.
        end = gap.start() + len(gap.group().rstrip())
        if end > start:
            yield start, end
        start = gap.end()
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def _cut(text: str, start: int, end: int, matches: Sequence[Match], first: int) -> Snippet:
    """The passage text[start:end], cut at spaces to what fits around the match at `first`."""
    lead = ""
    if end - start > _LONGEST:
        if first - start > _LONGEST // 3:
            space = text.find(" ", first - _LONGEST // 3, first)
            start = space + 1 if space >= 0 else first
            lead = "…"
        if end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > first else _whole_letter(text, start + _LONGEST)
            shown = text[start:end].rstrip() + "…"
            kept = [match for match in matches if match.start >= start and match.end <= end]
            return Snippet(lead + shown, _spans(kept, start, len(lead)))
    kept = [match for match in matches if match.start >= start]
    return Snippet(lead + text[start:end], _spans(kept, start, len(lead)))


def _whole_letter(text: str, end: int) -> int:
    """The last place up to `end` where a text can be cut without taking marks from their letter."""
    while (
        end > 1
        and text[end : end + 1]
        and (combining(text[end]) or text[end] == _JOINER or text[end - 1] == _JOINER)
    ):
        end -= 1
    return end
