"""Stored articles, read strictly: what is stored is JSON, and so it may be anything.

That it becomes an `Article` says little, since Python does not look at the types of
fields. Here they are looked at, as `Article` declares them: a field that is added to it
is checked from then on.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from index.article import Article, article_from_json

_Test = Callable[[object], bool]


def read_article(text: bytes) -> Article:
    """The article that is stored as these bytes. Raises ValueError for anything that is none."""
    try:
        article = article_from_json(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it has not the fields of an article") from error
    for name, fits in _tests_of(Article).items():
        if not fits(getattr(article, name)):
            raise ValueError(f"its {name} is nothing of the kind")
    for moment in filter(None, (article.published, article.modified)):
        try:
            if moment.precision == "instant":
                datetime.fromisoformat(moment.value)
            _ = moment.last_day
        except ValueError as error:
            raise ValueError(f"{moment.value!r:.40} is no date") from error
    return article


@cache
def _tests_of(kind: type) -> dict[str, _Test]:
    """For each field of a dataclass, whether a value is of its type."""
    return {name: _test_of(hint) for name, hint in get_type_hints(kind).items()}


def _test_of(kind: Any) -> _Test:
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin is Literal:
            return lambda value: value in parts
        case origin if origin in (Union, UnionType):
            tests = [_test_of(part) for part in parts]
            return lambda value: any(test(value) for test in tests)
        case origin if origin is tuple:
            fits = _test_of(parts[0])
            return lambda value: isinstance(value, tuple) and all(map(fits, value))
        case origin if origin is Mapping:
            fits = _test_of(parts[1])
            return lambda value: isinstance(value, Mapping) and all(map(fits, value.values()))
    if isinstance(kind, type) and is_dataclass(kind):
        own = _tests_of(kind)
        return lambda value: (
            isinstance(value, kind) and all(test(getattr(value, name)) for name, test in own.items())
        )
    return lambda value: isinstance(value, kind)  # a plain class
