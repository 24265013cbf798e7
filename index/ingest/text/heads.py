"""The head of an article: where its opening lines end and its text begins, and what they state.

The head ends at the first running text. One standfirst may come before that if a
byline or date follows it. A bare date or a bare agency is a credit only near the
headline, and only if no other contradicts it: a chronicle has a date over every
entry, a table names one agency after another, and both are text. Under a headline
that looks back ("a hundred years on") a bare date is that of the event.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.text.credits import Credit
from index.ingest.text.headings import Headings, read_headings
from index.ingest.text.paragraphs import Paragraph, is_prose, is_rule, key_of, word_count
from index.ingest.text.particulars import is_field

_LONGEST_HEAD = 40
_REACH_BELOW, _REACH_ABOVE = 3, 1
"""How far from the headline a bare date or agency counts; a date high above it is a masthead's."""
_LONGEST_STANDFIRST, _LONGEST_HEADLINE = 60, 30
"""Words of a sentence that may be one of these if a credit follows it."""
_LOOKS_BACK = re.compile(
    r"\b(?:years? (?:on|ago|later|after|since)|anniversary|centenary|centennial|bicentenary|remember(?:ed|ing|s)?"
    r"|look(?:ing|s)? back|from (?:our|the) archives?|on this day|(?:a|the) history of|in memoriam|retrospective)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one article, read, and the paragraphs that are its text."""

    headings: Headings
    credits: tuple[tuple[int, Credit], ...]
    """Each with its line, in order."""
    text: tuple[Paragraph, ...]


def read_head(paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]) -> Head:
    """Read the head of one article without furniture; `stated` is each paragraph as a credit or None."""
    believed = _without_contradictions(stated, _head_end(paragraphs, stated))
    end = _head_end(paragraphs, believed)
    lines = [p for p, credit in zip(paragraphs[:end], believed[:end], strict=True) if credit is None]
    pairs = [(p, credit) for p, credit in zip(paragraphs[:end], believed[:end], strict=True) if credit]
    has_headline = any(credit.headline for _, credit in pairs)
    written = [line for line in lines if not is_rule(line.text)]
    written = written[:1] + [line for line in written[1:] if not is_field(line.text)]
    headings = Headings() if has_headline else read_headings(written, [p.line for p, _ in pairs])
    said = {key_of(heading.text) for heading in (headings.title, headings.standfirst) if heading}
    looks_back = any(_LOOKS_BACK.search(heading) for heading in said)
    positions = [at for at in range(end) if key_of(paragraphs[at].text) in said]
    kept: list[tuple[int, Credit]] = []
    text = [line for line in lines if line.line not in headings.explained]
    for at in range(end):
        credit = believed[at]
        if credit is None:
            continue
        is_bare = credit.bare_date or _is_agency_alone(credit)
        if is_bare and (not _is_near(at, positions) or (credit.bare_date and looks_back)):
            text.append(paragraphs[at])
            continue
        kept.append((paragraphs[at].line, credit))
        if not credit.whole:
            text.append(paragraphs[at])
    text.sort(key=lambda paragraph: paragraph.line)
    return Head(headings, tuple(kept), (*text, *paragraphs[end:]))


def _is_near(at: int, headings: Sequence[int]) -> bool:
    """Whether a line stands close to a heading; without any, whether it is the first line."""
    if not headings:
        return at == 0
    return any(-_REACH_ABOVE <= at - heading <= _REACH_BELOW for heading in headings)


def _head_end(paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]) -> int:
    """The number of paragraphs before the first running text that is neither standfirst nor repeated."""
    at = 0
    standfirst_allowed = True
    seen: set[str] = set()
    while at < min(len(paragraphs), _LONGEST_HEAD):
        text = paragraphs[at].text
        key = key_of(text) if len(text) < 500 else text
        again = key in seen or (at + 1 < len(paragraphs) and key == key_of(paragraphs[at + 1].text[:500]))
        seen.add(key)
        if stated[at] is None and is_prose(text) and not again:
            credits_end = _credits_end(stated, at + 1)
            prose_follows = any(is_prose(later.text) for later in paragraphs[credits_end : credits_end + 3])
            is_standfirst = standfirst_allowed and credits_end > at + 1 and prose_follows
            if not is_standfirst or word_count(text) > (_LONGEST_STANDFIRST if at else _LONGEST_HEADLINE):
                return at
            standfirst_allowed = False
            at = credits_end
        else:
            at += 1
    return at


def _credits_end(stated: Sequence[Credit | None], start: int) -> int:
    while start < len(stated) and stated[start] is not None:
        start += 1
    return start


def _without_contradictions(stated: Sequence[Credit | None], head: int) -> list[Credit | None]:
    """The credits without those that others put in doubt; the head is `head` paragraphs long.

    Unlabelled dates, or agencies by themselves, must not differ among each other; "Jane Doe, AFP"
    gives way to a labelled byline; of two such the one in the very first line is a headline
    ("By Candle and Star"); and "Title:" is a headline's label only over everything else.
    """
    dates = {credit.published for credit in stated if credit and credit.bare_date}
    agencies = {credit.agency for credit in stated if credit and _is_agency_alone(credit)}
    labelled = [credit for credit in stated[:head] if credit and credit.authors and credit.label]
    bylines = {credit.authors for credit in labelled}
    first_text = next((at for at, credit in enumerate(stated) if credit is None), len(stated))

    def is_doubtful(at: int, credit: Credit) -> bool:
        return (
            (credit.bare_date and len(dates) > 1)
            or (_is_agency_alone(credit) and len(agencies) > 1)
            or (bool(credit.authors) and not credit.label and bool(labelled))
            or (at == 0 and credit.kind == "byline" and credit in labelled and len(bylines) > 1)
            or (credit.headline is not None and at > first_text)
        )

    return [None if credit and is_doubtful(at, credit) else credit for at, credit in enumerate(stated)]


def _is_agency_alone(credit: Credit) -> bool:
    return credit.kind == "byline" and credit.agency is not None and not credit.authors
