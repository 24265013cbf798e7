"""Assembly: the parts read from one page become an Article, every known field with its provenance.

Where two lines answer one question the head wins over the foot, a credit over a bio,
a labelled date over a bare one, and any of them over a dateline's date, which is when
a report was filed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from index.article import Article, BodyKind, Provenance, Published, Source
from index.identity import article_id
from index.ingest.text.captions import without_alt_text
from index.ingest.text.credits import Credit
from index.ingest.text.feet import Foot
from index.ingest.text.headings import Heading
from index.ingest.text.heads import Head
from index.ingest.text.outlets import NamedOutlet
from index.ingest.text.paragraphs import Paragraph, is_rule
from index.ingest.text.walls import ends_at_wall
from index.metadata.datelines import read_opening_dateline
from index.metadata.dates import parse_date
from index.metadata.languages import language_of

T = TypeVar("T")
_TRUNCATED = ("…", "...", "[…]", "[...]", "…]", "...]")
_CHARACTERS_LEFT = re.compile(r"\[\+?[0-9]+ char(?:acter)?s\]$")
"""How some services end a text they cut: "… the mayor sa [+812 chars]"."""
_DATELINE_REACH = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a page, read but not yet assembled."""

    head: Head
    foot: Foot
    furniture: tuple[Paragraph, ...]
    paywalled: bool

    @property
    def title(self) -> Heading | None:
        """The headline, a labelled one before any other."""
        for line, credit in self.head.credits:
            if credit.headline:
                return Heading(credit.headline, line, credit.kind, "high")
        return self.head.headings.title


def assemble(part: Part, source: Source, outlet: NamedOutlet | None, today: date) -> Article:
    """The article of one part; `outlet` is what the whole page's furniture says of itself."""
    known: dict[str, Provenance] = {}
    headings, title = part.head.headings, part.title
    paragraphs = _without_glue(_without_rules(part.foot.text))
    body = "\n\n".join(paragraph.text.replace("\n", "\n\n") for paragraph in paragraphs)
    stated = _with_opening_dateline(part.head.credits + part.foot.credits, paragraphs, today)

    def from_credit(field: str, value_of: Callable[[Credit], T | None]) -> T | None:
        for line, credit in stated:
            if value := value_of(credit):
                known[field] = Provenance(f"line {line}, {credit.kind}", credit.confidence)
                return value
        return None

    def from_heading(field: str, heading: Heading | None) -> str | None:
        if heading:
            known[field] = Provenance(f"line {heading.line}, {heading.reason}", heading.confidence)
        return heading.text if heading else None

    authors = from_credit("authors", lambda credit: credit.authors) or ()
    if not authors and part.foot.bio:
        line, person = part.foot.bio
        authors, known["authors"] = (person,), Provenance(f"line {line}, bio", "medium")
    published = (
        from_credit("published", lambda credit: credit.published if credit.is_labelled else None)
        or from_credit("published", lambda credit: credit.published if credit.kind != "dateline" else None)
        or from_credit("published", lambda credit: credit.published)
    )
    outlet_name = from_credit("outlet", lambda credit: credit.outlet) or from_heading(
        "outlet", headings.outlet
    )
    if outlet_name is None and outlet:
        outlet_name, known["outlet"] = outlet.name, Provenance(f"line {outlet.line}, {outlet.reason}", "low")
    headline = from_heading("title", title)
    language = language_of(f"{headline or ''}\n{body}")
    if language:
        known["language"] = Provenance("the words of the text", "high" if body else "medium")
    return Article(
        id=article_id(outlet=outlet_name, title=headline, published=published, body=body),
        title=headline,
        body=body,
        source=source,
        standfirst=from_heading("standfirst", headings.standfirst),
        section=from_credit("section", lambda credit: credit.section)
        or from_heading("section", headings.section),
        outlet=outlet_name,
        authors=authors,
        agency=from_credit("agency", lambda credit: credit.agency),
        place=from_credit("place", lambda credit: credit.place),
        published=published,
        modified=from_credit("modified", lambda credit: credit.modified),
        language=language,
        body_kind=_body_kind(body, part.paywalled),
        provenance=known,
    )


def _without_rules(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs without the lines drawn over the first and under the last."""
    written = [at for at, paragraph in enumerate(paragraphs) if not is_rule(paragraph.text)]
    return paragraphs[written[0] : written[-1] + 1] if written else ()


def _without_glue(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the first without alternative text of an image glued to it."""
    if not paragraphs:
        return []
    first, rest = paragraphs[0], paragraphs[1:]
    text = without_alt_text(first.text, [paragraph.text for paragraph in rest])
    return [Paragraph(first.line, text), *rest]


def _with_opening_dateline(
    stated: tuple[tuple[int, Credit], ...], paragraphs: list[Paragraph], today: date
) -> list[tuple[int, Credit]]:
    """The credits and, after them, the dateline that one of the first paragraphs begins with.

    A dateline that names no agency is believed before the very first words only.
    """
    for position, paragraph in enumerate(paragraphs[:_DATELINE_REACH]):
        dateline = read_opening_dateline(paragraph.text)
        if dateline and (dateline.agency or position == 0):
            filed: Published | None = parse_date(dateline.day, today=today) if dateline.day else None
            credit = Credit(place=dateline.place, agency=dateline.agency, published=filed, kind="dateline")
            return [*stated, (paragraph.line, credit)]
    return list(stated)


def _body_kind(body: str, paywalled: bool) -> BodyKind:
    if not body:
        return "stub"
    breaks_off = body.endswith(_TRUNCATED) or _CHARACTERS_LEFT.search(body[-40:])
    return "partial" if paywalled or breaks_off or ends_at_wall(body) else "full"
