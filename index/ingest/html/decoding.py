"""Decoding pages: bytes to markup, whatever the page says of its own encoding.

Valid UTF-8 is UTF-8: next to nothing else passes for it, and a page that was saved from a
browser often still declares the encoding it once had. Only then is what the
transfer or the page declares believed, and only then is the encoding guessed. Text that
went through two encodings on its way ("sanciÃ³n") is repaired where its letters prove it.
"""

import codecs
import re

from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5

from index.ingest.wide import wide_encoding

_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,60}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I
)
_HEAD = 4_096
_SEVEN_BITS = ("iso-2022", "hz-gb")
"""Encodings that look like ASCII."""
_TWICE_ENCODED = re.compile("(?:[ÃÂÐÑ][\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u2122]|ï»¿)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode_page(raw: bytes, stated: str | None = None) -> str:
    """The markup of a page, without characters that markup cannot hold.

    `stated` is what its transfer said of its encoding. Never raises: what cannot be
    decoded becomes U+FFFD.
    """
    return _CONTROL.sub("", _decoded(raw, stated))


def repaired(text: str) -> str:
    """The text, and if it shows signs of having been decoded wrongly, what it was before."""
    if not _TWICE_ENCODED.search(text[:20_000]):
        return text
    from ftfy import fix_encoding  # few pages need it

    return fix_encoding(text)


def _decoded(raw: bytes, stated: str | None) -> str:
    if raw.startswith(codecs.BOM_UTF8):
        return raw[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    if wide := wide_encoding(raw[:_HEAD]):
        return raw.decode(wide, "replace").removeprefix("\ufeff")
    declared = stated or _declared(raw[:_HEAD])
    if declared and declared.lower().startswith(_SEVEN_BITS) and b"\x1b" in raw[: 1 << 16]:
        return raw.decode(declared, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mere_damage(raw, error):
            return raw.decode("utf-8", "replace")
    known = map_encoding_to_html5(declared, False) if declared else None
    if known is None or known == "utf-8":
        known = detect_encoding(raw)
    return bytes_to_str(raw, known or "cp1252", "replace")


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def _is_mere_damage(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes are UTF-8 but for a few of them: by chance next to no sequence is valid."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(raw) - len(text) - 2 * bad  # about one for each letter beyond ASCII
    return good > 4 * bad
