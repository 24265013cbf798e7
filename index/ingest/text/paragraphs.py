"""Paragraphs: the lines of a text file, numbered, with hard-wrapped ones joined.

A saved web page has a line per paragraph, a wire text breaks its lines at some 70
columns, and nothing says which it is. The test is how a typewriter fills a line: in
wrapped text the next line's first word would not have fitted on this one. Where it
would have fitted, the writer ended the line, and so a list, a headline or a verse is
left as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_NARROWEST, _WIDEST = 45, 100
_WIDE_CHARACTER = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\u0e00-\u0e7f]"
)
_SENTENCE_END = re.compile(r"[.。．…][\"'”’»)\]】」』*]*$|[,!?！？][\"”’»」』]$")
_BROKEN_WORD = re.compile(r"\w-$")
_QUESTION_END = re.compile(r"[!?！？][\"'”’»)\]」』]*$")
_RULE = re.compile(r"(?:[-_=~*#•·–—+⁂][ \t\u00a0]{0,9}){3,200}|⁂")
_ENDING = 20
"""Characters looked at for the end of a sentence; no one closes more quotation marks and brackets."""
LONGEST_LINE = 300
"""Characters; a longer line is running text whatever is in it, never a heading, a credit or furniture."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or any other line that stands by itself."""

    line: int
    """Where it begins in the file, counted from 1."""
    text: str
    """Without white space at its ends; never empty; white space within is as it was."""


def read_paragraphs(text: str, *, stands_alone: Callable[[str], bool]) -> list[Paragraph]:
    """The paragraphs of a cleaned text. `stands_alone` says which lines are never joined to another."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    groups: list[tuple[int, list[str]]] = []
    previous = ""
    for number, line in enumerate(lines, start=1):
        stated = line.strip()
        if stated:
            joins = bool(previous) and _continues(previous, line, width)
            if joins and not stands_alone(stated) and not stands_alone(previous.strip()):
                groups[-1][1].append(stated)
            else:
                groups.append((number, [stated]))
        previous = line.rstrip()
    return [Paragraph(number, _joined(pieces)) for number, pieces in groups]


def word_count(text: str) -> int:
    """Words of a text; in scripts that put no space between words, half its letters."""
    if text.isascii():
        return len(text.split())
    wide = len(_WIDE_CHARACTER.findall(text))
    return len(_WIDE_CHARACTER.sub(" ", text).split()) + wide // 2


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence of an article does; a headline's "?" or "!" is not counted."""
    return bool(_SENTENCE_END.search(text[-_ENDING:]))


def is_prose(text: str) -> bool:
    """Whether a line reads as running text, a long sentence or several; a headline is a short phrase."""
    if len(text) > LONGEST_LINE:
        return True
    words = word_count(text)
    if words >= 30:
        return True
    return (words >= 12 and ends_sentence(text)) or (
        words >= 20 and bool(_QUESTION_END.search(text[-_ENDING:]))
    )


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written: "* * *", "-----"."""
    return bool(_RULE.fullmatch(text))


def key_of(text: str) -> str:
    """What two typings of one line share."""
    return " ".join(text.split()).casefold()


def _joined(pieces: list[str]) -> str:
    """The lines of a paragraph as one; a line broken after a hyphen goes on without a space."""
    spaced = [f"{piece} " if not _BROKEN_WORD.search(piece[-3:]) else piece for piece in pieces[:-1]]
    return "".join([*spaced, pieces[-1]])


def _wrap_width(lines: list[str]) -> int:
    """The column at which the text was wrapped, or 0 for a text with a line per paragraph.

    Of the lines that another follows directly, most must be filled. Many lines longer
    than the widest page say that nothing wrapped them.
    """
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if sum(length > _WIDEST for length in lengths) * 20 > len(lengths):
        return 0
    pairs = [(one, two) for one, two in pairwise(lines) if one.strip() and two.strip()]
    width = max((len(one.rstrip()) for one, _ in pairs if len(one.rstrip()) <= _WIDEST), default=0)
    filled = sum(_continues(one, two, width) for one, two in pairs)
    return width if width >= _NARROWEST and filled >= 2 and filled * 10 >= len(pairs) * 6 else 0


def _continues(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    if following[:1].isspace() and not line[:1].isspace():
        return False  # an indented line opens a paragraph
    length = len(line.rstrip())
    return length <= width < length + 1 + len(following.split(maxsplit=1)[0])
