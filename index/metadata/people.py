"""People: whom a field for authors names, sorted into people, a wire service, and nothing.

A byline in running text has to prove that it is one (`bylines`); a field of an input
already says so, and what it holds may be believed unless it is no person: a desk, the
paper itself, its address, a number. So names in any script, initials and pen names count here,
and what is refused is listed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from index.metadata.agencies import agency_named
from index.metadata.names import INSTITUTIONS, without_role


@dataclass(frozen=True, slots=True)
class Credited:
    """Whom a field credits; both parts empty where it names nobody."""

    people: tuple[str, ...] = ()
    agency: str | None = None
    """Its full name, see `index.metadata.agencies`."""


_TAG = re.compile(r"<[^<>]{1,200}>")
_LABEL = re.compile(
    r"(?:by(?:line)?|foto und text|text und fotos?|text|texte?s?|texto|words|authors?|auteurs?|autor(?:en|es|a|in)?|autore"
    r"|(?:written|reported|posted|submitted|story|words|report|article|review|published|opinion|analysis|comment"
    r"|commentary|column|interview|essay|perspective|reporting) by|escrito por|publié par|كتبت?|بقلم"
    r"|(?:(?:von|par|por|dal?|do|by)\s+)?(?:unser(?:em|er|en)|notre|nostr[oa]|nuestr[oa]|noss[oa]|our)"
    r"\s+(?:[\w-]*(?:korrespondent|mitarbeiter|redakteur|reporter|correspond|correspons|corrispondent)\w*"
    r"|envoyée? spéciale?|enviad[oa] especial|inviat[oa])"
    r"|(?:with )?(?:files from|additional reporting by))"
    r"\s*(?::\s*|\s+(?=\S))"
    r"|(?:von|par|por|door|av|af|di|da|from)\s*:\s*"
    r"|(?:(?i:von|par|por|door|av|af))\s+(?=(?-i:[^\W\d_a-zà-ÿ])\S*\s+\S)",
    re.IGNORECASE,
)
"""What announces an author. "Von" begins names as well: it is a label before two capitalised words."""
_PICTURES = re.compile(
    r"(?:^|[;,|.]\s*|\s[–-]\s)(?:pictures?|photos?|photograph(?:s|y)?|fotos?|illustrations?|bilde?r?|video|camera)"
    r"(?:\s+by\s|\s*:).*$",
    re.IGNORECASE,
)
"""Who made the pictures, behind who wrote."""
_MATERIAL = re.compile(r"(?:mit )?(?:agentur)?material (?:der|des|von)\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"special to\s|(?:edit(?:ed|ing)|[\w-]*reviewed|fact[- ]?checked|produced|translated|graphics?|compiled) by\s|(?-i:(?:in|aus|à|en|em|da) [A-ZÀ-Þ])[\w.'’ -]{1,40}$",
    re.IGNORECASE,
)
"""How a part begins that names nobody who wrote: a place, the paper, who edited."""
_HELPED = re.compile(
    r"\s+contributed\s+(?:reporting|to (?:this|the) (?:report|story|article)).*$", re.IGNORECASE
)
_KOREAN_PLACE = re.compile(r"(?<![^\s(,])[가-힣]{2,6}=(?=[가-힣])")
"""Where it was written, before the name: "서울=홍길동 기자"."""
_NUMBERED = re.compile(
    r"(?:author|writer|reporter|journalist|correspondent|columnist|contributor|person|aut(?:or|eur|ore)) (?:no\. ?|#)?[0-9]{1,6}(?!\w)",
    re.IGNORECASE,
)
"""What a data set calls its authors whose names are not given: with its number it is one of them, and no label."""
_FAMILY_FIRST = re.compile(
    r"(?P<family>(?:(?:al|d[aeiou]|de[lnr]|la|le|te[nr]?|v[ao]n) )*[A-ZÀ-Þ][\w'’-]+), "
    r"(?P<given>[A-ZÀ-Þ](?:[\w'’-]+|\.?)(?:[ -]?[A-ZÀ-Þ]\.)*)",
)
_BETWEEN_FAMILY_FIRST = re.compile(
    r"\s*;\s*(?:(?:and|und|et)\s+|&\s*)?|,?\s+(?:and|und|et|og|och)\s+|,?\s*&\s*", re.IGNORECASE
)
_MAIL = re.compile(
    r"[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?(?:\s*\((?P<name>[^()]{3,60})\))?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s()<>]+", re.IGNORECASE)
_HANDLE = re.compile(r"\s*\(?(?<!\w)@\w{2,30}\)?")
_BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]{1,60})[)\]）]")
_JOINER = re.compile(
    r"\s*[;|•·、，]\s*|\s*,\s+(?:(?:and|und|et|y|e|en|og|och|i|ja|a|и|та)\s+|&\s*)?|,(?=[^\W\d_]{2})"
    r"|\s+(?:and|und|et|y|e|en|og|och|i|ja|и|та|with|mit|avec|con|(?-i:ve|dan|și|şi|και))\s+|\s*&\s*|\s+[-–—]\s+|\n",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<=\w)\s*/\s*(?=[^\W\d_]+\s+[^\W\d_])|\s+/\s+|(?<=[A-Z])/(?=[A-Z])|(?<=dpa)/(?=\w)")
"""Between two names or two agencies; initials such as "srf/jd" are one."""
_BEFORE_AGENCY = re.compile(r"/(?=([^/;,]{2,40}))")
_AMBIGUOUS = frozenset({"y", "e", "en", "i", "a", "et", "ja"})
"""Joiners that also stand inside one name: "Ortega y Gasset"."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq|obe|cbe|mp)\.?", re.IGNORECASE)
_NOBODY_LIST = """
redaktion redaktionen redactie redacción redaccion redação redacao redazione rédaction redaksjonen redaktsioon
redakcja redakce redakcia toimitus szerkesztőség redacția редакция редакція editorial editor editors staff team
desk newsroom news nachrichten nieuws noticias notícias notizie nouvelles nyheter agency agencies agencia agencias
agenturen agentur agence agences agenzia agenzie agentuur wire wires admin administrator webmaster developer
correspondent correspondents reporter reporters bureau contributor contributors author authors autor unknown
anonymous none null nan n/a undefined guest user default online web website digital tv television radio magazine
newspaper zeitung journal press presse prensa media company corporation inc ltd gmbh llc department board service
services network channel studio podcast newsletter syndication sponsored advertorial advertisement partner publisher
writer writers staffwriter wordpress drupal joomla typo3 newsdesk sportdesk onlineredaktion sportredaktion wirtschaftsredaktion politikredaktion
"""
_NOBODY_WORDS = frozenset(_NOBODY_LIST.split())
_ROLE = re.compile(
    r"\s*(?:[-–—|:,]\s*)?\b(?:(?:staff|senior|chief|political|science|foreign|business|sports?|special|our|freelance"
    r"|deputy|assistant|associate|managing|executive|national|international|economics?|health|environment|crime"
    r"|diplomatic|legal|technology|education|transport|arts|world|news|digital|data|investigative)\s+){0,4}"
    r"(?:writer|reporter|correspondent|editor(?:-in-chief)?|columnist|journalist(?:in)?|contributor|photographer|redakteur(?:in)?"
    r"|korrespondent(?:in)?|chefredakteur(?:in)?|redacteur|journaliste|periodista|giornalista|기자|특파원|선임기자|記者|记者)s?\b.*$",
    re.IGNORECASE,
)
_HANGUL_ROLE = re.compile(r"\s*(?:선임기자|특파원|논설위원|기자|記者|记者)$")
_WORDS = re.compile(r"[^\W_]+(?:['’./-]+[^\W_]+)*")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|el|il|de)(?=\w{3})")
_AROUND = " .,;:*·•|-–—\"'“”«»【】"
"""What stands around a name and is no part of it."""
_LONGEST = 1_000
_LONGEST_NAME = 60
_MOST_WORDS = 7
_MOST_PEOPLE = 50


