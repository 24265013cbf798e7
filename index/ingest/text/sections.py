"""Sections: whether a short line over a headline is the name of a section.

Names that newspapers share are known outright. Any other is believed only by its form,
against the headline under it, and a kicker ("EXCLUSIVE") is not one; callers
mark such a section as a guess.
"""

import re

from index.ingest.text.paragraphs import ends_sentence, word_count

_SECTIONS_LIST = """
africa americas arts asia australia books business canada china cities climate comment commentary crime
culture economics economy education elections energy entertainment environment europe fashion features
finance food football headlines health india international investigations israel japan korea law letters
life lifestyle local markets media metro middle east money motoring music nation national news
obituaries opinion pacific people politics regional relations religion russia science security society
sport sports style tech technology television theatre travel uk ukraine us u.s. usa weather world
defence defense rights & and
"""
_SECTIONS = frozenset(_SECTIONS_LIST.split())
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "&", "on", "de", "la", "et", "und"})
_KICKER = re.compile(
    r"(?:exclusive|breaking(?: news)?|live|watch|video|updated?|analysis|factbox|explainer)\b.*", re.I
)


def is_known_section(text: str) -> bool:
    """Whether every word of a text is one that sections are called by."""
    return all(word in _SECTIONS for word in text.casefold().replace("/", " ").split())


def may_stand_over(text: str, headline: str) -> bool:
    """A few capitalised words over a longer headline that is not written in capitals itself.

    A section, as a rule; but a paper's or a reporter's name over a headline looks the same.
    """
    if is_known_section(text):
        return True
    words = [word.strip("()") for word in text.split() if word not in _SMALL_WORDS]
    if not 1 <= len(words) <= 6 or ends_sentence(text) or text[-1] in "?!" or _KICKER.fullmatch(text):
        return False
    plain = [word for word in headline.split()[1:] if word[0].islower() and word not in _SMALL_WORDS]
    capitalised = all(word[:1].isupper() for word in words) and not any(
        c.isdigit() or c in ':“"' for c in text
    )
    return capitalised and len(text.split()) < word_count(headline) <= 16 and len(plain) >= 2
