"""Credits: a line that says who wrote an article, when, where or in which section, and nothing else.

One line may hold several ("Author: … | Date: … | Permalink"). It is cut from the
text only if every part is understood; a line that is understood in part still gives
its fields and stays in the text, so that nothing a reader could search for is lost.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from index.article import Confidence, Published
from index.ingest.paragraphs import Paragraph, word_count
from index.metadata.agencies import agency_named
from index.metadata.bylines import read_byline
from index.metadata.date_lines import read_date_line
from index.metadata.datelines import read_dateline
from index.metadata.dates import parse_date

_STRONG_SEPARATOR = re.compile(r"\s*[|•·¦]\s*|\t+|\s+/\s+")
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2}|\s*[ap]\.?m)", re.IGNORECASE)
_NOISE = re.compile(
    r"permalink|print|e-?mail|share|save|tweet|comments?|(?:no|[0-9,]+) (?:comments?|shares?|views?)"
    r"|leave a comment"
    r"|[0-9]+[- ]min(?:ute)?s?(?: read)?|reading time:? .{1,20}|edit"
    r"|(?:updated )?(?:[0-9]+|an?) \w+ ago",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"(?:by|author|(?:written|posted|reported) by|published(?: on)?|posted on|date|(?:last )?updated):?",
    re.IGNORECASE,
)
_NAMED_FIELD = re.compile(
    r"(?P<headline>headline|title)\s*:\s+(?P<a>.+)"
    r"|(?P<section>section|category|filed under|posted in|rubrik|rubrique)\s*:\s+(?P<b>[^,;|]{2,40})"
    r"|(?P<outlet>source|publication|newspaper|outlet|publisher)\s*:\s+(?P<c>[^;|]{2,60})"
    r"|(?P<place>dateline|place|location)\s*:\s+(?P<d>[^;|]{2,60})",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(r"(?P<when>(?:posted|published)\s.{6,40}?)\s+(?P<who>by\s.+)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_BYLINE_WORD = re.compile(r"\b(?:by|author|von|par|por)\b", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line states about its article."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    published: Published | None = None
    modified: Published | None = None
    headline: str | None = None
    section: str | None = None
    outlet: str | None = None
    kind: str = "credit line"
    """For provenance: "byline", "dateline", "a line that is only a date"."""
    whole: bool = True
    """False when parts of the line were not understood; its text must then be kept."""
    bare_date: bool = False
    """True for an unlabelled date by itself, which means something only near a headline."""

    @property
    def is_labelled(self) -> bool:
        """Whether the line says that its date is one of publication."""
        return not self.bare_date and self.kind != "dateline"

    @property
    def confidence(self) -> Confidence:
        """How far to trust the line, for provenance."""
        return "medium" if self.kind in ("sign-off", "labelled source", "labelled outlet") else "high"


def read_credit(text: str, *, today: date) -> Credit | None:
    """Read one line; None when it is no credit. Cheap for long lines, which never are."""
    if len(text) > _LONGEST:
        return None
    line = " ".join(text.split())
    return _single(line, today) or _in_segments(text, today) or _byline_with_date(line, today)


def join_labels(paragraphs: list[Paragraph], *, today: date) -> list[Paragraph]:
    """Join a label on a line of its own to the line it labels, where the two together are a credit."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _BARE_LABEL.fullmatch(joined[-1].text):
            label = joined[-1]
            together = f"{label.text.rstrip(':')}: {paragraph.text}"
            if len(together) <= _LONGEST and (credit := read_credit(together, today=today)) and credit.whole:
                joined[-1] = Paragraph(label.line, together)
                continue
        joined.append(paragraph)
    return joined


def _single(line: str, today: date) -> Credit | None:
    """A line that is one statement."""
    if dates := read_date_line(line, today=today):
        kind = "a labelled date" if dates.labelled else "a line that is only a date"
        return Credit(
            published=dates.published, modified=dates.modified, kind=kind, bare_date=not dates.labelled
        )
    if dateline := read_dateline(line):
        filed = parse_date(dateline.day, today=today) if dateline.day else None
        return Credit(place=dateline.place, agency=dateline.agency, published=filed, kind="dateline")
    if byline := read_byline(line):
        return Credit(authors=byline.people, agency=byline.agency, kind="byline")
    return _named_field(line)


def _named_field(line: str) -> Credit | None:
    match = _NAMED_FIELD.fullmatch(line)
    if match is None:
        return None
    stated = next(text for text in match.group("a", "b", "c", "d") if text).strip()
    name = next(name for name in ("headline", "section", "outlet", "place") if match[name])
    if word_count(stated) > (40 if name == "headline" else 6):
        return None
    if name == "outlet" and (agency := agency_named(stated)):
        return Credit(agency=agency, kind="labelled source")
    credit = Credit(kind=f"labelled {name}")
    if name == "headline":
        return replace(credit, headline=stated)
    if name == "section":
        return replace(credit, section=stated)
    return replace(credit, outlet=stated) if name == "outlet" else replace(credit, place=stated)


def _in_segments(text: str, today: date) -> Credit | None:
    """A line of several statements between bars, bullets, spaced slashes or tabs."""
    segments = [" ".join(segment.split()) for segment in _STRONG_SEPARATOR.split(text)]
    segments = _with_clock([segment for segment in segments if segment and not _NOISE.fullmatch(segment)])
    together: Credit | None = None
    whole = True
    for segment in segments if _STRONG_SEPARATOR.search(text) else ():
        credit = _single(segment, today) or _byline_with_date(segment, today)
        if credit:
            together = _combined(together, credit)
        elif word_count(segment) > 6:
            return None
        else:
            whole = False
    if together is None:
        return None
    alone = together if len(segments) == 1 else replace(together, kind="credit line", bare_date=False)
    return replace(alone, whole=whole)


def _with_clock(segments: list[str]) -> list[str]:
    """The segments, a time of day put to the date before it."""
    joined: list[str] = []
    for segment in segments:
        if joined and _CLOCK.match(segment):
            joined[-1] += f", {segment}"
        else:
            joined.append(segment)
    return joined


def _byline_with_date(line: str, today: date) -> Credit | None:
    """A byline and a date with nothing but a space, a comma, a dash or "on" between them, in either order."""
    words = line.split(" ")
    if not 4 <= len(words) <= 24 or not _DIGIT.search(line) or not _BYLINE_WORD.search(line):
        return None
    posted = _POSTED_BY.fullmatch(line)
    if posted:
        pairs = [(posted["who"], posted["when"])]
    else:
        splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(2, len(words) - 1)]
        pairs = [pair for one, two in splits for pair in ((one, two), (two, one))]
    for who, when in pairs:
        dates = read_date_line(re.sub(r"^(?:on|[-–—,])\s*", "", when).rstrip(" ,-–—"), today=today)
        if dates and (byline := read_byline(re.sub(r"\s*(?:\bon|[-–—,])$", "", who))):
            return Credit(
                authors=byline.people,
                agency=byline.agency,
                published=dates.published,
                modified=dates.modified,
                kind="byline with a date",
            )
    if posted and (dates := read_date_line(posted["when"], today=today)):
        return Credit(published=dates.published, kind="a labelled date", whole=False)
    return None


def _combined(one: Credit | None, other: Credit) -> Credit:
    """The fields of both; what the first states wins."""
    if one is None:
        return other
    return Credit(
        authors=one.authors or other.authors,
        agency=one.agency or other.agency,
        place=one.place or other.place,
        published=one.published or other.published,
        modified=one.modified or other.modified,
        headline=one.headline or other.headline,
        section=one.section or other.section,
        outlet=one.outlet or other.outlet,
    )