class _Part(NamedTuple):
    """What stands between two joiners."""

    agency: str | None
    is_institution: bool
    key: str
    """As an outlet's name would be compared."""
    person: str | None
    person_key: str


def credited_in(text: str, outlets: Iterable[str] = ()) -> Credited:
    """Whom a field for authors credits; `outlets` are names and domains of the outlet, which is no author of its own."""
    agency, parts = _read(text[:_LONGEST])
    keys = _keys_of(tuple(outlets))
    people: list[str] = []
    known: set[str] = set()
    is_full = is_outlet = False
    for named, is_institution, key, person, person_key in parts:
        if named:
            agency = agency or named
        elif is_institution or key in keys:
            is_outlet = True
        elif person and person_key not in keys and person_key not in known:
            has_one_word = " " not in person and person.isalpha() and person[0].isupper()
            if has_one_word and (is_full or is_outlet):
                continue  # where it was written: "Jane Doe, Lille"
            first = person.split(" ")[0]
            if (
                is_full
                and len(first) > 3
                and first.islower()
                and first.isalpha()
                and not _NUMBERED.match(person)
            ):
                continue  # what she is: "Jane Doe, envoyée spéciale"
            is_full = is_full or " " in person
            people.append(person)
            known.add(person_key)
    return Credited(tuple(people[:_MOST_PEOPLE]), agency)


