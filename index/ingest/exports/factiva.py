"""Factiva: the articles of an export of Dow Jones Factiva, from its paragraphs.

There are two layouts. One has a code of two letters before each field ("HD" the headline, "SN" the
source, "LP" and "TD" the text). The other shows an article as it is read on screen: headline and
author, the number of words, then day, outlet and the outlet's code one under the other.
Both name the article at its end by Factiva's number of it, which is its identity.
"""

import re
from collections.abc import Sequence
from datetime import date

from index.ingest.claims import Claim, Claims
from index.ingest.text.paragraphs import ends_sentence, is_prose
from index.ingest.text.sections import is_known_section
from index.metadata.agencies import agency_named
from index.metadata.bylines import read_byline
from index.metadata.language_codes import stated_language
from index.metadata.machine_dates import parse_machine_date
from index.metadata.names import person_named

_NUMBER = r"(?P<number>[A-Z][A-Z0-9]{1,11}(?:19|20)[0-9]{6}[a-z0-9]{5,12})"
ENDED = re.compile(rf"(?:Docum[ei]nto?|Dokument|Документ|文書|文件) {_NUMBER}")
"""The last line of an article as it is shown."""
_WORDS = re.compile(
    r"[0-9][0-9., \u00a0\u202f]{0,9}(?:words?|Wörter|mots|palabras|parole|palavras|woorden|слов\w*|字|ワード)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?: ?(?:GMT|UTC|[AP]M))?")
_CODE_OF_OUTLET = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_RIGHTS = re.compile(
    r"(?:copyright|\(c\)|©|\(copyright|all rights reserved|quelle:|source:|alle rechte).*",
    re.IGNORECASE | re.DOTALL,
)
_COMPANY = re.compile(
    r"\b(?:limited|ltd|inc|incorporated|llc|plc|gmbh|ag|kg|co|company|corp|corporation|group|holdings?|media|press"
    r"|publish(?:ing|ers?)|publications|newspapers?|s\.?a\.?|s\.?p\.?a\.?|verlag|b\.?v\.?|pty|sas|dow jones)\b",
    re.IGNORECASE,
)
_LONGEST_FACT_BOX = 10
"""Paragraphs between the number of words and the text."""
_MOST_OVER = 3
"""Paragraphs over the number of words: section, headline, author."""

_CODES_LIST = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN"
CODES = _CODES_LIST.split()
"""Of fields, in the order in which they come."""
_CODE = re.compile(
    rf"(?P<code>{'|'.join(CODES)})(?:(?:\s*\|\s*|\t\s*|[ \u00a0]{{2,}}|\n)(?P<value>.*)|)", re.DOTALL
)
"""A code by itself or before a wide gap: a text may begin with "IN" as well."""
_BEFORE_ONE_SPACE = re.compile(
    rf"(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|PUB) (?=\S)"
    rf"|(?P<of_codes>CO|IN|NS|RE|IPC|IPD) (?=[a-z0-9]{{2,12}}(?:$|\s*[:|]))|(?P<last>AN) (?=(?:\w+ )?{_NUMBER}$)"
)
"""A code that only one space sets off; behind the text, before nothing but what stands there."""
_TEXT_CODES = ("LP", "TD")
_NEEDED = frozenset({"HD", "SN", "AN"})


def cut_shown(paragraphs: Sequence[str]) -> list[list[str]]:
    """The articles of an export that shows them as they are read; none where it is another."""
    ends = [at for at, text in enumerate(paragraphs) if ENDED.fullmatch(text.strip())]
    starts = [0, *(end + 1 for end in ends)]
    pieces = [list(paragraphs[start : end + 1]) for start, end in zip(starts, ends, strict=False)]
    return pieces if any(_words_at(piece) is not None for piece in pieces[:3]) else []


def cut_coded(paragraphs: Sequence[str]) -> list[list[str]]:
    """The articles of an export whose fields have codes; none where it is another."""
    return _cut_coded(paragraphs) or _cut_coded(_with_wide_gaps(paragraphs))


def _cut_coded(paragraphs: Sequence[str]) -> list[list[str]]:
    pieces: list[list[str]] = [[]]
    place = -1
    for line in (line for text in paragraphs for line in _lines_of(text)):
        if (code := _code(line)) is not None:
            if code <= place:
                pieces.append([])
            place = code
        pieces[-1].append(line)
    return [piece for piece in pieces if _coded(piece).keys() >= _NEEDED]


def claims_of_coded(paragraphs: Sequence[str], today: date) -> Claims:
    """What an article whose fields have codes claims."""
    stated = _coded(paragraphs)

    def line(code: str) -> str:
        return " ".join(" ".join(stated.get(code, ())).split())

    number = re.search(_NUMBER, line("AN"))
    return _claims(
        title=line("HD"),
        author=line("BY"),
        section=line("SE"),
        day=_moment(line("PD"), line("ET"), today),
        outlet=line("SN"),
        language=line("LA"),
        text=[text for code in _TEXT_CODES for text in stated.get(code, ())],
        number=number["number"] if number else None,
    )


