"""Acronyms: what a query's words also stand for, by what the archive's articles explain.

The tree stays un-analysed: an acronym becomes "this word, or that phrase", and the
words of a long form, wherever they stand together in the query, become "these words,
or that acronym".
"""

from collections.abc import Sequence
from itertools import repeat

from index.acronyms import exact_words
from search.embedded.planning.forms import Forms
from search.language.query import TEXT
from search.tree import And, AtLeast, Near, Or, Phrase, Same, Term, Tree

_ALWAYS = {
    "us": ("u.s.",),
    "u.s.": ("united states",),
    "united states": ("u.s.",),
    "un": ("united nations",),
    "united nations": ("un",),
    "uk": ("united kingdom",),
    "united kingdom": ("uk",),
    "eu": ("european union",),
    "european union": ("eu",),
}
"""What no article explains. Typed in small letters, the United States look like the pronoun."""
_ALSO_A_WORD = frozenset(("un", "eu"))
"""Of these, what is another word in other languages: it is looked for in English articles alone."""
_LONGEST = 12
"""Words in the longest long form looked for."""


def expand(tree: Tree, forms: Forms) -> tuple[Tree, dict[str, list[str]]]:
    """The tree with every acronym and long form in it widened, and what was added, by words as typed."""
    also: dict[str, list[str]] = {}
    return _expand(tree, forms, also), also


def _expand(tree: Tree, forms: Forms, also: dict[str, list[str]]) -> Tree:
    match tree:
        case And():
            return _expand_all(tree.clauses, forms, also)
        case Or():
            return Or(tuple(_expand(child, forms, also) for child in tree.clauses))
        case Near():
            first, second = (_expand(child, forms, also) for child in (tree.first, tree.second))
            return tree._replace(first=first, second=second)
        case Same() | AtLeast():
            return tree._replace(clauses=tuple(_expand(child, forms, also) for child in tree.clauses))
        case Term(field="text"):
            return _widened(tree, tree.text, forms, also)
        case Phrase(field="text"):
            return _widened(tree, " ".join(tree.words), forms, also)
    return tree


def _expand_all(children: tuple[Tree, ...], forms: Forms, also: dict[str, list[str]]) -> Tree:
    """Expand required clauses; runs of plain words are tried as one long form, longest first."""
    found: list[Tree] = []
    at = 0
    while at < len(children):
        for length in range(_longest_run(children[at : at + _LONGEST], forms), 1, -1):
            words = And(children[at : at + length])
            widened = _widened(words, _typed(children[at : at + length]), forms, also)
            if widened is not words:
                found.append(widened)
                at += length
                break
        else:
            found.append(_expand(children[at], forms, also))
            at += 1
    return found[0] if len(found) == 1 else And(tuple(found))


def _longest_run(children: tuple[Tree, ...], forms: Forms) -> int:
    """How many of the first clauses are plain words, if some form begins with the first."""
    run = next((i for i, child in enumerate(children) if not _is_word(child)), len(children))
    return run if run > 1 and _any_longer(exact_words(_typed(children[:1])), forms) else 0


def _any_longer(form: str, forms: Forms) -> bool:
    return any(map(str.startswith, _ALWAYS, repeat(f"{form} "))) or forms.any_longer(form)


def _is_word(tree: Tree) -> bool:
    return isinstance(tree, Term) and tree.field == TEXT


def _typed(words: Sequence[Tree]) -> str:
    return " ".join(word.text for word in words if isinstance(word, Term))


def _widened(tree: And | Term | Phrase, typed: str, forms: Forms, also: dict[str, list[str]]) -> Tree:
    form = exact_words(typed)
    others = tuple(dict.fromkeys((*_ALWAYS.get(form, ()), *forms.others(typed))))
    if not others:
        return tree
    also[typed] = [form.upper() if " " not in form else f'"{form}"' for form in others]
    return Or((tree, *(_form(form, tree.boost) for form in others)))


def _form(form: str, boost: float) -> Tree:
    phrase = Phrase(TEXT, tuple(form.split()), boost)
    return And((phrase, Term("language", "en"))) if form in _ALSO_A_WORD else phrase
