"""An archive's fields and words as Whoosh has them: its schema, and the analyzers in it.

They stand apart from `schema` and `analysis`, from which they are made, because a
question is answered without Whoosh, and importing that takes as long as answering.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from whoosh.analysis.acore import Token as WhooshToken
from whoosh.analysis.analyzers import Analyzer
from whoosh.fields import DATETIME, ID, KEYWORD, STORED, TEXT, FieldType, Schema

from index.analysis import PARAGRAPH_BREAK, VALUE_SEPARATOR, Token, exact_value, fold, stem, tokenize
from index.schema import FIELDS, PARAGRAPH, TEXT_FIELDS, Kind, exact, paragraphs

_VALUE_GAP = 100
"""Positions between two values, so that no phrase spans them."""


class NewsAnalyzer(Analyzer):
    """Whoosh's view of `tokenize`: stems in the language of a `Text`, or exact forms."""

    def __init__(self, *, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __call__(self, value: str, **kwargs: Any) -> Iterator[WhooshToken]:
        """Yield one Whoosh token over and over, as Whoosh's analyzers do."""
        language = getattr(value, "language", None) if self.stemmed else None
        forms = ((stem(token.word, language), token) for token in tokenize(value))
        return _whoosh_tokens(forms, **kwargs)


class NameAnalyzer(Analyzer):
    """Names: the words of each value, and each whole value as one term."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[WhooshToken]:
        """Yield one Whoosh token over and over, as Whoosh's analyzers do."""
        return _whoosh_tokens(_name_forms(value), **kwargs)


def _name_forms(value: str) -> Iterator[tuple[str, Token]]:
    start = first = 0
    for name in value.split(VALUE_SEPARATOR):
        yield exact_value(name), Token(name, start, start + len(name), first)
        for token in tokenize(name):
            yield (
                fold(token.word),
                token._replace(
                    start=start + token.start, end=start + token.end, position=first + token.position
                ),
            )
        start += len(name) + 1
        first += _VALUE_GAP


class ParagraphAnalyzer(Analyzer):
    """Prose: one term for each paragraph that has words, where the first of them stands."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[WhooshToken]:
        """Yield one Whoosh token over and over, as Whoosh's analyzers do."""
        return _whoosh_tokens(_paragraph_forms(value), **kwargs)


def _paragraph_forms(value: str) -> Iterator[tuple[str, Token]]:
    start = first = 0
    for paragraph in value.split(PARAGRAPH_BREAK):
        if tokens := list(tokenize(paragraph)):
            yield PARAGRAPH, Token(PARAGRAPH, start, start + len(paragraph), first)
            first += tokens[-1].position + 1
        start += len(paragraph) + len(PARAGRAPH_BREAK)


def _whoosh_tokens(
    forms: Iterable[tuple[str, Token]],
    *,
    positions: bool = False,
    chars: bool = False,
    start_pos: int = 0,
    start_char: int = 0,
    mode: str = "",
    **kwargs: Any,
) -> Iterator[WhooshToken]:
    shown = WhooshToken(positions, chars, mode=mode, **kwargs)
    for form, token in forms:
        shown.text = form
        shown.boost = 1.0
        shown.stopped = False
        if positions:
            shown.pos = start_pos + token.position
        if chars:
            shown.startchar = start_char + token.start
            shown.endchar = start_char + token.end
        yield shown


def _moment() -> DATETIME:
    moment = DATETIME(sortable=True)
    # One term a value: ranges are answered from the column, not by terms of lesser precision.
    moment.shift_step = 0
    return moment


_TYPES: Mapping[Kind, Callable[[], FieldType]] = {
    "text": lambda: TEXT(analyzer=NewsAnalyzer(stemmed=True)),
    "prose": lambda: TEXT(analyzer=NewsAnalyzer(stemmed=True)),
    "names": lambda: TEXT(analyzer=NameAnalyzer(), sortable=True),
    "code": lambda: ID(sortable=True),
    "moment": lambda: _moment(),
    "terms": lambda: KEYWORD(),
}


@cache
def news_schema() -> Schema:
    """The Whoosh schema of an archive; `article` holds the whole article as JSON."""
    schema = Schema(article=STORED())
    for field in FIELDS:
        schema.add(field.name, _TYPES[field.kind]())
        if field.name in TEXT_FIELDS:
            schema.add(exact(field.name), TEXT(analyzer=NewsAnalyzer(stemmed=False)))
        if field.kind == "prose":
            schema.add(paragraphs(field.name), TEXT(analyzer=ParagraphAnalyzer()))
    return schema
