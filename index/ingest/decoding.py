"""Decoding: the bytes of a text file to text, or the reason why they are not text.

UTF-8 is tried first because other encodings almost never pass for it; a byte-order
mark decides for UTF-16; all else is Windows-1252, in which old western text was
saved. A few bad bytes do not make a UTF-8 file anything else: by chance, text in
another encoding has next to no valid sequence of UTF-8, so where these outnumber the bad
bytes, each of those becomes U+FFFD, which is no part of a word, and a character cut
off by the end of the file is dropped. Any byte is a letter in Windows-1252, which makes
Cyrillic or Chinese text a row of accented vowels; no language is written so, and
such a file is refused with the encoding it seems to be in.
"""

import codecs
import re

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY_CONTROL = re.compile("[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
_MOST_BAD_BYTES = 0.001
_FEW_BAD_BYTES = 8
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_LEAST_HIGH = 8
"""Bytes; a shorter row may be ornament."""
_ASCII = re.compile("[\x00-\x7f]")
_OTHERS = (
    ("SHIFT_JIS", re.compile("[\u3040-\u30ff]"), 0.25),
    ("EUC-JP", re.compile("[\u3040-\u30ff]"), 0.25),
    ("EUC-KR", re.compile("[\uac00-\ud7a3]"), 0.7),
    ("WINDOWS-1251", re.compile("[а-яё]"), 0.6),
    ("KOI8-R", re.compile("[а-яё]"), 0.6),
    ("GBK", re.compile("[\u4e00-\u9fff]"), 0.7),
    ("BIG5", re.compile("[\u4e00-\u9fff]"), 0.7),
)
"""Encodings that pass for Windows-1252, with the letters most of a text in them is of, and how many are."""


class NotText(ValueError):
    """Bytes that are no text; `str()` is the reason."""


def decode(raw: bytes) -> str:
    """The text of a file's bytes. Raises NotText for empty, binary and undecodable bytes."""
    if not raw.strip():
        raise NotText("empty")
    text = _decoded(raw)
    if "\x00" in text:
        raise NotText("binary, not text")
    if len(_BINARY_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise NotText("binary, not text")
    if not text.strip("\ufeff \t\r\n\x0b\x0c"):
        raise NotText("empty")
    return text


def _decoded(raw: bytes) -> str:
    if raw.startswith(_UTF16_MARKS):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NotText("not valid UTF-16, though it begins like it") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if (text := _mended(raw, error)) is not None:
            return text
    if _is_no_western_text(raw):
        raise NotText(_in_another_encoding(raw))
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotText("neither UTF-8 nor Windows-1252 text") from error


def _mended(raw: bytes, error: UnicodeDecodeError) -> str | None:
    """The text of damaged UTF-8, or None for bytes that are not UTF-8 at all.

    Raises NotText for a mixture of both, with the offset of the first bad byte.
    """
    if error.reason == "unexpected end of data" and (
        not raw[: error.start].isascii() or len(raw) - error.start > 1
    ):
        return raw[: error.start].decode("utf-8-sig")  # one accented letter at the very end is Windows-1252's
    text = raw.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd") - raw.count("\ufffd".encode())
    good = len(text) - len(_ASCII.findall(text)) - bad
    if bad >= good:
        return None
    if bad <= max(_FEW_BAD_BYTES, _MOST_BAD_BYTES * len(raw)):
        return text
    raise NotText(f"UTF-8 with {bad} bad bytes in it, the first at offset {error.start}")


def _is_no_western_text(raw: bytes) -> bool:
    """Whether most bytes over 127 stand in rows of four and more, as accented letters never do."""
    in_runs = sum(map(len, _HIGH_RUN.findall(raw)))
    return in_runs >= _LEAST_HIGH and in_runs * 2 > len(_HIGH.findall(raw))


def _in_another_encoding(raw: bytes) -> str:
    """The reason why such bytes are refused, with the encoding that they make most sense in."""
    for name, letters, least in _OTHERS:
        text = _ASCII.sub("", raw.decode(name, "replace"))
        if text.count("\ufffd") * 20 < len(text) and len(letters.findall(text)) > least * len(text):
            return f"not UTF-8 but perhaps {name}; convert it first: iconv -f {name} -t UTF-8"
    return "in an encoding other than UTF-8; convert it to UTF-8 first"
