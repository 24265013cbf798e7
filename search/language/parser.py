"""Lexemes to a tree: a recursive descent over a grammar small enough to print.

    any    := all ("OR" all)*
    all    := not (["AND"] not)*                 all words are required
    not    := ("NOT" | "-") not | same
    same   := near ("SAME" near)*
    near   := clause (("NEAR/n" | "BEFORE/n") clause)*
    clause := field value | "atleast"n":" clause | value
    value  := (["="] word | ["="] phrase | "(" any ")") ["~"[n]] ["^"weight]

What binds tighter stands lower. Operators are capitals; "and", "or" and "not" are words
like others. Limits are checked while parsing, so that no text of any length or depth
costs more than reading it.
"""

from datetime import date

from search.language.dates import disjoint_dates
from search.language.elsewhere import notices
from search.language.errors import QueryError
from search.language.fields import ANY_TEXT, name_of_unknown
from search.language.leaves import leaf, weighed
from search.language.lexer import Lexeme, lexemes
from search.language.places import check_places
from search.language.query import Query
from search.tree import And, AtLeast, Every, Near, Not, Or, Same, Tree

MOST_CHARACTERS = 4096
MOST_DEPTH = 32
MOST_CLAUSES = 128


def parse(text: str, *, today: date | None = None) -> Query:
    """Parse a query. Raises QueryError, with the column, for anything that has no clear meaning.

    `today` is what "yesterday" and the like are counted from; None is the day by this machine's clock.
    """
    if len(text) > MOST_CHARACTERS:
        raise too_long(text, len(text))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError(text, error.start, "this is half a character") from error
    parser = _Parser(text, today)
    tree = parser.parse()
    words, phrases = (
        [lexeme.value for lexeme in parser.lexemes if lexeme.kind == kind] for kind in ("word", "phrase")
    )
    return Query(text, tree, (*notices(text, words, phrases), *disjoint_dates(tree)))


def too_long(text: str, length: int) -> QueryError:
    """What is wrong with a text of so many characters, of which `text` is the beginning at least."""
    return QueryError(
        text, MOST_CHARACTERS, f"a query can have {MOST_CHARACTERS:,} characters, this has {length:,}"
    )


