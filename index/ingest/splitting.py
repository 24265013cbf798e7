"""Pages that hold several articles: where one ends and the next begins.

The evidence is a credit with both an author and a date, met at least twice. Such a
line stands either under every article of a page or over every one, and which of the
two shows in where the running text lies. A page that fits neither stays whole: two
articles read as one can still be found, half an article under a wrong name misleads.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.ingest.credits import Credit
from index.ingest.paragraphs import Paragraph, ends_sentence, is_prose

_LONGEST_HEAD = 3


def split_articles(paragraphs: Sequence[Paragraph], stated: Sequence[Credit | None]) -> list[tuple[int, int]]:
    """The articles of a page as ranges of `paragraphs` (start, end); one range for a page of one.

    `stated` is what each paragraph states, None for text.
    """
    whole = [(0, len(paragraphs))]
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
