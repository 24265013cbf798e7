"""Bylines: the text of a credit to its people and its wire service.

All of a text must be understood, or it is no byline: "By the time the storm had
passed" begins like one. People come as written, in order; posts and places after a
name are dropped; "By Staff Reporter" is a byline that names nobody. A label in
another language than English is believed only if nothing but full names follow it.
"Published by" names a publisher, "Text by" a librettist as often as a reporter, and
NAME/AGENCY is how a picture is credited: none of these is a byline.
"""

import re
from dataclasses import dataclass, replace

from index.metadata.agencies import agency_named
from index.metadata.names import may_be_a_place, person_named, without_role

_SURE_LABEL = re.compile(
    r"(?:authors?|auteurs?|autor(?:en|es|a|ka)?|autore|byline|reporters?|forfatter|författare|skribent|kirjoittaja|szerző|yazar?"
    r"|yazan|penulis|автор(?:ы|и)?|συντάκτης|الكاتب|作者|撰文|記者|记者)\s*[:：]\s*"
    r"|(?:(?:written|reported|posted|submitted|story|words|report|article|review)\s+)by\s*:?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:by|von|par|por|door|di|av|af|oleh)\s*:?\s+", re.IGNORECASE)
_JOINER = re.compile(
    r"\s*[,;/]\s*(?:(?:and|und|et|y|e|en|og|och)\s+|&\s*)?|\s+(?:and|und|et|y|e|en|og|och|with|avec|mit)\s+|\s*&\s*",
    re.I,
)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_NOBODY = re.compile(
    r"(?:(?:our|a|an|the|special|staff|web|news|online|digital|editorial|city|foreign|own|team|from)\s+)*"
    r"(?:staff(?:\s+(?:writer|reporter)s?)?|(?:special\s+)?correspondents?|reporters?|desk|newsroom|news|team|editors?"
    r"|editorial\s+board|agencies|wire\s+services?|admin|administrator|webmaster|anonymous)",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(r"\(?\s*(?:Additional\s+)?Reporting by (?P<names>[^;()]{3,160}?)\s*(?:;|\)|\.?$)")
_NAME_AND_AGENCY = re.compile(
    r"(?P<name>[^,|/()]{4,50}?)(?:, ?| ?\| ?| \(|  ?[–—] )(?P<agency>[^,|/()]{2,30})\)?"
)
_PENNSYLVANIA = "PA"
"""Also the form of a wire service: after a comma the state is meant, unless a person is before it."""
_HAN = r"(?!综合|綜合|报道|報道|编|編|整理|通讯|佚名|匿名|本报|本報|未知|小编|特约)[\u4e00-\u9fff々]{2,5}"
_EAST_ASIAN = re.compile(
    rf"(?:本报|本報|特约)?(?:记者|記者|作者|撰文)\s*[:：]?\s*(?P<han>{_HAN}(?:[\s、,，]+{_HAN})*)"
    rf"|(?P<hangul>[가-힣]{{2,4}}(?:[\s·,]+[가-힣]{{2,4}})*)\s*(?:(?:선임|수석|인턴|수습)\s*)?(?:기자|특파원)(?:\s*=)?"
    rf"|(?P<kanji>{_HAN})\s?記者"
)
"""Names that are one word, before or behind what says that they are a reporter's."""
_BETWEEN_EAST_ASIAN = re.compile(r"[\s、,，·]+")
LONGEST = 160
"""A longer text is not a byline."""
_LONGEST_SIGN_OFF = 600


@dataclass(frozen=True, slots=True)
class Byline:
    """Whom a text credits; both parts empty for a credit that names nobody."""

    people: tuple[str, ...]
    agency: str | None
    label: str = ""
    """What announces them, in small letters: "by", "author", "written by"; empty where nothing does."""


def read_byline(text: str) -> Byline | None:
    """Read a text that is a labelled byline, a wire service alone, or "Name, Agency"; None for all else."""
    line = " ".join(text.split())
    if not 2 <= len(line) <= LONGEST:
        return None
    if agency := agency_named(line):
        return Byline((), agency)
    if east_asian := _EAST_ASIAN.fullmatch(line):
        names = _BETWEEN_EAST_ASIAN.split(next(filter(None, east_asian.groups())))
        return Byline(tuple(dict.fromkeys(names)), None, "reporter")
    if label := _SURE_LABEL.match(line):
        return _labelled(label[0], _credited(line[label.end() :], least_words=1))
    if label := _LABEL.match(line):
        strict = not line.casefold().startswith("by")
        return _labelled(label[0], _credited(line[label.end() :], least_words=2, strict=strict))
    if match := _NAME_AND_AGENCY.fullmatch(line):
        return _unlabelled(match["name"], match["agency"])
    return None


def read_sign_off(text: str) -> tuple[str, ...]:
    """The people of a closing note such as "(Reporting by Jane Doe in Oslo; Editing by John Roe)"."""
    match = _SIGN_OFF.match(text) if len(text) <= _LONGEST_SIGN_OFF else None
    credited = _credited(match["names"], least_words=2) if match else None
    return credited.people if credited else ()


def _labelled(label: str, byline: Byline | None) -> Byline | None:
    return byline and replace(byline, label=label.strip(" :").casefold())


def _unlabelled(name: str, written: str) -> Byline | None:
    """A byline without a label: a name that no town could have, and a wire service."""
    if written.strip() == _PENNSYLVANIA:
        return None
    person, agency = person_named(name), agency_named(written)
    return Byline((person,), agency) if person and agency and not may_be_a_place(name) else None


def _credited(text: str, *, least_words: int, strict: bool = False) -> Byline | None:
    """The people and the agency of a byline's text; None if a part is neither these nor a post or a paper."""
    brackets = _IN_BRACKETS.findall(text)
    bare = _IN_BRACKETS.sub("", text).strip(" .,;:-–—|")
    people: list[str] = []
    agencies = [agency for bracket in brackets if (agency := agency_named(bracket))]
    if agency := agency_named(bare):
        return Byline((), agency)
    if _NOBODY.fullmatch(bare):
        return Byline((), agencies[0] if agencies else None)
    parts = _parts(bare)
    for position, part in enumerate(parts):
        if part == _PENNSYLVANIA and position > 0 and person_named(without_role(parts[position - 1])) is None:
            continue
        if agency := agency_named(part):
            agencies.append(agency)
        elif person := person_named(without_role(part), least_words=2 if people else least_words):
            people.append(person)
        elif strict or position == 0 or not _may_follow_a_name(part):
            return None
    if not people and not agencies:
        return None
    return Byline(tuple(dict.fromkeys(people)), agencies[0] if agencies else None)


def _parts(text: str) -> list[str]:
    """The text between joiners; "y" and "e" join only two whole names, for "Ortega y Gasset" is one."""
    parts = [""]
    position = 0
    for joiner in _JOINER.finditer(text):
        word = joiner[0].strip().casefold()
        left, right = parts[-1] + text[position : joiner.start()], text[joiner.end() :]
        if word in {"y", "e", "en", "et"} and (len(left.split()) < 2 or len(right.split()) < 2):
            parts[-1] = left + joiner[0]
        else:
            parts[-1] = left
            parts.append("")
        position = joiner.end()
    parts[-1] += text[position:]
    return [part for part in (part.strip() for part in parts) if part]


def _may_follow_a_name(part: str) -> bool:
    """A post, a paper or a place after a name is short and holds no sentence."""
    return len(part.split()) <= 5 and not part.endswith((".", "!", "?")) and not part[0].isdigit()
