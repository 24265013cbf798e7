"""Leaves: the clause of one word or phrase, under the field it is asked of, and what it weighs."""

import re
from datetime import date
from unicodedata import category

from search.language.codes import code_clause, words_clause
from search.language.dates import date_clause
from search.language.elsewhere import listed
from search.language.errors import QueryError
from search.language.fields import (
    ANY_TEXT,
    DATE_NAMES,
    FIELD_OF_NAME,
    MAY_BE_UNKNOWN,
    TEXT_NAMES,
    UNKNOWN,
    WORDS_NAME,
)
from search.language.lexer import Lexeme
from search.language.operators import MOST_DISTANCE, OPERATOR_WORDS, quoted
from search.language.query import PUBLISHED, TEXT
from search.tree import (
    And,
    AtLeast,
    Every,
    Exact,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Same,
    Term,
    Tree,
    Wildcard,
)

MOST_PHRASE_WORDS = 32
_MOST_EDITS = 2
_MOST_LETTERS = 64
"""Letters of a word that stands for others."""
_MOST_WEIGHT = 100
_WORD = re.compile(r"[^\W_]+")
_WEIGHT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?")
_CODES = ("lang", "url", "kind", "id", "story")


def leaf(
    name: str, value: Lexeme, text: str, today: date | None, *, exactly: Lexeme | None, loosely: Lexeme | None
) -> Tree:
    """The clause for a word or a phrase behind a field's name. Raises QueryError.

    `exactly` is the "=" before it, `loosely` the "~" behind it.
    """
    field = FIELD_OF_NAME.get(name, TEXT)
    is_bare = value.kind == "word" and not (exactly or loosely)
    if is_bare and name in MAY_BE_UNKNOWN and value.value.lower() == UNKNOWN:
        return Not(Every(field))
    if name in DATE_NAMES or name in (WORDS_NAME, *_CODES):
        if loosely:
            raise QueryError(text, loosely.start, f"~ is for words and phrases, not for {name}:")
        if value.value == "*" and value.kind == "word":
            return Every(PUBLISHED if name in DATE_NAMES else FIELD_OF_NAME.get(name, name))
        if name in DATE_NAMES:
            return date_clause(name, value.value, text, value.start + (value.kind == "phrase"), today)
        if name == WORDS_NAME:
            return words_clause(value, text)
        return code_clause(name, value, text, exactly=exactly is not None)
    if exactly:
        if loosely:
            raise QueryError(text, loosely.start, "= asks for exactly this, and ~ for something like it")
        return Exact(field, value.value)
    if value.kind == "phrase":
        return _phrase(field, value, loosely, text)
    if loosely:
        return _fuzzy(name, field, value, loosely, text)
    return _word(name, field, value, text)


def _word(name: str, field: str, word: Lexeme, text: str) -> Tree:
    typed = word.value
    if typed == "*":
        if name == "lead":
            return Or((Every("standfirst"), Every("body")))
        return Every() if name == ANY_TEXT else Every(field)
    if several := listed(name, typed):
        raise QueryError(
            text,
            word.start,
            f"a comma does not part values — did you mean {several}?",
            advice=f"If it is one name, put it in quotes: {name}:" + quoted(typed),
        )
    # A question mark at the end is a question's.
    pattern = re.sub(r"\?+[^\w*?]*$", "", typed) if "?" in typed else typed
    if "*" not in pattern:
        # Nor is one in an address.
        return (
            Wildcard(field, pattern)
            if "?" in pattern and _is_word(pattern.replace("?", ""))
            else Term(field, typed)
        )
    letters = pattern.replace("*", "").replace("?", "")
    _check_length(word, text)
    if not _is_word(letters):
        raise QueryError(
            text,
            word.start,
            "only one word can have * in it",
            advice=f"Try: {_named(name, [*_words(pattern)[:-1], f'{_words(pattern)[-1]}*'])}",
        )
    beginning = pattern.rstrip("*")
    if beginning == letters:
        return Prefix(field, letters)
    if len(letters) < 2:
        raise QueryError(
            text,
            word.start,
            "a word with * or ? in it needs two letters besides",
            advice="For example wom?n, econom*, *ology",
        )
    return Wildcard(field, re.sub(r"\*+", "*", pattern))


