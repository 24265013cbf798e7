"""Addresses: which page a URL names, and the registrable domain that an outlet is known by.

A page kept by a web archive, or served from a publisher's cache, has the address of the
original within its own, and it is the original that was published. The registrable
domain is that of the public suffix list, private suffixes among them: two blogs
of one platform are two outlets. A host that is itself in the list is one too. Under a top-level
domain that is not, as in a house's own network, it is the last two labels, as the list has it.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_KEPT = re.compile(
    r"https?://(?:web\.archive\.org/(?:web|save)/(?:[0-9*]{1,14}(?:[a-z]{2}_)?/)?"
    r"|archive\.(?:ph|is|today|md|li|vn|fo)/(?:[0-9.-]{4,20}/)"
    r"|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{12}:)?"
    r"|(?:www\.google\.[a-z.]{2,6}/amp|[\w-]+\.cdn\.ampproject\.org/[a-z])/(?P<secure>s/)?)"
    r"(?P<original>[^\s].*)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"https?://(?P<host>(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})(?=/|$)[!-~]*+")
"""How nearly all addresses are written: their host can be read off."""
_KEEPER = re.compile(r"archive\.|google|ampproject")
"""What is in the host of whoever keeps pages of others."""
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}\.?")
_SPACE = re.compile(r"\s")
_LONGEST = 2_048


def read_address(text: str, base: str | None = None) -> str | None:
    """The absolute web address that a text states, perhaps relative to `base`; None if it is not one.

    What a web archive or a cache adds to it is taken off.
    """
    stated = text.strip()
    if not stated or len(stated) > _LONGEST:
        return None
    if (plain := _PLAIN.fullmatch(stated)) and not _KEEPER.search(plain["host"]):
        return stated
    if _SPACE.search(stated):
        return None
    try:
        address = urljoin(base, stated) if base else stated
        if kept := _KEPT.fullmatch(address):
            original = unquote(kept["original"]) if "%3A%2F%2F" in kept["original"][:16] else kept["original"]
            scheme = "https" if kept["secure"] else "http"
            address = original if "://" in original[:9] else f"{scheme}://{original}"
        parts = urlsplit(address)
        is_web = parts.scheme.lower() in ("http", "https") and _HOST.fullmatch(parts.hostname or "")
    except ValueError:
        return None
    return address if is_web else None


def registrable_domain(address: str) -> str | None:
    """The domain that a web address or a host's name belongs to ("bbc.co.uk"); None where there is none."""
    if plain := _PLAIN.fullmatch(address):
        return _registrable(plain["host"])
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return None
    return _registrable(host.rstrip(".")) if host and _HOST.fullmatch(host) else None


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str | None:
    labels = host.split(".")
    if labels[-1].isdigit():
        return None
    domain = _suffixes().privatesuffix(_as_written(host))
    return ".".join(labels[-domain.count(".") - 1 :]) if domain else host


def _as_written(host: str) -> str:
    """A host's name in the letters of its language, as the list of suffixes has it."""
    if "xn--" not in host:
        return host
    try:
        return host.encode().decode("idna")
    except UnicodeError:
        return host


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # reads a list of ten thousand suffixes

    return PublicSuffixList(accept_encoded_idn=False)
