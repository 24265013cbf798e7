"""The printed page: byline and date as a reader sees them, for pages that state nothing to machines.

Marked places are asked first. Where none is marked, the lines between the headline and the text are read as those
of a plain text are, which pages of any age have.
"""

from collections.abc import Collection
from datetime import date

from lxml.html import HtmlElement

from index.ingest.html.bylines import read_bylines, read_signature
from index.ingest.html.days import read_date_lines, read_marked_dates, read_times
from index.ingest.html.lines import Head, read_head
from index.ingest.html.statements import Statements
from index.ingest.text.credits import join_labels, read_credit
from index.ingest.text.paragraphs import Paragraph
from index.metadata.day_first import with_days_first


def read_printed(
    tree: HtmlElement, missing: Collection[str], *, titles: Collection[str], language: str | None, today: date
) -> Statements:
    """What the page shows of its article's "authors" and when it was "published", as far as that is `missing`.

    `titles` are the headlines that it may have; `language` is what it says that it is in, on which the order
    of a date's numbers depends.
    """
    said = Statements()
    if "authors" in missing:
        read_bylines(tree, said, today)
    if "published" in missing:
        read_times(tree, said, language, today)
        if not said.get("published"):
            read_marked_dates(tree, said, language, today)
    still = [
        field for field in missing if not said.get(field) and not (field == "authors" and said.get("agency"))
    ]
    if still:
        _read_credits(read_head(tree, titles), still, said, language, today)
    if "authors" in still and not said.get("authors") and not said.get("agency"):
        read_signature(tree, said)
    if "published" in still and not said.get("published"):
        read_date_lines(tree, said, language, today)
    return said


def _read_credits(
    head: Head, missing: Collection[str], said: Statements, language: str | None, today: date
) -> None:
    """Take from the lines over a text the first that names who wrote it, and the day that they state.

    A bare date is that of the article if it stands under the headline, and no other beside it.
    """
    lines = join_labels([Paragraph(at, line) for at, line in enumerate(head.lines)], today=today)
    read = (read_credit(with_days_first(line.text, language), today=today) for line in lines)
    stated = [credit for credit in read if credit]
    if "authors" in missing and (byline := next((each for each in stated if each.label), None)):
        said.add("authors", "; ".join(byline.authors), "a byline over the text", "medium")
        said.add("agency", byline.agency, "a byline over the text", "medium")
    dated = [each for each in stated if each.published or each.modified]
    labelled = [each for each in dated if not each.bare_date]
    is_one_day = len({each.published.value[:10] for each in dated if each.published}) == 1
    for each in labelled or (dated if head.is_headed and is_one_day else ()):
        if "published" in missing and each.published and not said.get("published"):
            said.add("published", each.published.raw, "a date over the text", "medium")
        if each.modified and not said.get("modified"):
            said.add("modified", each.modified.raw, "a date over the text", "medium")
