"""Snippets: the few passages that show why an article matched, and the matches in a whole article.

What is marked is what matched: the text is analysed again as it was for the index,
and its tokens are held against the very terms the planned tree looks for, so that a
phrase is marked as a phrase and nowhere else. Spans count characters of the text as
stored. A query that matches only the headline gets the article's opening.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoosh.query import And, ConstantScoreQuery, Or, Phrase, Prefix, Term
from whoosh.query import Query as Tree

from index.analysis import fold, stem, tokenize
from index.schema import exact
from search.engine import Snippet, Span

_LONGEST = 280
"""Characters in the longest passage; a longer sentence is cut around its matches."""
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’)]?\s+(?=[\"“‘(]?[^\W\d_a-z])|\n+")


class Wanted:
    """What a planned tree looks for in the text fields, as sequences of terms."""

    def __init__(self, tree: Tree) -> None:
        self.sequences: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        self.beginnings: defaultdict[str, set[str]] = defaultdict(set)
        self._collect(tree)

    def _collect(self, tree: Tree) -> None:
        match tree:
            case And() | Or():
                for child in tree:
                    self._collect(child)
            case ConstantScoreQuery():
                self._collect(tree.child)
            case Prefix():
                self.beginnings[tree.fieldname].add(tree.text)
            case Phrase():
                self.sequences[tree.fieldname].add(tuple(tree.words))
            case Term():
                self.sequences[tree.fieldname].add((tree.text,))


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    what: tuple[str, ...]


def mark(text: str, field: str, language: str | None, wanted: Wanted) -> Snippet:
    """The whole text of a field with everything marked that the tree looks for there."""
    return Snippet(text, _spans(_matches(text, field, language, wanted)))


def passages(
    texts: Iterable[tuple[str, str]], language: str | None, wanted: Wanted, most: int
) -> tuple[Snippet, ...]:
    """The best passages of (field, text) pairs: most different matches first, at most `most`."""
    candidates = []
    for order, (field, text) in enumerate(texts):
        matches = _matches(text, field, language, wanted)
        starts = [match.start for match in matches]
        for start, end in _sentences(text) if matches else ():
            begun = matches[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside := [match for match in begun if match.end <= end]:
                different = len({match.what for match in inside})
                candidates.append((-different, -len(inside), order, start, _cut(text, start, end, inside)))
    candidates.sort(key=lambda candidate: candidate[:4])
    # A standfirst often stands in the body again: once is enough.
    return tuple({snippet.text: snippet for *_, snippet in candidates}.values())[:most]


def opening(text: str) -> Snippet:
    """How a text begins, in one passage without marks."""
    ends = [end for _, end in _sentences(text) if end <= _LONGEST and "\n" not in text[:end].rstrip()]
    return Snippet(text[: ends[-1]].rstrip()) if ends else _cut(text, 0, len(text), [])


def _matches(text: str, field: str, language: str | None, wanted: Wanted) -> list[_Match]:
    stems, exacts = wanted.sequences[field], wanted.sequences[exact(field)]
    beginnings = tuple(wanted.beginnings[exact(field)])
    if not (stems or exacts or beginnings):
        return []
    tokens = list(tokenize(text))
    found = []
    for token in tokens:
        form, stemmed = fold(token.word), stem(token.word, language)
        if (stemmed,) in stems or (form,) in exacts or (beginnings and form.startswith(beginnings)):
            found.append(_Match(token.start, token.end, (stemmed,)))
    parts = [token for token in tokens if not token.whole]
    for sequences, forms in (
        (stems, [stem(part.word, language) for part in parts]),
        (exacts, [fold(part.word) for part in parts]),
    ):
        for sequence in sequences:
            if len(sequence) > 1:
                found.extend(
                    _Match(parts[i].start, parts[i + len(sequence) - 1].end, sequence)
                    for i in _occurrences(forms, sequence)
                )
    return sorted(found, key=lambda match: match.start)


def _occurrences(forms: Sequence[str], sequence: tuple[str, ...]) -> Iterable[int]:
    first, length = sequence[0], len(sequence)
    return (i for i, form in enumerate(forms) if form == first and tuple(forms[i : i + length]) == sequence)


def _spans(matches: Sequence[_Match], start: int = 0, lead: int = 0) -> tuple[Span, ...]:
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
        # A closing quote belongs to the sentence it ends.
        end = gap.start() + len(gap.group()) - len(gap.group().lstrip('"”’)'))
        if end > start:
            yield start, end
        start = gap.end()
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def _cut(text: str, start: int, end: int, matches: Sequence[_Match]) -> Snippet:
    """The passage text[start:end], cut at spaces to what fits around its first matches."""
    lead = ""
    if end - start > _LONGEST:
        first = matches[0].start if matches else start
        if first - start > _LONGEST // 3:
            space = text.find(" ", first - _LONGEST // 3, first)
            start = space + 1 if space >= 0 else first
            lead = "…"
        if end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > first else start + _LONGEST
            shown = text[start:end].rstrip() + "…"
            kept = [match for match in matches if match.start >= start and match.end <= end]
            return Snippet(lead + shown, _spans(kept, start, len(lead)))
    kept = [match for match in matches if match.start >= start]
    return Snippet(lead + text[start:end], _spans(kept, start, len(lead)))
