"""Decoding: the bytes of a text file to text, or the reason why they are not text.

UTF-8 is tried first because other encodings almost never pass for it; a byte-order
mark decides for UTF-16; all else is Windows-1252, in which old western text was
saved. Nothing is decoded with replacement characters: they would be indexed as words.
"""

import codecs
import re

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY_CONTROL = re.compile("[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02


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
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotText("neither UTF-8 nor Windows-1252 text") from error
