"""Decoding: the bytes of a text file to text, or the reason why they are not text.

UTF-8 is tried first because other encodings almost never pass for it; a byte-order
mark or zero bytes in every letter tell UTF-16; of all else the letters and words must show which
encoding it is in, see `encodings`, or it is refused. A few bad bytes do not make a UTF-8 file anything
else: by chance, text in another encoding has next to no valid sequence of UTF-8, so where these
outnumber the bad bytes, each of those becomes U+FFFD, which is no part of a word, and a character cut
off by the end of the file is dropped.
"""

import re

from index.ingest.wide import wide_encoding

_BINARY_CONTROL = re.compile("[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
_MOST_BAD_BYTES = 0.001
_FEW_BAD_BYTES = 8
_ASCII = re.compile("[\x00-\x7f]")
_HEAD = 1 << 12
_MOST_SUGGESTED = 3


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


def encoding_of(raw: bytes) -> str:
    """The encoding of bytes that are not UTF-8. Raises NotText where it is not certain, with those that it may be."""
    from index.ingest.encodings import find_encodings, iconv_name  # most text is UTF-8

    found = find_encodings(raw)
    if found.is_certain:
        return found.encodings[0]
    if not 1 <= len(found.encodings) <= _MOST_SUGGESTED:
        raise NotText("not UTF-8, and in an encoding that cannot be told; convert it to UTF-8 first")
    names = [iconv_name(encoding) for encoding in found.encodings]
    raise NotText(
        f"not UTF-8 but perhaps {' or '.join(names)}; convert it first: iconv -f {names[0]} -t UTF-8"
    )


def _decoded(raw: bytes) -> str:
    if wide := wide_encoding(raw[:_HEAD]):
        try:
            return raw.decode(wide).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise NotText("not valid UTF-16, though it begins like it") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if (text := _mended(raw, error)) is not None:
            return text
    if b"\x00" in raw:
        raise NotText("binary, not text")
    encoding = encoding_of(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        from index.ingest.encodings import iconv_name

        raise NotText(f"neither UTF-8 nor all of it {iconv_name(encoding)}") from error


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