class _Parser:
    """One pass over one query's lexemes. `name` is the field's name that the query put before what is read."""

    def __init__(self, text: str, today: date | None) -> None:
        self.text = text
        self.today = today
        self.lexemes = lexemes(text)
        self.next = 0
        self.depth = 0
        self.clauses = 0

    def parse(self) -> Tree:
        if not self.lexemes:
            raise QueryError(
                self.text, 0, "there is nothing to search for", advice='Type a word, or a "phrase in quotes".'
            )
        tree = self._any(ANY_TEXT)
        # Without an OR before it, a last bracket too many changes nothing wherever it was to be opened.
        if (left := self._peek()) and (self.next < len(self.lexemes) - 1 or isinstance(tree, Or)):
            raise QueryError(self.text, left.start, "this bracket was never opened")
        return tree

    def _any(self, name: str) -> Tree:
        found = [self._all(name)]
        while self._take("or"):
            found.append(self._all(name))
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _all(self, name: str) -> Tree:
        found: list[Tree] = []
        while True:
            coming = self._peek()
            if coming and coming.kind == "and" and found:
                self.next += 1
                found.append(self._not(name))
            elif not coming or coming.kind in ("or", ")"):
                break
            else:
                found.append(self._not(name))
        if not found:
            raise self._missing()
        if all(isinstance(clause, Not) and not _is_unknown(clause) for clause in found):
            found.insert(0, Every())
        return found[0] if len(found) == 1 else And(tuple(found))

    def _not(self, name: str) -> Tree:
        if not self._take("not"):
            return self._same(name)
        self._go_deeper()
        clause = self._not(name)
        self.depth -= 1
        return clause.clause if isinstance(clause, Not) and not _is_unknown(clause) else Not(clause)

    def _same(self, name: str) -> Tree:
        found = [self._near(name)]
        while operator := self._take("same"):
            found.append(self._near(name))
            check_places(found, operator, self.text)
        return found[0] if len(found) == 1 else Same(tuple(found))

    def _near(self, name: str) -> Tree:
        found = self._clause(name)
        while operator := self._take("near", "before"):
            second = self._clause(name)
            check_places([found, second], operator, self.text)
            found = Near(found, second, int(operator.value), ordered=operator.kind == "before")
        return found

    def _clause(self, name: str) -> Tree:
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise QueryError(self.text, self._column(), f"a query can have {MOST_CLAUSES} words and clauses")
        self._go_deeper()
        clause = self._unnested(name)
        self.depth -= 1
        return clause

    def _go_deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise QueryError(self.text, self._column(), f"brackets and NOTs can nest {MOST_DEPTH} deep")

    def _unnested(self, name: str) -> Tree:
        if excluded := self._peek_at("not"):
            before = self.lexemes[self.next - 1]
            said = self.text[before.start : before.end]
            raise QueryError(
                self.text,
                excluded.start,
                f"what is left out cannot stand behind {said}",
                advice="For example ferry NEAR/5 strike -weather",
            )
        if at_least := self._take("atleast"):
            clause = self._clause(name)
            check_places([clause], at_least, self.text)
            return AtLeast(int(at_least.value), (clause,))
        if named := self._take("field"):
            if name != ANY_TEXT:
                raise QueryError(self.text, named.start, "a field cannot stand in another field's brackets")
            return self._value(named.value)
        return self._value(name)

    def _value(self, name: str) -> Tree:
        if opened := self._take("("):
            inside = self._bracketed(name, opened)
            if misspelt := self._take("~"):
                raise QueryError(
                    self.text, misspelt.start, "~ stands behind a word or a phrase, not behind brackets"
                )
            weight = self._take("^")
            return weighed(inside, weight, self.text) if weight else inside
        exactly = self._take("exactly")
        value = self._take("word", "phrase")
        if not value:
            raise self._missing()
        misspelt, weight = self._take("~"), self._take("^")
        found = leaf(name, value, self.text, self.today, exactly=exactly, loosely=misspelt)
        return weighed(found, weight, self.text) if weight else found

    def _bracketed(self, name: str, opened: Lexeme) -> Tree:
        inside = self._any(name)
        if not self._take(")") and not _is_clear_unclosed(inside):
            raise QueryError(
                self.text, opened.start, "this bracket is never closed", advice="Close it: (like this)"
            )
        return inside

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.next] if self.next < len(self.lexemes) else None

    def _peek_at(self, *kinds: str) -> Lexeme | None:
        coming = self._peek()
        return coming if coming and coming.kind in kinds else None

    def _take(self, *kinds: str) -> Lexeme | None:
        taken = self._peek_at(*kinds)
        self.next += taken is not None
        return taken

    def _column(self) -> int:
        coming = self._peek()
        return coming.start if coming else len(self.text)

    def _missing(self) -> QueryError:
        """The error for a place where something to search for should stand."""
        last = self.lexemes[self.next - 1] if self.next else None
        coming = self._peek()
        if last and last.kind != "(" and (not coming or coming.kind in _BETWEEN):
            said = self.text[last.start : last.end]
            return QueryError(self.text, last.start, f"something to search for must follow {said}")
        if coming and coming.kind == ")":
            return QueryError(self.text, coming.start, "there is nothing between these brackets")
        if not coming:
            return QueryError(self.text, self._column(), "something to search for must follow (")
        said = self.text[coming.start : coming.end]
        return QueryError(self.text, coming.start, f"something to search for must stand before {said}")


_BETWEEN = ("or", "and", "same", "near", "before", ")")
"""What cannot begin a clause."""


def _is_unknown(clause: Not) -> bool:
    """True for `date:unknown` and the like, which are a Not only in how they are asked."""
    return isinstance(clause.clause, Every) and name_of_unknown(clause.clause.field) is not None


def _is_clear_unclosed(inside: Tree) -> bool:
    """Whether a bracket that is never closed can only end where the query does: after one word, or alternatives."""
    clauses = inside.clauses if isinstance(inside, Or) else (inside,)
    return not any(isinstance(clause, And | Or | Not) for clause in clauses)
