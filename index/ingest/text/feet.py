"""The foot of an article: credits and a bio under its text.

What stands there is as often a teaser's, a reader's comment's, or that of the film under
review. So a credit here is believed only right under running text, only if it is
labelled in a way that fits nothing else ("Written by", "Posted by" and a mere "Date"
fit much else), and never against the head. A bio needs a label, or a person whom
the head names; any other last sentence about a journalist is news.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.ingest.text.credits import Credit
from index.ingest.text.paragraphs import Paragraph, ends_sentence, is_prose, key_of, word_count
from index.metadata.bios import read_bio
from index.metadata.bylines import read_sign_off
from index.metadata.names import person_named

_BIO_LABEL = re.compile(
    r"(?:(?:posted|written) by|author|about (?:the )?(?:authors?|writers?|contributors?)):?", re.IGNORECASE
)
_LONGEST_BIO = 120
_MOST_BIO_PARAGRAPHS = 3
_REACH = 8
_MOST_CREDITS = 12
"""Lines; a longer list of credits under a text is a list, not credits."""


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of one article, read, and the paragraphs left as its text."""

    credits: tuple[tuple[int, Credit], ...]
    """Each with its line, in order; only authors, agency and dates, never an outlet."""
    bio: tuple[int, str] | None
    """The line and the person of a bio under its label."""
    text: tuple[Paragraph, ...]


def read_foot(
    paragraphs: Sequence[Paragraph], stated: Mapping[int, Credit | None], *, authors: Sequence[str]
) -> Foot:
    """Read the foot of an article's text: `stated` is what each line states, `authors` whom the head names."""
    text = list(paragraphs)
    known = frozenset(map(key_of, authors))
    lowest = _take_credits(text, known, stated)
    bio = _take_labelled_bio(text)
    if bio is None:
        _cut_known_bio(text, known)
    found = _take_credits(text, known, stated) + lowest
    if text and (people := read_sign_off(text[-1].text)):
        found.append((text[-1].line, Credit(authors=people, kind="sign-off")))
    return Foot(tuple(found), bio, tuple(text))


def _take_credits(
    text: list[Paragraph], known: frozenset[str], stated: Mapping[int, Credit | None]
) -> list[tuple[int, Credit]]:
    """Remove believable credits from the end of `text`, if running text is right above them."""
    taken: list[tuple[int, Credit]] = []
    while len(taken) < min(len(text), _MOST_CREDITS):
        paragraph = text[-1 - len(taken)]
        credit = stated[paragraph.line]
        if credit is None or not _is_believable(credit, known):
            break
        taken.insert(0, (paragraph.line, credit))
    above = text[-1 - len(taken)].text if len(taken) < len(text) else ""
    if not taken or not (is_prose(above) or ends_sentence(above)):
        return []
    del text[-len(taken) :]
    return taken


def _is_believable(credit: Credit, known: frozenset[str]) -> bool:
    if not credit.whole or credit.bare_date or credit.weak_date or credit.place:
        return False
    people = {key_of(author) for author in credit.authors}
    if known and people:
        return people <= known
    if credit.label.endswith(" by"):
        return False
    return bool(people or credit.agency or credit.published or credit.modified)


def _take_labelled_bio(text: list[Paragraph]) -> tuple[int, str] | None:
    """Remove "About the author" and what follows it from the end of `text`, if that presents a person."""
    for at in range(len(text) - 2, max(-1, len(text) - 2 - _REACH), -1):
        if not _BIO_LABEL.fullmatch(" ".join(text[at].text[:60].split())):
            continue
        following = text[at + 1 :]
        person = person_named(following[0].text[:100]) or read_bio(following[0].text)
        if person is None or len(following) > _MOST_BIO_PARAGRAPHS:
            return None
        del text[at:]
        return following[0].line, person
    return None


def _cut_known_bio(text: list[Paragraph], known: frozenset[str]) -> None:
    """Remove a last paragraph that presents one of the people the head names."""
    if len(text) >= 2 and word_count(text[-1].text[: 10 * _LONGEST_BIO]) <= _LONGEST_BIO:
        person = read_bio(text[-1].text)
        if person and key_of(person) in known:
            text.pop()