@lru_cache(maxsize=8192)
def outlet_key(name: str) -> str:
    """What two spellings of an outlet's name share: its letters and digits, without "The" before them."""
    return _ARTICLE.sub("", "".join(filter(str.isalnum, name.casefold())))


@lru_cache(maxsize=8192)
def _keys_of(outlets: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for name in outlets if len(key := outlet_key(name)) > 1)


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[str | None, tuple[_Part, ...]]:
    """The wire service that a field names or has in brackets, and the parts of the rest, whatever the outlet is."""
    bare = " ".join(_TAG.sub(" ", unescape(text) if "&" in text else text).split())
    if agency := agency_named(bare):
        return agency, ()
    bare = _KOREAN_PLACE.sub("", _PICTURES.sub("", bare))
    bare = _ADDRESS.sub(" ", _MAIL.sub(lambda mail: f" {mail['name'] or ''} ", bare))
    bare = _HANDLE.sub(" ", bare).strip(" ,;:|")
    while not _NUMBERED.match(bare) and (label := _LABEL.match(bare)):
        bare = bare[label.end() :]
    agency = next(filter(None, map(agency_named, _BRACKETS.findall(bare))), None)
    bare = _BRACKETS.sub("", bare)
    return agency, tuple(map(_read_part, _turned(bare) or _parts(bare)))


def _turned(text: str) -> list[str]:
    """The names of a text that has family names first, in the order of speech; none if it may be read otherwise.

    A comma parts names as well, so all between ";" or "and" must have the form "Brook, Ada";
    beside such only what is plainly one name may stand.
    """
    names: list[str] = []
    is_any = False
    for piece in filter(None, _BETWEEN_FAMILY_FIRST.split(text)):
        match = _FAMILY_FIRST.fullmatch(piece)
        if match and _may_be_turned(match["family"], match["given"]):
            names.append(f"{match['given']} {match['family']}")
            is_any = True
        elif ";" in text and "," not in piece and (" " in piece or agency_named(piece)):
            names.append(piece)
        else:
            return []
    return names if is_any else []


def _may_be_turned(family: str, given: str) -> bool:
    is_none = given.casefold() in _NOBODY_WORDS or _SUFFIX.fullmatch(given)
    return not (is_none or agency_named(family) or agency_named(given))


def _read_part(text: str) -> _Part:
    person = _person(text)
    is_institution = text.casefold() in INSTITUTIONS
    return _Part(
        agency_named(_MATERIAL.sub("", text)),
        is_institution,
        outlet_key(text),
        person,
        outlet_key(person or ""),
    )


def _parts(text: str) -> list[str]:
    """The text between joiners; a joiner that names hold as well joins only two whole names."""
    parts, position = [""], 0
    text = _SLASH.sub("; ", _BEFORE_AGENCY.sub(_parted, text)) if "/" in text else text
    for joiner in _JOINER.finditer(text):
        word = joiner[0].strip(" ,").casefold()
        left, right = parts[-1] + text[position : joiner.start()], text[joiner.end() :]
        position = joiner.end()
        is_inside = word in _AMBIGUOUS and (len(left.split()) < 2 or len(right.split()) < 2)
        if is_inside or _SUFFIX.fullmatch(right.split(",")[0].strip()):
            parts[-1] = left + joiner[0]
        else:
            parts[-1] = left
            parts.append("")
    parts[-1] += text[position:]
    return [part for part in (part.strip() for part in parts) if part]


def _parted(slash: re.Match[str]) -> str:
    """What stands for a slash: before the name of a wire service it parts, "jm/dpa"."""
    return "; " if agency_named(slash[1].strip()) else "/"


def _person(text: str) -> str | None:
    """The person that a part names, without post and place; None for a desk, a paper, a sentence."""
    if _NUMBERED.fullmatch(text):
        return text
    if _NO_NAME.match(text):
        return None
    name = _HANGUL_ROLE.sub("", _ROLE.sub("", without_role(_HELPED.sub("", text)))).strip(_AROUND)
    words = _WORDS.findall(name)
    if not 1 <= len(words) <= _MOST_WORDS or not 2 <= len(name) <= _LONGEST_NAME:
        return None
    if (
        any(word.casefold() in _NOBODY_WORDS for word in words)
        or name[:1].isdigit()
        or words[0].casefold() == "the"
    ):
        return None
    if sum(character.isdigit() for character in name) > 2 or (
        "." in name.rstrip(".") and " " not in name and not _INITIALS.fullmatch(name)
    ):
        return None
    return (
        f"{name}."
        if text.startswith(f"{name}.") and (_SUFFIX.search(name[-4:]) or _INITIALS.fullmatch(name))
        else name
    )
