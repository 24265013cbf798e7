"""Display width: how many columns a text takes on a terminal, and where to break it.

Lines are given as ranges of the text, not as new strings, so that marks laid over
the text need no second reckoning. Widths follow East Asian Width and general
category, as wcwidth does; an emoji sequence is counted as the sum of its parts,
which may break a line early but never lets one run over.
"""

import unicodedata
from functools import lru_cache

from index.plain import is_plain

_NEVER_FIRST = frozenset("、。，．：；？！」』）】》〉")
_NO_BREAK = frozenset("\xa0\u202f")


def display_width(text: str) -> int:
    """Columns that `text`, without line ends, takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def fit(text: str, width: int) -> str:
    """The text in at most `width` columns (at least 1); a cut is shown by "…"."""
    if display_width(text) <= width:
        return text
    taken = 0
    for end, char in enumerate(text):
        taken += _char_width(char)
        if taken > width - 1:
            return text[:end] + "…"
    return text


def pad(text: str, width: int) -> str:
    """The text followed by spaces up to `width` columns."""
    return text + " " * (width - display_width(text))


def line_ranges(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of `text` in at most `width` columns, each as start ≤ i < end.

    Lines end at line ends, at spaces, beside wide characters, and in the middle of a word
    only where it is longer than a line. White space at the ends of a line belongs to
    no range; an empty line is an empty range.
    """
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.extend(_wrapped(text, start, start + len(line), width))
        start += len(line) + 1
    return lines


def _wrapped(text: str, start: int, stop: int, width: int) -> list[tuple[int, int]]:
    lines = []
    start = _skip_space(text, start, stop)
    while True:
        cut = _cut(text, start, stop, width)
        end = cut
        while end > start and text[end - 1].isspace():
            end -= 1
        lines.append((start, end))
        start = _skip_space(text, cut, stop)
        if start == stop:
            return lines


def _cut(text: str, start: int, stop: int, width: int) -> int:
    """Where the line that begins at `start` ends: its last chance to break that still fits."""
    # A space at the end may hang over: it is not printed.
    over = start + width
    while over < stop and _is_gap(text[over]):
        over += 1
    if is_plain(text[start : over + 1]):
        return stop if over >= stop else _last_space(text, start, over)
    taken = 0
    chance = start
    for at in range(start, stop):
        char = text[at]
        columns = _char_width(char)
        if at > start and columns and _may_break(text[at - 1], char):
            chance = at
        taken += columns
        if taken > width and not _is_gap(char):
            if chance > start:
                return chance
            return max(at, start + 1) if columns else at + 1
    return stop


def _last_space(text: str, start: int, over: int) -> int:
    """After which space to break plain text, in which `over` is the first that does not fit; there if after none."""
    for chance in range(over, start, -1):
        if _is_gap(text[chance - 1]):
            return chance
    return over


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST:
        return False
    if _is_gap(before):
        return not _is_gap(after)
    return not _is_gap(after) and (_char_width(after) == 2 or _char_width(before) == 2)


def _is_gap(char: str) -> bool:
    return char.isspace() and char not in _NO_BREAK


def _skip_space(text: str, start: int, stop: int) -> int:
    while start < stop and text[start].isspace():
        start += 1
    return start


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if char == "\xad":  # a soft hyphen is a format character, yet terminals show it
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
