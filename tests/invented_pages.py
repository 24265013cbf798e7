"""An invented report, from which tests make pages of many kinds, and how they are read."""

from datetime import date
from pathlib import Path

from index.article import Article
from index.ingest.text.reader import read_text

TODAY = date(2024, 5, 17)
HEADLINE = "Harbour wall gives way in night storm"
FIRST = (
    "The harbour wall gave way shortly after midnight on Monday, sending water through the lower streets"
    " of the town and into the market hall."
)
SECOND = (
    "Nobody was hurt, the council said, but some forty households were moved to the sports hall until"
    " the pumps had done their work."
)
QUOTE = "“We had warned them for years,” said Ida Holm, who runs the fish stall nearest the quay."
BODY = f"{FIRST}\n\n{SECOND}"


def read(text: str) -> tuple[Article, ...]:
    return read_text(text, path=Path("page.txt"), today=TODAY)


def read_one(*paragraphs: str) -> Article:
    (article,) = read("\n\n".join(paragraphs))
    return article


def day(article: Article) -> str | None:
    return article.published.value if article.published else None
