"""Stored articles, read strictly: what is stored is JSON, and so it may be anything.

That each field is of its type is seen to wherever an article is read, as `Article` declares it; that a
date is one of the calendar is asked here.
"""

from datetime import datetime

from msgspec import ValidationError

from index.article import Article, from_json


def read_article(text: bytes) -> Article:
    """The article that is stored as these bytes. Raises ValueError for anything that is none."""
    try:
        article = from_json(text)
    except ValidationError as error:
        raise ValueError(f"it is no article: {error}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON") from error
    for moment in filter(None, (article.published, article.modified)):
        try:
            if moment.precision == "instant":
                datetime.fromisoformat(moment.value)
            _ = moment.last_day
        except ValueError as error:
            raise ValueError(f"{moment.value!r:.40} is no date") from error
    return article
