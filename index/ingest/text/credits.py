"""Credits: a line that says who wrote an article, when, where or in which section, and nothing else.

One line may hold several ("Author: … | Date: … | Permalink"). It is cut from the
text only if every part is understood; a line that is understood in part still gives
its fields and stays in the text, so that nothing a reader could search for is lost.
"Source:" names the origin of figures and pictures as often as a paper, so it needs a
paper's name; "Place:" and "Location:" are an event's or a person's, never a dateline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from index.article import Confidence, Published
from index.ingest.text.outlets import is_press_name
from index.ingest.text.paragraphs import Paragraph, word_count
from index.metadata.agencies import agency_named
from index.metadata.bylines import Byline, read_byline
from index.metadata.date_lines import may_open_date, read_date_line
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
    r"|(?P<outlet>source|publication|newspaper|outlet)\s*:\s+(?P<c>[^;|]{2,60})"
    r"|(?P<place>dateline)\s*:\s+(?P<d>[^;|]{2,60})",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(r"(?P<when>(?:posted|published)\s.{6,40}?)\s+(?P<who>by\s.+)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"[12][0-9]{3}")
_BYLINE_WORD = re.compile(r"(?:by|authors?|von|par|por):?", re.IGNORECASE)
_OPENS_BYLINE = re.compile(
    r"(?:by|von|par|por|door|authors?|auteurs?|autor(?:en|es|a|e)?|byline|reporters?|written|reported|posted|submitted|story|words"
    r"|report|article|review)\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"^(?:on|[-–—,])\s*")
_AFTER_BYLINE = re.compile(r"\s*(?:\bon|[-–—,])$")
_LABEL_END = re.compile(r"\s*:?\s*\n\s*")
_MOST_SEAMS = 4
"""Places in a line at which a byline and a date are tried; more words of a date are no credit."""
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
    weak_date: bool = False
    """True for a date that only the word "Date" announces, by itself."""
    label: str = ""
    """What announces the authors, as in `Byline`."""

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
    text = _LABEL_END.sub(": ", text)
    line = " ".join(text.split())
    return _single(line, today) or _in_segments(text, today) or _byline_with_date(line, today)


def join_labels(paragraphs: list[Paragraph], *, today: date) -> list[Paragraph]:
    """Join a label on a line of its own to the line it labels, where the two together are a credit.

    A line end stays between the two, so that they can be parted again should they prove to be text.
    """
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _BARE_LABEL.fullmatch(joined[-1].text) and not _BARE_LABEL.fullmatch(paragraph.text):
            label = joined[-1]
            together = f"{label.text}\n{paragraph.text}"
            if len(together) <= _LONGEST and (credit := read_credit(together, today=today)) and credit.whole:
                joined[-1] = Paragraph(label.line, together)
                continue
        joined.append(paragraph)
    return joined


def _single(line: str, today: date) -> Credit | None:
    """A line that is one statement."""
    if line[:3].casefold() == "by ":  # no other statement begins so, and a page may have thousands
        byline = read_byline(line)
        return _credit_of(byline) if byline else None
    if dates := read_date_line(line, today=today):
        kind = "a labelled date" if dates.labelled else "a line that is only a date"
        return Credit(
            published=dates.published,
            modified=dates.modified,
            kind=kind,
            bare_date=not dates.labelled,
            weak_date=dates.weak,
        )
    if dateline := read_dateline(line):
        filed = parse_date(dateline.day, today=today) if dateline.day else None
        return Credit(place=dateline.place, agency=dateline.agency, published=filed, kind="dateline")
    if byline := read_byline(line):
        return _credit_of(byline)
    return _named_field(line)


def _credit_of(byline: Byline) -> Credit:
    return Credit(authors=byline.people, agency=byline.agency, kind="byline", label=byline.label)


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
    if name == "outlet" and match["outlet"].casefold() == "source" and not is_press_name(stated):
        return None
    if name == "headline":
        return replace(credit, headline=stated)
    if name == "section":
        return replace(credit, section=stated)
    return replace(credit, outlet=stated) if name == "outlet" else replace(credit, place=stated)


def _in_segments(text: str, today: date) -> Credit | None:
    """A line of several statements between bars, bullets, spaced slashes or tabs."""
    if not _STRONG_SEPARATOR.search(text):
        return None
    segments = [" ".join(segment.split()) for segment in _STRONG_SEPARATOR.split(text)]
    segments = _with_clock([segment for segment in segments if segment and not _NOISE.fullmatch(segment)])
    together: Credit | None = None
    whole = True
    for segment in segments:
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
        if joined and _CLOCK.match(segment) and not _YEAR.search(segment):
            joined[-1] += f", {segment}"
        else:
            joined.append(segment)
    return joined


def _byline_with_date(line: str, today: date) -> Credit | None:
    """A byline and a date with nothing but a space, a comma, a dash or "on" between them, in either order."""
    words = line.split(" ")
    if not 4 <= len(words) <= 24 or not _DIGIT.search(line):
        return None
    posted = _POSTED_BY.fullmatch(line)
    pairs = [(posted["who"], posted["when"])] if posted else list(islice(_seams(words), _MOST_SEAMS))
    for who, when in pairs:
        dates = read_date_line(_BEFORE_DATE.sub("", when).rstrip(" ,-–—"), today=today)
        if dates and (byline := read_byline(_AFTER_BYLINE.sub("", who))):
            return Credit(
                authors=byline.people,
                agency=byline.agency,
                published=dates.published,
                modified=dates.modified,
                kind="byline with a date",
                label=byline.label,
            )
    if posted and (dates := read_date_line(posted["when"], today=today)):
        return Credit(published=dates.published, kind="a labelled date", whole=False)
    return None


def _seams(words: list[str]) -> Iterator[tuple[str, str]]:
    """The two parts of a line, byline and date, where the word after the seam can begin the second."""
    is_byline_first = bool(_OPENS_BYLINE.match(words[0]))
    for at in range(2, len(words)):
        if _BYLINE_WORD.fullmatch(words[at]):
            yield " ".join(words[at:]), " ".join(words[:at])
        if is_byline_first and may_open_date(words[at]):
            yield " ".join(words[:at]), " ".join(words[at:])


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
        label=one.label or other.label,
    )
