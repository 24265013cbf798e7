"""Pages: the lines of a PDF as they were set, each with its place and the size of its type.

PDFium reads them, the library of a browser, which is fuzzed day and night, gives the order in
which a page was written, and is seventeen times as fast as pypdf, measured on two manuals of
53 pages. Lines are put together character by character, because only the places of characters
are sure to belong to the text.
"""

from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

MOST_PAGES = 500
_MOST_CHARACTERS = 1_500_000
_HYPHENS = frozenset({0x02, 0x2D, 0xAD, 0x2010, 0xFFFE})
"""What a hyphen at the end of a line may be to PDFium, which has no end of the line behind it."""
_LINE_ENDS = frozenset({0x0A, 0x0D})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; places are in points from the lower left corner of it."""

    text: str
    left: float
    right: float
    bottom: float
    """The line on which its letters stand."""
    size: float
    """Of its type, in points; that of its first letter."""


class Pages:
    """The pages of a PDF, a context manager."""

    def __init__(self, content: bytes) -> None:
        """Open a document. Raises ValueError for what is none, is locked, or is too long."""
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            is_locked = "password" in str(error).lower()
            raise ValueError(
                "protected by a password" if is_locked else f"no PDF, or a damaged one: {error}"
            ) from error
        if len(self._document) > MOST_PAGES:
            self._document.close()
            raise ValueError(f"more than {MOST_PAGES} pages; split it first")

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *error: object) -> None:
        self._document.close()

    def title(self) -> str:
        """The title that its metadata states; empty where there is none."""
        return str(self._document.get_metadata_value("Title") or "")

    def read(self) -> list[list[Line]]:
        """The lines of every page, in the order in which they were written."""
        pages: list[list[Line]] = []
        left = _MOST_CHARACTERS
        for number in range(len(self._document)):
            try:
                page = self._document[number]
                text = page.get_textpage()
            except pypdfium2.PdfiumError as error:
                raise ValueError(f"its page {number + 1} is damaged") from error
            left -= text.count_chars()
            if left < 0:
                raise ValueError(f"more than {_MOST_CHARACTERS:,} characters")
            pages.append(list(_lines(text.raw, text.count_chars())))
            text.close()
            page.close()
        return pages


def _lines(text: Any, length: int) -> Iterator[Line]:
    """The lines of a page's text, whose characters are asked for by number."""
    letters: list[str] = []
    first = last = -1
    for at in range(length + 1):
        code = pdfium.FPDFText_GetUnicode(text, at) if at < length else 0x0A
        is_break = code in _HYPHENS and pdfium.FPDFText_IsHyphen(text, at) == 1
        if code and code not in _LINE_ENDS:
            letters.append("-" if is_break else chr(code))
            if not letters[-1].isspace():
                first = at if first < 0 else first
                last = at
        if is_break or code in _LINE_ENDS:
            if line := " ".join("".join(letters).split()):
                yield _placed(text, line, first, last)
            letters = []
            first = last = -1


def _placed(text: Any, line: str, first: int, last: int) -> Line:
    """A line, with the place where its first character begins and its last ends."""
    x, y = c_double(), c_double()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text, first, byref(x), byref(y))
    pdfium.FPDFText_GetCharBox(text, last, byref(left), byref(right), byref(bottom), byref(top))
    return Line(line, x.value, right.value, y.value, pdfium.FPDFText_GetFontSize(text, first))