def _phrase(field: str, phrase: Lexeme, loosely: Lexeme | None, text: str) -> Tree:
    words = phrase.value.split()
    if not any(map(str.isalnum, phrase.value)):
        raise QueryError(text, phrase.start, "there is nothing between these quotes")
    if len(words) > MOST_PHRASE_WORDS:
        raise QueryError(text, phrase.start, f"a phrase can have {MOST_PHRASE_WORDS} words")
    if not loosely:
        return Phrase(field, tuple(words))
    if not loosely.value or int(loosely.value[:9]) > MOST_DISTANCE:
        raise QueryError(
            text,
            loosely.start,
            f"~ behind a phrase takes a number up to {MOST_DISTANCE:,}: how many words may stand between its words",
            advice='For example "night ferry"~3',
        )
    return Phrase(field, tuple(words), slop=int(loosely.value) + 1)


def _words(text: str) -> list[str]:
    """The words that are in one with signs between, none of them an operator."""
    return [word.lower() if word in OPERATOR_WORDS else word for word in _WORD.findall(text)]


def _named(name: str, words: list[str]) -> str:
    """Words as a query for them in the same field."""
    said = " ".join(words)
    return said if name == ANY_TEXT else f"{name}:({said})" if len(words) > 1 else f"{name}:{said}"


def _fuzzy(name: str, field: str, word: Lexeme, loosely: Lexeme, text: str) -> Tree:
    edits = loosely.value or "1"
    if edits not in ("1", "2"):
        raise QueryError(
            text,
            loosely.start,
            f"a word can be misspelt by ~1 or ~{_MOST_EDITS} letters",
            advice="For example pressident~",
        )
    _check_length(word, text)
    shortest = 2 * int(edits) + 1
    if not _is_word(word.value):
        words = _words(word.value)
        misspelt = [f"{one}~{loosely.value}" if len(one) >= shortest else one for one in words]
        raise QueryError(
            text,
            word.start,
            "~ can stand only behind one word, without * or ?",
            advice=f"Try: {_named(name, misspelt)}" if misspelt != words else "For example pressident~",
        )
    if len(word.value) < shortest:
        raise QueryError(
            text,
            word.start,
            f"{word.value} is too short for ~{edits}: nearly any word would do",
            advice=f"~1 takes words of 3 letters or more, ~2 of 5; or type what begins like it: {word.value}*",
        )
    return Fuzzy(field, word.value, edits=int(edits))


def _check_length(word: Lexeme, text: str) -> None:
    if len(word.value) > _MOST_LETTERS:
        raise QueryError(text, word.start, f"a word with *, ? or ~ can have {_MOST_LETTERS} letters")


def weighed(tree: Tree, weight: Lexeme, text: str) -> Tree:
    """The clause with its words weighing so many times as much. Raises QueryError for what has no weight."""
    written = weight.value
    if not _WEIGHT.fullmatch(written) or not 0 < float(written) <= _MOST_WEIGHT:
        raise QueryError(
            text,
            weight.start,
            f"a weight is a number up to {_MOST_WEIGHT}",
            advice="For example ferry^2 strike, where ferry counts twice",
        )
    return _weighed(tree, float(written), weight, text)


def _weighed(tree: Tree, factor: float, weight: Lexeme, text: str) -> Tree:
    match tree:
        case And() | Or() | Same():
            return tree._replace(
                clauses=tuple(_weighed(child, factor, weight, text) for child in tree.clauses)
            )
        case AtLeast():
            return tree._replace(
                clauses=tuple(_weighed(child, factor, weight, text) for child in tree.clauses)
            )
        case Near():
            first, second = (_weighed(child, factor, weight, text) for child in (tree.first, tree.second))
            return tree._replace(first=first, second=second)
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase() if tree.field in (
            TEXT,
            *TEXT_NAMES,
        ):
            return tree._replace(boost=tree.boost * factor)
    raise QueryError(
        text,
        weight.start,
        "only words and phrases have a weight: names, dates and NOT decide what is in and what is out",
        advice="For example ferry^2 outlet:times",
    )


def _is_word(text: str) -> bool:
    """True for letters and digits with their marks, and nothing between them."""
    return any(map(str.isalnum, text)) and all(
        letter.isalnum() or category(letter) in ("Mn", "Mc", "Cf") for letter in text
    )
