"""The foot of an article: credits and a bio under its text.

A credit here must be labelled, for a bare date under an article may be the day the
page was printed. A bio without a label is taken for one only as the last paragraph,
and only if the article does not speak of that person: else it is a sentence about a
journalist in the news.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.ingest.credits import Credit, read_credit
from index.ingest.paragraphs import Paragraph, is_prose, key_of, word_count
from index.metadata.bios import read_bio
from index.metadata.bylines import read_sign_off
from index.metadata.names import person_named

_BIO_LABEL = re.compile(
    r"(?:(?:posted|written) by|(?:the )?author|about (?:the )?(?:authors?|writers?|contributors?)|bio(?:graphy)?):?",
    re.IGNORECASE,
)
_LONGEST_BIO = 120
_MOST_BIO_PARAGRAPHS = 3
_REACH = 8


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of one article, read, and the paragraphs left as its text."""

    credits: tuple[tuple[int, Credit], ...]
    """Each with its line, in order; only authors, agency and dates, never an outlet."""
    bio: tuple[int, str] | None
    """The line and the person of a bio."""
    bio_labelled: bool
    text: tuple[Paragraph, ...]


def read_foot(paragraphs: Sequence[Paragraph], *, authors: Sequence[str], today: date) -> Foot:
    """Read the foot of an article's text; `authors` are those its head named."""
    text = list(paragraphs)
    lowest = _take_credits(text, today)
    labelled = _take_labelled_bio(text)
    bio = labelled or _take_last_bio(text, authors)
    stated = _take_credits(text, today) + lowest
    if text and (people := read_sign_off(text[-1].text)):
        stated.append((text[-1].line, Credit(authors=people, kind="sign-off")))
    return Foot(tuple(stated), bio, labelled is not None, tuple(text))


def _take_credits(text: list[Paragraph], today: date) -> list[tuple[int, Credit]]:
    """Remove whole, labelled credits from the end of `text`; running text above must remain."""
    taken: list[tuple[int, Credit]] = []
    while len(text) > 1:
        credit = read_credit(text[-1].text, today=today)
        if credit is None or not credit.whole or credit.bare_date or not _belongs_at_foot(credit):
            break
        taken.insert(0, (text.pop().line, credit))
    return taken


def _belongs_at_foot(credit: Credit) -> bool:
    return (
        bool(credit.authors or credit.agency or credit.published or credit.modified) and credit.place is None
    )


def _take_labelled_bio(text: list[Paragraph]) -> tuple[int, str] | None:
    """Remove "About the author" and what follows it from the end of `text`, if that presents a person."""
    for at in range(len(text) - 2, max(-1, len(text) - 2 - _REACH), -1):
        if not _BIO_LABEL.fullmatch(" ".join(text[at].text.split())):
            continue
        following = text[at + 1 :]
        person = person_named(following[0].text) or read_bio(following[0].text)
        if person is None or len(following) > _MOST_BIO_PARAGRAPHS:
            return None
        del text[at:]
        return following[0].line, person
    return None


def _take_last_bio(text: list[Paragraph], authors: Sequence[str]) -> tuple[int, str] | None:
    """Remove a last paragraph that presents its author, if nothing above speaks of the same person."""
    if len(text) < 2 or word_count(text[-1].text) > _LONGEST_BIO:
        return None
    person = read_bio(text[-1].text)
    if person is None:
        return None
    known = {key_of(author) for author in authors}
    if known and key_of(person) not in known:
        return None
    surname = re.escape(person.split()[-1])
    above = [paragraph.text for paragraph in text[:-1]]
    if not any(is_prose(paragraph) for paragraph in above) or any(
        re.search(rf"\b{surname}\b", p) for p in above
    ):
        return None
    return text.pop().line, person
