"""Acronyms: what a query's words also stand for, by what the archive's articles explain.

The tree stays un-analysed: an acronym becomes "this word, or that phrase", and the
words of a long form, wherever they stand together in the query, become "these words,
or that acronym".
"""

from collections.abc import Callable, Sequence

from whoosh.query import And, Or, Phrase, Term
from whoosh.query import Query as Tree

from index.acronyms import exact_words
from search.language.query import TEXT, Exact

OtherForms = Callable[[str], Sequence[str]]
"""From a form's exact words to the other forms it goes by, best first."""

_ALWAYS = {"us": ("u.s.",)}
"""What no article explains: typed in small letters, the country looks like the pronoun."""
_LONGEST = 12
"""Words in the longest long form looked for."""


def expand(tree: Tree, other_forms: OtherForms) -> tuple[Tree, dict[str, list[str]]]:
    """The tree with every acronym and long form in it widened, and what was added, by words as typed."""
    also: dict[str, list[str]] = {}
    return _expand(tree, other_forms, also), also


def _expand(tree: Tree, other_forms: OtherForms, also: dict[str, list[str]]) -> Tree:
    match tree:
        case And():
            return _expand_all(list(tree), other_forms, also)
        case Or():
            return Or([_expand(child, other_forms, also) for child in tree])
        case Exact():
            return tree
        case Term(fieldname="text"):
            return _widened(tree, tree.text, other_forms, also)
        case Phrase(fieldname="text"):
            return _widened(tree, " ".join(tree.words), other_forms, also)
    return tree


def _expand_all(children: list[Tree], other_forms: OtherForms, also: dict[str, list[str]]) -> Tree:
    """Expand required clauses; runs of plain words are tried as one long form, longest first."""
    found: list[Tree] = []
    at = 0
    while at < len(children):
        run = 0
        while at + run < len(children) and _is_word(children[at + run]) and run < _LONGEST:
            run += 1
        for length in range(run, 1, -1):
            words = And(children[at : at + length])
            typed = " ".join(word.text for word in children[at : at + length] if isinstance(word, Term))
            widened = _widened(words, typed, other_forms, also)
            if widened is not words:
                found.append(widened)
                at += length
                break
        else:
            found.append(_expand(children[at], other_forms, also))
            at += 1
    return found[0] if len(found) == 1 else And(found)


def _is_word(tree: Tree) -> bool:
    return type(tree) is Term and tree.fieldname == TEXT


def _widened(tree: Tree, typed: str, other_forms: OtherForms, also: dict[str, list[str]]) -> Tree:
    form = exact_words(typed)
    others = (*_ALWAYS.get(form, ()), *other_forms(form))
    if not others:
        return tree
    also[typed] = [form.upper() if " " not in form else f'"{form}"' for form in others]
    return Or([tree, *(Phrase(TEXT, form.split()) for form in others)])
