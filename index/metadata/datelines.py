"""Datelines: where a report was filed and by which wire service, on an own line or before the first sentence.

With an agency in it a dateline is unmistakable. Without one, a word in capitals
before a dash may as well be "BREAKING" or "NATO"; so two of three signs are asked for:
capitals, a day ("SALVADOR, Feb 26 -"), and a place that names its region ("LITTLE ROCK,
Arkansas —") or is one of the cities that news style lets stand alone. With an agency
too, "BREAKING (AP) —" names no place. A date without a year is part of the form and
tells nothing; one with a year is the day of filing, handed on as text.
"""

import re
from dataclasses import dataclass
from functools import cache

from index.metadata.agencies import AGENCY, agency_named
from index.metadata.months import MONTHS_OF_WIRES

_STANDING_ALONE_LIST = """
accra, addis ababa, algiers, amman, amsterdam, ankara, athens, atlanta, baghdad, baku, baltimore,
bangkok, barcelona, beijing, beirut, belgrade, berlin, berne, bogota, bogotá, boston, brasilia,
brasília, bratislava, brussels, bucharest, budapest, buenos aires, cairo, canberra, caracas, chicago,
cincinnati, cleveland, colombo, copenhagen, dakar, dallas, damascus, denver, detroit, dhaka, djibouti,
doha, dubai, dublin, edinburgh, frankfurt, gaza, gaza city, geneva, guatemala city, hanoi, harare,
havana, helsinki, hiroshima, ho chi minh city, hong kong, honolulu, houston, indianapolis, islamabad,
istanbul, jakarta, jerusalem, johannesburg, kabul, kampala, karachi, kathmandu, khartoum, kiev,
kinshasa, kuala lumpur, kuwait city, kyiv, las vegas, lima, lisbon, ljubljana, london, los angeles,
luanda, lusaka, luxembourg, macau, madrid, managua, manila, mexico city, miami, milan, milwaukee,
minneapolis, minsk, mogadishu, monaco, montevideo, montreal, moscow, mumbai, munich, nairobi, new delhi,
new orleans, new york, nicosia, oklahoma city, oslo, ottawa, panama city, paris, philadelphia,
phnom penh, phoenix, pittsburgh, prague, pretoria, pyongyang, quebec city, quito, rabat, ramallah,
reykjavik, riga, rio de janeiro, riyadh, rome, salt lake city, san antonio, san diego, san francisco,
san salvador, sanaa, santiago, sao paulo, são paulo, sarajevo, seattle, seoul, shanghai, singapore,
skopje, sofia, st. louis, stockholm, sydney, taipei, tallinn, tashkent, tbilisi, tehran, tel aviv,
tirana, tokyo, toronto, tripoli, tunis, ulaanbaatar, united nations, vatican city, vienna, vientiane,
vilnius, warsaw, washington, wellington, yangon, yerevan, zagreb, zurich
"""
_STANDING_ALONE = frozenset(re.split(r",\s+", _STANDING_ALONE_LIST.strip()))

_NAME = r"[^\W\d_][\w.'’]*(?:[ /-][^\W\d_][\w.'’]*){0,4}"
_PLACE = rf"(?P<place>{_NAME}(?:, {_NAME})?)"
_MONTH = rf"(?:{'|'.join(sorted(map(re.escape, MONTHS_OF_WIRES), key=len, reverse=True))})"
_MONTH_FIRST = rf"{_MONTH}\.? [0-9]{{1,2}}(?:, [0-9]{{4}})?"
_DAY_FIRST = rf"[0-9]{{1,2}}\.? (?:de )?{_MONTH}\.?(?:,? (?:de )?[0-9]{{4}})?"
_DAY = rf"(?:{_MONTH_FIRST}|{_DAY_FIRST})"
_DATED = rf"(?:[,.]? (?P<day>(?i:{_DAY})))?"
_AGENCY = rf"(?P<agency>{AGENCY})"
_DASH = r"(?: *[–—]| +-{1,2}|\.?-{1,2})"

