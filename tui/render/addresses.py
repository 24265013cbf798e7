"""Addresses of articles: only what a browser fetches, and nothing that could be more than an address."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from index.clean import clean

_KEPT = "%:/?#[]@!$&'()*+,;=~-._"
"""What an address may have unescaped (RFC 3986); all else, quotes and spaces too, is escaped."""


def web_address(text: str | None) -> str | None:
    """The address, escaped so that it is one word of ASCII; None for one that is not http or https."""
    if not text:
        return None
    address = clean(text, one_line=True)
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return quote(address, safe=_KEPT)


def file_address(path: str) -> str | None:
    """The address of a file on this machine, escaped as above; None where there is no such file.

    Two slashes at the start would name a machine.
    """
    if not path.startswith("/") or path.startswith("//") or "\0" in path or not Path(path).is_file():
        return None
    return "file://" + quote(path)
