"""Lexemes to a tree: a recursive descent over a grammar small enough to print.

    any    := all ("OR" all)*
    all    := clause (["AND"] clause)*           all words are required
    clause := ("NOT" | "-") clause | "(" any ")" | field value | value
    value  := ["="] word | word"*" | ["="] phrase | "(" any ")"    the last after a field only

AND binds tighter than OR. Operators are capitals; "and", "or" and "not" are words
like others. Limits are checked while parsing, so that no text of any length or depth
costs more than reading it.
"""

import re

from search.language.dates import date_clause
from search.language.errors import QueryError
from search.language.fields import DATE_NAMES, FIELD_OF_NAME
from search.language.lexer import Lexeme, lexemes
from search.language.query import PUBLISHED, TEXT, Query
from search.tree import And, Every, Exact, Not, Or, Phrase, Prefix, Term, Tree

_WORD = re.compile(r"[^\W_]+")
MOST_CHARACTERS = 4096
MOST_DEPTH = 32
MOST_CLAUSES = 128
MOST_PHRASE_WORDS = 32


def parse(text: str) -> Query:
    """Parse a query. Raises QueryError, with the column, for anything that has no clear meaning."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            text, MOST_CHARACTERS, f"a query can have {MOST_CHARACTERS:,} characters, this has {len(text):,}"
        )
    return Query(text, _Parser(text).parse())


class _Parser:
    """One pass over one query's lexemes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes = lexemes(text)
        self.next = 0
        self.depth = 0
        self.clauses = 0

    def parse(self) -> Tree:
        if not self.lexemes:
            raise QueryError(
                self.text, 0, "there is nothing to search for", advice='Type a word, or a "phrase in quotes".'
            )
        tree = self._any(TEXT)
        if left := self._peek():
            raise QueryError(self.text, left.start, "this bracket was never opened")
        return tree

    def _any(self, field: str) -> Tree:
        found = [self._all(field)]
        while self._take("or"):
            found.append(self._all(field))
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _all(self, field: str) -> Tree:
        found: list[Tree] = []
        while True:
            coming = self._peek()
            if coming and coming.kind == "and" and found:
                self.next += 1
                found.append(self._clause(field))
            elif not coming or coming.kind in ("or", ")"):
                break
            else:
                found.append(self._clause(field))
        if not found:
            raise self._missing()
        if all(isinstance(clause, Not) and not _unknown_date(clause) for clause in found):
            found.insert(0, Every())
        return found[0] if len(found) == 1 else And(tuple(found))

    def _clause(self, field: str) -> Tree:
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise QueryError(self.text, self._column(), f"a query can have {MOST_CLAUSES} words and clauses")
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise QueryError(self.text, self._column(), f"brackets and NOTs can nest {MOST_DEPTH} deep")
        clause = self._unnested(field)
        self.depth -= 1
        return clause

    def _unnested(self, field: str) -> Tree:
        if self._take("not"):
            clause = self._clause(field)
            return clause.clause if isinstance(clause, Not) and not _unknown_date(clause) else Not(clause)
        if named := self._take("field"):
            if field != TEXT:
                raise QueryError(self.text, named.start, "a field cannot stand in another field's brackets")
            if named.value in DATE_NAMES:
                value = self._take("word", "phrase")
                if not value:
                    raise self._missing()
                column = value.start + (value.kind == "phrase")
                return date_clause(named.value, value.value, self.text, column)
            return self._value(FIELD_OF_NAME[named.value])
        return self._value(field)

    def _value(self, field: str) -> Tree:
        if opened := self._take("("):
            inside = self._any(field)
            if not self._take(")"):
                raise QueryError(self.text, opened.start, "this bracket is never closed")
            return inside
        exactly = self._take("exactly") is not None
        value = self._take("word", "phrase")
        if not value:
            raise self._missing()
        if exactly:
            return Exact(field, value.value)
        if value.kind == "phrase":
            return self._phrase(field, value)
        if value.value == "*":
            return Every() if field == TEXT else Every(field)
        if "*" in value.value:
            return self._prefix(field, value)
        return Term(field, value.value)

    def _prefix(self, field: str, word: Lexeme) -> Tree:
        beginning = word.value.rstrip("*")
        if star := beginning.find("*") + 1:
            raise QueryError(self.text, word.start + star - 1, "* can stand only at the end of a word")
        if not beginning.isalnum():
            raise QueryError(
                self.text,
                word.start,
                "only one word can be cut short with *",
                advice=f"Try: {' '.join(_WORD.findall(beginning))}*",
            )
        return Prefix(field, beginning)

    def _phrase(self, field: str, phrase: Lexeme) -> Tree:
        words = phrase.value.split()
        if not any(map(str.isalnum, phrase.value)):
            raise QueryError(self.text, phrase.start, "there is nothing between these quotes")
        if len(words) > MOST_PHRASE_WORDS:
            raise QueryError(self.text, phrase.start, f"a phrase can have {MOST_PHRASE_WORDS} words")
        return Phrase(field, tuple(words))

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.next] if self.next < len(self.lexemes) else None

    def _take(self, *kinds: str) -> Lexeme | None:
        coming = self._peek()
        if not coming or coming.kind not in kinds:
            return None
        self.next += 1
        return coming

    def _column(self) -> int:
        coming = self._peek()
        return coming.start if coming else len(self.text)

    def _missing(self) -> QueryError:
        """The error for a place where something to search for should stand."""
        last = self.lexemes[self.next - 1] if self.next else None
        coming = self._peek()
        if last and last.kind != "(" and (not coming or coming.kind in ("or", "and", ")")):
            said = self.text[last.start : last.end]
            return QueryError(self.text, last.start, f"something to search for must follow {said}")
        if coming and coming.kind == ")":
            return QueryError(self.text, coming.start, "there is nothing between these brackets")
        if not coming:
            return QueryError(self.text, self._column(), "something to search for must follow (")
        said = self.text[coming.start : coming.end]
        return QueryError(self.text, coming.start, f"something to search for must stand before {said}")


def _unknown_date(clause: Not) -> bool:
    """True for `date:unknown`, which is a Not only in how it is asked."""
    return isinstance(clause.clause, Every) and clause.clause.field == PUBLISHED
