"""Begun: a query whose last word is still being typed.

Whoever types "ren" on the way to "renewal" wants to see where it leads. The word then
stands for all words that begin so, which each further letter only narrows.
"""

from search.language.errors import QueryError
from search.language.fields import MAY_BE_UNKNOWN, UNKNOWN
from search.language.lexer import QUOTES, Lexeme, lexemes
from search.language.parser import parse
from search.language.query import Query
from search.tree import And, AtLeast, Begun, Near, Or, Prefix, Same, Tree

_CODES = ("language", "url", "kind", "id")


def parse_begun(text: str) -> Query | None:
    """The query with its last word taken for the beginning of one; None where it ends otherwise.

    A word that is to be left out, or wanted exactly, is not taken so. Raises QueryError as `parse` does.
    """
    found = lexemes(text)
    last = found[-1] if found else None
    word = last.value.split()[-1] if last and last.value.strip() else ""
    if last is None or last.end != len(text) or not word.isalnum() or _says_unknown(found):
        return None
    # The last word of a phrase is a word like others until its quote is closed.
    if last.kind != "word" and (last.kind != "phrase" or text[-1] in QUOTES):
        return None
    try:
        pattern = parse(_pattern(text, last))
    except QueryError:
        return None
    tree = _begun(pattern.tree, word)
    return None if tree is None else Query(text, tree, pattern.notices, word)


def _says_unknown(found: list[Lexeme]) -> bool:
    """Whether what ends so asks for articles without a field."""
    *_, name, value = (None, *found)
    is_name = name is not None and name.kind == "field" and name.value in MAY_BE_UNKNOWN
    return is_name and value is not None and value.kind == "word" and value.value.lower() == UNKNOWN


def _pattern(text: str, last: Lexeme) -> str:
    """The text with its last word as a pattern, which in a phrase stands right behind the others."""
    word = last.value.split()[-1]
    before = last.value.removesuffix(word).strip()
    value = f'("{before}" BEFORE/1 {word}*)' if before else f"{word}*"
    return text[: last.start] + value


def written_out(query: Query) -> str:
    """The text that is read as this query also where more is written behind it: a word being typed ends with "*"."""
    if not query.begun:
        return query.text
    return _pattern(query.text, lexemes(query.text)[-1])


def _begun(tree: Tree, word: str) -> Tree | None:
    """The tree with its last leaf, a pattern, taken for a word that is being typed; None where that is no such leaf."""
    match tree:
        case Prefix() if tree.text == word and tree.field not in _CODES:
            return Begun(tree.field, tree.text)
        case And() | Or() | Same() | AtLeast():
            last = _begun(tree.clauses[-1], word)
            return None if last is None else tree._replace(clauses=(*tree.clauses[:-1], last))
        case Near():
            second = _begun(tree.second, word)
            return None if second is None else tree._replace(second=second)
    return None