def claims_of_shown(paragraphs: Sequence[str], today: date) -> Claims:
    """What an article as it is shown claims. Raises ValueError where it does not state its length."""
    lines = [" ".join(text.split()) for text in paragraphs if text.strip()]
    at = _words_at(lines)
    if at is None:
        raise ValueError("not laid out as articles of a Factiva export are: no line with its number of words")
    section, title, author = _headed(lines[max(0, at - _MOST_OVER) : at])
    facts = lines[at + 1 : at + 1 + _LONGEST_FACT_BOX]
    rights = [number for number, text in enumerate(facts) if _RIGHTS.fullmatch(text)]
    languages = [number for number, text in enumerate(facts) if text.isalpha() and stated_language(text)]
    body = rights[0] + 1 if rights else languages[0] + 1 if languages else 0
    facts = facts[:body]
    day = facts.pop(0) if facts and parse_machine_date(facts[0], today=today) else ""
    clock = facts.pop(0) if facts and _CLOCK.fullmatch(facts[0]) else ""
    end = ENDED.fullmatch(lines[-1])
    text = lines[at + 1 + body : -1 if end else None]
    if text and _COMPANY.search(text[-1]) and not ends_sentence(text[-1]) and not is_prose(text[-1]):
        text.pop()
    return _claims(
        title=title,
        author=author,
        section=section,
        day=_moment(day, clock, today),
        outlet=facts[0] if len(facts) > 1 and _CODE_OF_OUTLET.fullmatch(facts[1]) else "",
        language=lines[at + 1 + languages[0]] if languages else "",
        text=text,
        number=end["number"] if end else None,
    )


def _claims(
    *,
    title: str,
    author: str,
    section: str,
    day: str,
    outlet: str,
    language: str,
    text: Sequence[str],
    number: str | None,
) -> Claims:
    agency = agency_named(outlet)

    def claim(value: str | None, where: str) -> tuple[Claim, ...]:
        return (Claim(value, f"the {where} of the export"),) if value else ()

    return Claims(
        body="\n\n".join(" ".join(each.split()) for each in text),
        title=claim(title, "headline"),
        authors=(claim(author, "author"),),
        section=claim(section, "section"),
        published=claim(day, "date"),
        outlet=claim(outlet if not agency else "", "source name"),
        agency=claim(agency, "source name"),
        language=claim(language, "language"),
        supplied_id=("factiva", number) if number else None,
    )


def _moment(day: str, clock: str, today: date) -> str:
    """The day, with the clock where both together are a moment."""
    moment = f"{day} {clock}" if clock else day
    return moment if parse_machine_date(moment, today=today) else day


def _words_at(lines: Sequence[str]) -> int | None:
    return next((at for at, text in enumerate(lines) if at and _WORDS.fullmatch(text.strip())), None)


def _headed(lines: Sequence[str]) -> tuple[str, str, str]:
    """Section, headline and author, of the lines over the number of words; empty where there is none."""
    lines = list(lines)
    author = lines.pop() if len(lines) > 1 and _is_author(lines[-1]) else ""
    title = lines.pop() if lines else ""
    return (lines[-1] if lines and _may_be_section(lines[-1]) else ""), title, author


def _is_author(line: str) -> bool:
    bare = line.rstrip(" .")
    return bool(read_byline(bare) or person_named(bare) or agency_named(bare))


def _may_be_section(line: str) -> bool:
    return is_known_section(line) or (len(line.split()) <= 3 and not ends_sentence(line))


def _with_wide_gaps(paragraphs: Sequence[str]) -> list[str]:
    """The lines of an export that has one space behind its codes, a tab in its place.

    Words are told from codes by the order in which these come; a new article begins behind the last of them.
    """
    lines: list[str] = []
    place, last = -1, CODES.index("AN")
    for line in (line.strip() for text in paragraphs for line in text.split("\n")):
        match = _BEFORE_ONE_SPACE.match(line)
        code = CODES.index(line[: match.end() - 1]) if match else _code(line)
        if code is not None and (code > place or place == last):
            place = code
            line = f"{CODES[code]}\t{line[match.end() :]}" if match else line
        lines.append(line)
    return lines


def _lines_of(text: str) -> list[str]:
    """A paragraph, or its lines where several begin with a code."""
    lines = text.split("\n")
    return lines if sum(_code(line) is not None for line in lines) > 1 else [text]


def _code(line: str) -> int | None:
    """The place among all codes of the one that stands before a line."""
    match = _CODE.fullmatch(line.strip())
    return CODES.index(match["code"]) if match else None


def _coded(lines: Sequence[str]) -> dict[str, list[str]]:
    """The paragraphs under each code."""
    stated: dict[str, list[str]] = {}
    held: list[str] = []
    for line in lines:
        match = _CODE.fullmatch(line.strip())
        if match:
            held = stated.setdefault(match["code"], [])
        if value := ((match["value"] or "") if match else line).strip(" |\t\n"):
            held.append(value)
    return stated
