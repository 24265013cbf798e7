"""Pages that hold several articles: where one ends and the next begins.

The evidence is a credit with both an author and a date, met at least twice. Such a
line stands either under every article of a page or over every one, and which of the
two shows in where the running text lies. A line drawn across the page parts it too,
but only where a headline with a credit and then running text come right under it, for a
long article is cut by such lines as well. A page that fits none of these stays whole: two
articles read as one can still be found, half an article under a wrong name misleads.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.ingest.text.credits import Credit
from index.ingest.text.paragraphs import Paragraph, ends_sentence, is_prose, is_rule

_LONGEST_HEAD = 3


def split_articles(paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]) -> list[tuple[int, int]]:
    """The articles of a page as ranges of `paragraphs` (start, end); one range for a page of one.

    `stated` is what each paragraph states, None for text.
    """
    whole = [(0, len(paragraphs))]
    if drawn := _parted_by_rules(paragraphs, stated):
        return drawn
    blocks = _credit_blocks(stated)
    if len(blocks) < 2:
        return whole
    prose = [credit is None and is_prose(p.text) for p, credit in zip(paragraphs, stated, strict=True)]
    between = [any(prose[end:start]) for (_, end), (start, _) in pairwise(blocks)]
    before, after = any(prose[: blocks[0][0]]), any(prose[blocks[-1][1] :])
    if not all(between) or before == after:
        return whole
    if before:
        ends = [end for _, end in blocks]
        ends[-1] = len(paragraphs)
        return list(zip([0, *ends[:-1]], ends, strict=True))
    starts = [_head_start(paragraphs, prose, stated, start) for start, _ in blocks]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(paragraphs)], strict=True))


def _parted_by_rules(
    paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]
) -> list[tuple[int, int]]:
    """The articles between drawn lines, the lines left out; empty for a page that none part."""
    rules = [
        at
        for at, paragraph in enumerate(paragraphs)
        if is_rule(paragraph.text) and _article_opens(paragraphs, stated, at + 1)
    ]
    if not rules or not any(is_prose(paragraph.text) for paragraph in paragraphs[: rules[0]]):
        return []
    return list(zip([0, *(at + 1 for at in rules)], [*rules, len(paragraphs)], strict=True))


def _article_opens(paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None], start: int) -> bool:
    """Whether a headline, a credit or more, and running text come one right after the other."""
    at = start
    while at < len(paragraphs) and at - start < _LONGEST_HEAD and stated[at] is None:
        if is_prose(paragraphs[at].text) or ends_sentence(paragraphs[at].text):
            return False
        at += 1
    credits_start = at
    while at < len(paragraphs) and stated[at] is not None:
        at += 1
    return start < credits_start < at < len(paragraphs) and is_prose(paragraphs[at].text)


def _credit_blocks(stated: Sequence[Credit | None]) -> list[tuple[int, int]]:
    """Runs of credit lines (start, end) that state an author and a date of publication together."""
    blocks: list[tuple[int, int]] = []
    start = 0
    while start < len(stated):
        end = start
        while end < len(stated) and stated[end] is not None:
            end += 1
        block = [credit for credit in stated[start:end] if credit is not None]
        if any(credit.authors for credit in block) and any(credit.published for credit in block):
            blocks.append((start, end))
        start = end + 1
    return blocks


def _head_start(
    paragraphs: Sequence[Paragraph], prose: Sequence[bool], stated: Sequence[Credit | None], block: int
) -> int:
    """Where the headline and standfirst over a credit begin: the few lines before it that are no sentences."""
    start = block
    while start > 0 and block - start < _LONGEST_HEAD:
        line = paragraphs[start - 1]
        if prose[start - 1] or stated[start - 1] or (ends_sentence(line.text) and start < block):
            break
        start -= 1
    return start
