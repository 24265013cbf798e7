"""Identity: when are two readings the same article?

First match wins: an id the source supplies, kept apart by that source's name; the
normalised URL; else outlet, title, day and body together. The id is a digest of
whichever it was, so the same input always gets the same id, on every machine.
A file without a URL that changed keeps its place by path and member: that match
is the writer's, because only the archive knows what it held before.
"""

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.article import Published
from index.digest import blake2b

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|smid", re.IGNORECASE
)
_PLAIN = re.compile(r"https?://(?:www\.)?+(?P<page>[a-z0-9.-]+(?:/[!-\"$->@-~]*)?)")
"""An address with nothing in it but a host and a path."""
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


def article_id(
    *,
    supplied: tuple[str, str] | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published: Published | None = None,
    body: str = "",
) -> str:
    """The id of an article: 16 hexadecimal digits (64 bits of BLAKE2b).

    `supplied` is (name of the source, its own id there).
    """
    if supplied:
        basis: tuple[str, ...] = ("supplied", *supplied)
    elif url:
        basis = ("url", normalise_url(url))
    else:
        day = published.value[:10] if published else ""
        basis = ("text", _same(outlet), _same(title), day, _same(body))
    return blake2b("\x00".join(basis).encode("utf-8", "replace"), digest_size=8).hexdigest()


def normalise_url(url: str) -> str:
    """The URL without what does not name the page: scheme's case and "s", "www.", port, tracking, fragment.

    A text that is no URL comes back as it is.
    """
    if plain := _PLAIN.fullmatch(url):
        return f"https://{plain['page'].rstrip('/')}"
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    if not parts.netloc:
        return url
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORT.get(parts.scheme.lower(), "")).removeprefix("www.")
    kept = [
        (key, value)
        for key, value in (parse_qsl(parts.query, keep_blank_values=True) if parts.query else ())
        if not _TRACKING.fullmatch(key)
    ]
    scheme = "https" if parts.scheme.lower() in ("http", "https") else parts.scheme.lower()
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))


def _same(text: str | None) -> str:
    """Text reduced to what two typings of it share."""
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
