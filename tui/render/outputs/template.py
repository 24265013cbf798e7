r"""`--format`: a line made of a hit by a small template.

`{date} {outlet}: {title}` names fields and nothing else: a template that could reach
into objects could read what it was not given. `{outlet:12}` is 12 columns wide, cut or
filled. `{{` and `}}` are braces, and `\t`, `\n` and `\\` what they are elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.clean import clean
from index.errors import NewsError
from search.engine import Hit
from tui.render.outputs import Layout, Listing
from tui.render.outputs.fields import flat_value, known_field
from tui.render.width import fit, pad

_PIECE = re.compile(
    r"(?P<brace>\{\{|\}\})|\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}|\\(?P<escape>[tn\\])|(?P<stray>[{}])|(?P<text>[^{}\\]+|\\)"
)
_ESCAPES = {"t": "\t", "n": "\n", "\\": "\\"}
_WIDEST = 1000


class _Field(NamedTuple):
    name: str
    width: int | None


class Template(NamedTuple):
    """A template that has been read: literal texts and fields in order."""

    pieces: tuple[str | _Field, ...]

    def line(self, hit: Hit) -> str:
        """The template filled from a hit; what is unknown is empty."""
        return "".join(piece if isinstance(piece, str) else _filled(piece, hit) for piece in self.pieces)


def read_template(text: str) -> Template:
    """The template that a text writes. Raises NewsError for a field there is not, or a stray brace."""
    return Template(tuple(_piece(match, text) for match in _PIECE.finditer(text)))


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The template filled from each hit."""
    template = layout.template
    if template is None:
        raise ValueError("a layout without a template")
    for listing in listings:
        for hit in listing.hits:
            yield template.line(hit)


def _piece(match: re.Match[str], text: str) -> str | _Field:
    match match.lastgroup:
        case "brace":
            return match["brace"][0]
        case "escape":
            return _ESCAPES[match["escape"]]
        case "text":
            return match["text"]
        case "stray":
            raise NewsError(
                f"--format {text}: the {match['stray']} in column {match.start() + 1} has no partner",
                advice="Write {{ and }} for braces.",
            )
    return _Field(known_field(match["name"].strip()), _width(match["width"]))


def _width(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text) <= _WIDEST:
        return int(text)
    raise NewsError(
        f"--format: a width is a number of columns, not {text!r}", advice="For example {outlet:20}"
    )


def _filled(field: _Field, hit: Hit) -> str:
    value = clean(str(flat_value(field.name, hit)), one_line=True)
    return value if field.width is None else pad(fit(value, field.width), field.width)