_OWN_LINE = (
    rf"{_PLACE}{_DATED} ?[(\[/]{_AGENCY}[)\]/](?:{_DASH}|:)?",
    rf"{_PLACE}{_DATED} ?[-–—] ?{_AGENCY}{_DASH}?",
    rf"{_PLACE}{_DATED}(?P<list> ?[/|:] ?|, ){_AGENCY}{_DASH}?",
    rf"{_AGENCY}(?P<list> ?[-–—/|:] |, ){_PLACE}{_DATED}",
    rf"{_PLACE}, (?P<day>(?i:{_DAY})){_DASH}?",
)
_RUN_IN = (
    rf"{_PLACE}{_DATED} ?[(\[/]{_AGENCY}[)\]/](?:{_DASH}|:)(?=\s*\S)",
    rf"[(\[]{_AGENCY}[)\]]{_DASH} {_PLACE}{_DATED}{_DASH}(?=\s*\S)",
    rf"[(\[]{_AGENCY}[)\]](?: +-{{1,2}}| *[–—]) (?=\s*\S)",
    rf"{_AGENCY}(?: +-{{1,2}}| *[–—]) (?=[^\W\d_a-z]|[\"“‘'«„<(])",
    rf"{_PLACE}{_DATED}(?: *[–—]| -{{1,2}}) (?=[^\W_]|[\"“‘'«„<(])",
)
_FIELD = (
    rf"(?P<place>[^\W\d_][^()\d]*?)(?:[,.]? (?P<day>(?i:{_DAY})))?(?: ?\((?P<agency>{AGENCY})\))?[\s,:–—-]*"
)
_LONGEST = 120
_SMALL_WORDS = frozenset({"de", "la", "al", "el", "am", "of", "the"})
_SURNAMES = frozenset({"Bloomberg"})
"""Agencies that are people too: a sentence may begin with one and a dash."""
_KICKER = re.compile(
    r"(?:advisory|alert|analysis|breaking(?: news)?|brief|column|comment|commentary|correct(?:ed|ion)|exclusive"
    r"|explainer|fact ?(?:box|check)|feature|flash|insight|interview|just in|latest|live|newsmaker|obituary|opinion|photos?"
    r"|preview|profile|recap|refile|review|roundup|special report|summary|timeline|updated?|urgent|video|watch|wrapup)"
    r"(?: [0-9]{1,2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline states; the place or the agency is known."""

    place: str | None
    """As written, with its region: "LITTLE ROCK, Arkansas"."""
    agency: str | None
    """Its full name, as in `index.metadata.agencies`."""
    day: str | None
    """The date as text; often without a year, and then no date at all."""


def read_dateline(line: str) -> Dateline | None:
    """Read a line that is nothing but a dateline; None for any other."""
    line = " ".join(line.split())
    if len(line) > _LONGEST:
        return None
    return next((found for form in _OWN_LINE if (found := _stated(_compiled(form).fullmatch(line)))), None)


def read_dateline_field(text: str) -> Dateline | None:
    """Read a field of an input that is said to be a dateline: what no form is known for is a place as well."""
    line = " ".join(text.split())
    if stated := read_dateline(line):
        return stated
    match = _compiled(_FIELD).fullmatch(line) if len(line) <= _LONGEST else None
    if match is None:
        return None
    return Dateline(match["place"], agency_named(match["agency"]) if match["agency"] else None, match["day"])


def read_opening_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline that a paragraph of text begins with; None where it begins with its text."""
    opening = " ".join(paragraph[: 2 * _LONGEST].split())
    return next((found for form in _RUN_IN if (found := _stated(_compiled(form).match(opening)))), None)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """A form, when the first text may have it: with every agency in each, a tenth of a second for all."""
    return re.compile(form)


def _stated(match: re.Match[str] | None) -> Dateline | None:
    if match is None or match.end() > _LONGEST:
        return None
    parts = match.groupdict()
    place, written, day = parts.get("place"), parts.get("agency"), parts.get("day")
    if place and agency_named(place):
        return None
    if not place and written in _SURNAMES and f"({written})" not in match[0]:
        return None
    if place and written and _KICKER.fullmatch(place):
        return Dateline(None, agency_named(written), day)
    if place and not _is_place(place):
        return None
    if place and not written:
        signs = (place.split(",")[0].isupper(), bool(day), _is_known_place(place))
        if sum(signs) < 2:
            return None
    if place and parts.get("list") and not _is_known_place(place):
        return None  # "ITV, Reuters" lists two sources
    if written == "PA" and place and f", {written}" in match[0]:
        return None  # "HARRISBURG, PA" is a town in Pennsylvania
    return Dateline(place, agency_named(written) if written else None, day)


def _is_place(text: str) -> bool:
    """Capitals throughout, or one capitalised word, or a town that is known or names its region.

    Two capitalised words before an agency may as well be a reporter's name.
    """
    city, _, region = text.partition(", ")
    words = re.split(r"[ /]", text.replace(",", ""))
    if words[0].casefold() == "by" or not all(word[0].isupper() or word in _SMALL_WORDS for word in words):
        return False
    return city.isupper() or len(city.split()) == 1 or city.casefold() in _STANDING_ALONE or bool(region)


def _is_known_place(text: str) -> bool:
    """A city that news style lets stand alone, or one that names its region in small letters."""
    city, _, region = text.partition(", ")
    return city.casefold() in _STANDING_ALONE or (bool(region) and not region.isupper())
